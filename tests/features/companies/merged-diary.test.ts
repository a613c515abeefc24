// Reads of one company under several domains equal those of the same diary under one domain; and it costs no more
// than the company's own domains do.
import "fake-indexeddb/auto";
import fc from "fast-check";
import { beforeEach, expect, test, vi } from "vitest";
import { readCompliance } from "../../../src/features/compliance/read-compliance.ts";
import { readBeforeAfter, readPooledBeforeAfter } from "../../../src/features/insight/read-before-after.ts";
import { readClaim } from "../../../src/features/insight/read-claim.ts";
import { readInterventions } from "../../../src/features/insight/read-interventions.ts";
import { readOverview, readOverviewWords } from "../../../src/features/insight/read-overview.ts";
import { readLetters } from "../../../src/features/letters/read-letters.ts";
import { readGrantsAndReceipts } from "../../../src/features/sharing/read-grants-and-receipts.ts";
import { readFeelings, readTimelinePage, type TimelineFilter } from "../../../src/features/timeline/read-timeline.ts";
import { clock } from "../../../src/platform/clock.ts";
import { database } from "../../../src/record/database.ts";
import { readCompanyGroup } from "../../../src/record/read-record.ts";
import { recount } from "../../../src/record/recount.ts";
import type { Value } from "../../../src/signal/feeling-vocabulary.ts";
import { feeling } from "../../support/data/diaries.ts";
import { stampAt } from "../../support/data/rows.ts";
import { countReads } from "../../support/device/reads.ts";
import { thorough } from "../../support/runs.ts";

vi.mock("webextension-polyfill", () => ({ default: { runtime: {} } }));

const NOON = Date.parse("2026-11-18T12:00:00Z");
const HOUR = 3_600_000;
const $h = stampAt(NOON);
const OWN = ["a.example", "b.example", "c.example"] as const;
const DOMAINS = [...OWN, "other.example"] as const;

type Links = readonly (readonly [from: number, to: number])[];

interface Noted {
  kind: "feeling" | "receipt" | "visit" | "contact" | "letter";
  of: number;
  hoursAgo: number;
  value: number;
}
/** The links between domains, and the resulting companies. */
const SHAPES: readonly { links: Links; main: number }[] = [
  { links: [[1, 0]], main: 0 },
  {
    links: [
      [1, 0],
      [2, 0],
    ],
    main: 0,
  },
  {
    links: [
      [0, 1],
      [1, 2],
    ],
    main: 2,
  },
  {
    links: [
      [1, 2],
      [2, 0],
      [0, 1],
    ],
    main: 0,
  },
];

const instant = (hoursAgo: number) => new Date(NOON - hoursAgo * HOUR).toISOString().replace(".000", "");

function rowOf({ kind, hoursAgo, value }: Noted, id: string, company: string) {
  const at = instant(hoursAgo);
  if (kind === "feeling")
    return ["feelings", { ...feeling(at.slice(0, 10), value as Value), id, at, company, $h }] as const;
  if (kind === "receipt") {
    const said = { direction: value > 0 ? "shared" : "answered", payload: "{}", payloadHash: "", purposes: [] };
    return ["receipts", { id, at, company, ...said, $h }] as const;
  }
  const details = {
    visit: { text: `visit ${id}`, by: "user" },
    contact: { kind: "offers", channel: "email", verdict: "broke", reason: "not-wanted", readable: false, by: "user" },
    letter: { letter: "copy", law: "plain", due: "2026-12-01", state: "open" },
  };
  const type = kind === "letter" ? "told" : kind;
  return ["events", { id, at, company, type, detail: details[kind], $h }] as const;
}

async function record(noted: readonly Noted[], companyOf: (domain: string) => string, links: Links) {
  for (const table of database.tables) await table.clear();
  await database.profiles.put({ id: "profile", timeZone: "Etc/UTC", $h });
  const sameAs = new Map(links.map(([from, to]) => [DOMAINS[from], DOMAINS[to]]));
  const companies = DOMAINS.map((id) => ({
    id,
    name: `The ${id}`,
    ...(sameAs.has(id) ? { sameAs: sameAs.get(id) } : {}),
    $h,
  }));
  await database.companies.bulkPut(companies);
  const rows = noted.map((one, index) =>
    rowOf(one, `i${String(index).padStart(6, "0")}`, companyOf(DOMAINS[one.of] ?? "")),
  );
  for (const name of ["feelings", "receipts", "events"] as const)
    await database[name].bulkPut(rows.flatMap(([table, row]) => (table === name ? [row] : [])));
  await recount(database);
}

async function pages(company: string | null, filter: TimelineFilter, most: number): Promise<string[][]> {
  const read: string[][] = [];
  for (let after = null as Awaited<ReturnType<typeof readTimelinePage>>["end"]; ; ) {
    const page = await readTimelinePage({ company, filter, after, until: null }, most);
    read.push(page.entries.map(({ kind, id }) => `${kind} ${id}`));
    after = page.end;
    if (after === null) return read;
  }
}

const FILTERS: readonly TimelineFilter[] = [null, "feeling", "contact"];

/** Content of a company's pages, without the domain each entry was noted at. */
async function said(company: string, most: number) {
  const claims = [await readClaim(company, 3), await readClaim(company, null)];
  const [overview, { n, about }] = [await readOverview(), await readOverviewWords()];
  const timeline = [];
  for (const filter of FILTERS) timeline.push(await pages(company, filter, most));
  const words = {
    timeline,
    feelings: await readFeelings(company, most),
    claims,
    answer: await readBeforeAfter(company),
    pooled: await readPooledBeforeAfter(),
    interventions: (await readInterventions()).sort((one, other) => (one.company < other.company ? -1 : 1)),
    overview: { good: overview.mostGood, bad: overview.mostBad, n, about },
    compliance: await readCompliance(company),
    letters: await readLetters(company),
    receipts: (await readGrantsAndReceipts(company, { most })).receipts.map(({ receipt }) => receipt.id),
  };
  return JSON.parse(
    JSON.stringify(words, (key, value) => (key === "company" || key === "name" ? plain(value) : value)),
  ) as unknown;
}

const plain = (value: unknown): unknown => (OWN.some((one) => value === one || value === `The ${one}`) ? "it" : value);

beforeEach(() => {
  clock.now = () => NOON;
});

const noted = fc
  .record<Noted>({
    kind: fc.constantFrom("feeling", "feeling", "receipt", "visit", "contact", "letter"),
    of: fc.nat(3),
    // Many entries share a second, many a day.
    hoursAgo: fc.nat(150).map((step) => step * 11),
    value: fc.integer({ min: -2, max: 2 }),
  })
  // Only one company received something in the last weeks, so the comparison has visits before, and a control.
  .map((one) => (isTelling(one) && (one.hoursAgo > 700 || one.of === 3) ? { ...one, kind: "feeling" as const } : one));

const isTelling = ({ kind, value }: Noted): boolean => kind === "letter" || (kind === "receipt" && value > 0);

test("two merged domains give the same order, pages, counts and comparisons as one domain with all entries", async () => {
  const given = fc.array(
    noted,
    thorough ? { minLength: 150, maxLength: 350, size: "max" } : { minLength: 60, maxLength: 120 },
  );
  await fc.assert(
    fc.asyncProperty(given, fc.constantFrom(...SHAPES), fc.integer({ min: 20, max: 130 }), async (all, shape, most) => {
      const group = [...new Set(shape.links.flat())];
      const [main, other] = [OWN[shape.main], OWN[group.find((index) => index !== shape.main) ?? 0]];
      if (main === undefined || other === undefined) throw new Error("no such domain");
      await record(all, (domain) => domain, shape.links);
      expect((await readCompanyGroup(other)).main).toBe(main);
      const [joined, same] = [await said(main, most), await said(other, most)];
      await record(all, (domain) => (group.some((index) => OWN[index] === domain) ? main : domain), []);
      expect(joined).toEqual(await said(main, most));
      expect(same).toEqual(joined);
    }),
    { numRuns: thorough ? 5 : 2 },
  );
}, 120_000);

test("a receipt dates the intervention only if none of the company's domains has an event", async () => {
  const told = (events: boolean): Noted[] => [
    { kind: events ? "letter" : "receipt", of: 0, value: 1, hoursAgo: 24 },
    { kind: "receipt", of: 1, value: 1, hoursAgo: 24 * 10 },
    { kind: "receipt", of: 1, value: 1, hoursAgo: 24 * 20 },
  ];
  const company = OWN[0] as string;
  const interventions = async () => (await readInterventions()).map(({ company: id, at }) => [id, at.slice(0, 10)]);
  for (const [events, day] of [
    [true, "2026-11-17"],
    [false, "2026-10-29"],
  ] as const) {
    await record(told(events), (domain) => domain, [[1, 0]]);
    expect(await interventions()).toEqual([[company, day]]);
    await record(told(events), () => company, []);
    expect(await interventions()).toEqual([[company, day]]);
  }
});

test("two rarely rated domains of one company are one control", async () => {
  const visits = (of: number, count: number, day: (index: number) => number, value: (index: number) => number) =>
    Array.from({ length: count }, (_, index): Noted => {
      return { kind: "feeling", of, value: value(index), hoursAgo: (24 - day(index)) * 48 };
    });
  const asked = visits(
    0,
    24,
    (index) => index,
    (index) => (index < 13 ? -1 : 1),
  );
  // Nine days each: neither alone is enough.
  const even = visits(
    1,
    9,
    (index) => 2 * index,
    () => 0,
  );
  const odd = visits(
    2,
    9,
    (index) => 2 * index + 1,
    () => 0,
  );
  const letter: Noted = { kind: "letter", of: 0, value: 0, hoursAgo: 12 * 48 - 20 };
  await record([...asked, ...even, ...odd, letter], (domain) => domain, []);
  expect(await readBeforeAfter("a.example")).toMatchObject({ controls: 0 });
  await record([...asked, ...even, ...odd, letter], (domain) => domain, [[2, 1]]);
  expect(await readBeforeAfter("a.example")).toMatchObject({ controls: 1 });
});

/** Three thousand entries of three domains of one company, of two hundred others ten. */
async function muchNoted(links: Links) {
  const all = Array.from({ length: 3000 }, (_, index): Noted => {
    const kind = (["feeling", "receipt", "visit"] as const)[index % 3] ?? "visit";
    return { kind, of: Math.floor(index / 3) % 3, hoursAgo: index, value: (index % 5) - 2 };
  });
  await record(all, (domain) => domain, links);
  const others = Array.from({ length: 2000 }, (_, index) => ({
    ...feeling(instant(index * 4).slice(0, 10), 1, { company: `c${index % 200}.example` }),
    id: `o${index}`,
    $h,
  }));
  await database.feelings.bulkPut(others);
  await database.companies.bulkPut(others.slice(0, 200).map(({ company }) => ({ id: company, name: company, $h })));
  await recount(database);
}

test("a page reads only the next entries of each domain, and finds merged domains by index", async () => {
  await muchNoted([
    [1, 0],
    [2, 0],
  ]);
  const reads = countReads(database);
  await database.open();
  reads.take();
  const first = await readTimelinePage({ company: "b.example", filter: null, after: null, until: null });
  expect(first.entries).toHaveLength(100);
  const read = reads.take();
  for (const table of ["feelings", "receipts", "events"]) expect(read[table], table).toBeLessThanOrEqual(2 * 3 * 102);
  expect(read.companies).toBeLessThanOrEqual(10);
  await readFeelings("a.example", 100);
  expect(reads.take().feelings).toBeLessThanOrEqual(3 * 102);
  await readGrantsAndReceipts("a.example", { most: 100 });
  const shared = reads.take();
  expect(shared.receipts).toBeLessThanOrEqual(3 * 102);
  await readClaim("a.example", 3);
  // Ninety days of the company, at most.
  expect(reads.take().feelings).toBeLessThanOrEqual(750);
  await readBeforeAfter("a.example");
  const answered = reads.take();
  expect(answered.feelings).toBeUndefined();
  expect(answered.months).toBeLessThanOrEqual(23 * 26);
  expect(answered.companies).toBeLessThanOrEqual(10);
});
