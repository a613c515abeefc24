// From taps over months to the insight readers: the claims, their subjects, and the number of rows read.
import { expect, test } from "vitest";
import { DEFAULT_PARTS } from "../../../src/core/sharing/default-parts.ts";
import type { Value } from "../../../src/signal/feeling-vocabulary.ts";
import { feelingRow, recordFile } from "../../support/data/rows.ts";
import { countReads } from "../../support/device/reads.ts";
import { type Device, world } from "../../support/device/world.ts";

const DAY = 86_400_000;
const company = "shop.example";

/** The readers in the module registry of the running device. */
const readers = async () => ({
  ...(await import("../../../src/features/insight/read-claim.ts")),
  ...(await import("../../../src/features/insight/read-before-after.ts")),
  ...(await import("../../../src/features/insight/read-interventions.ts")),
  ...(await import("../../../src/features/insight/read-overview.ts")),
  ...(await import("../../../src/features/my-data/feelings-file.ts")),
});

const rate = (device: Device, value: Value, of = company) =>
  device.ask<{ feeling: { id: string }; batch: string }>("rate-visit", { company: of, value });

/** One visit every third day. */
async function visits(device: Device, values: readonly Value[], ...companies: string[]): Promise<void> {
  for (const value of values) {
    for (const one of companies.length === 0 ? [company] : companies) await rate(device, value, one);
    device.time += 3 * DAY;
  }
}

test("more visits give more claims; a removed visit does not count until it is undone", async () => {
  const { phone } = await world();
  const { readClaim } = await readers();
  const levels: string[] = [];
  for (const value of [-1, 1, 0, 2, -2, 1, 1, 2] as const) {
    await visits(phone, [value]);
    levels.push((await readClaim(company, 12)).claim.level);
  }
  expect(levels).toEqual(["list", "list", "counts", "counts", "bar", "bar", "bar", "dots"]);
  const { feeling } = await rate(phone, -2);
  const removed = await phone.ask<{ batch: string }>("remove-feeling", { id: feeling.id });
  expect((await readClaim(company, 12)).claim).toMatchObject({ n: 8, good: 5, bad: 2, latest: { value: 2 } });
  await phone.ask("undo", { batch: removed.batch });
  expect((await readClaim(company, 12)).claim).toMatchObject({ n: 9, good: 5, bad: 3, latest: { value: -2 } });
});

test("a range ends today and begins with its own months; all time begins with the first note", async () => {
  const { phone } = await world();
  const { readClaim } = await readers();
  await visits(phone, [-2]);
  phone.time += 200 * DAY;
  await visits(phone, [1, 1]);
  const [three, all] = [await readClaim(company, 3), await readClaim(company, null)];
  expect(three.claim).toMatchObject({ n: 2, worst: { value: 1 } });
  expect(all.claim).toMatchObject({ n: 3, worst: { value: -2 }, period: { from: "2026-11-18" } });
  expect(three.cut).toBeNull();
});

test("the intervention is the first letter or permission; a revocation is none", async () => {
  const { phone } = await world();
  const { readInterventions, readBeforeAfter: readAnswer } = await readers();
  expect(await readAnswer(company)).toBeNull();
  await phone.allow(company, "www.shop.example");
  phone.time += DAY;
  await phone.ask("record-letter", { company, kind: "copy", law: "gdpr" });
  await phone.ask("record-letter", { company: "bank.example", kind: "contact", law: "plain" });
  await phone.ask("revoke-company", { company });
  const interventions = (await readInterventions()).sort((one, other) => (one.company < other.company ? -1 : 1));
  expect(interventions).toEqual([
    { company: "bank.example", at: "2026-11-19T12:00:00Z" },
    { company, at: "2026-11-18T12:00:00Z" },
  ]);
});

test("a company with imported receipts and no event has an intervention", async () => {
  const { phone } = await world();
  const { readInterventions } = await readers();
  const receipt = { company, payload: "{}", payloadHash: "0", purposes: [] };
  await phone.ask("import-record", {
    text: recordFile({
      receipts: [
        { ...receipt, at: "2026-11-02T08:00:00Z", direction: "shared" },
        { ...receipt, at: "2026-11-03T08:00:00Z", direction: "withdrawn" },
      ],
    }),
  });
  expect(await readInterventions()).toEqual([{ company, at: "2026-11-02T08:00:00Z" }]);
});

const receiptRow = (at: string, more: object = {}) => ({
  company,
  at,
  direction: "shared",
  payload: "{}",
  payloadHash: "0",
  purposes: [],
  ...more,
});
const toldRow = (at: string, detail: object) => ({ company, at, type: "told", detail });
const deliveryRow = (state: string) => ({
  id: "d1",
  company,
  at: EARLY,
  endpoint: "https://www.shop.example/cmr/feelings",
  body: "{}",
  attempts: 0,
  nextAt: EARLY,
  state,
});
const EARLY = "2026-11-02T08:00:00Z";
const LATER = "2026-11-05T08:00:00Z";
const shared = (more: object = {}) => toldRow(EARLY, { shared: "feeling", delivery: "d1", ...more });

const undone = { id: company, $del: true, hosts: [], parts: DEFAULT_PARTS, since: EARLY };

/** First intervention of a record with a letter of 5 November and these rows. */
test.each<[string, Parameters<typeof recordFile>[0], string]>([
  ["a feeling that arrived", { events: [shared()], deliveries: [deliveryRow("accepted")] }, EARLY],
  ["a feeling that still waits", { events: [shared()], deliveries: [deliveryRow("owed")] }, LATER],
  [
    "a feeling withdrawn before it was sent",
    { events: [shared({ withdrawn: true })], deliveries: [deliveryRow("cancelled")] },
    LATER,
  ],
  ["one cancelled with its permission", { events: [shared()], deliveries: [deliveryRow("cancelled")] }, LATER],
  ["one that was refused", { events: [shared()], deliveries: [deliveryRow("refused")] }, LATER],
  ["one whose delivery is gone", { events: [shared()] }, LATER],
  [
    "the copy of a feeling that waits",
    { receipts: [receiptRow(EARLY, { direction: "answered", delivery: "d1" })] },
    LATER,
  ],
  ["a receipt of nothing more to read", { receipts: [receiptRow(EARLY, { direction: "withdrawn" })] }, LATER],
  ["a permission, from a file without receipts", { events: [toldRow(EARLY, { granted: {} })] }, EARLY],
  ["a permission by itself", { events: [toldRow(EARLY, { granted: {}, automatic: true })] }, EARLY],
  [
    "a permission that was undone before anything was readable",
    { events: [toldRow(EARLY, { granted: {} })], grants: [undone] },
    LATER,
  ],
  ["a permission taken back", { events: [toldRow(EARLY, { revoked: true })] }, LATER],
  ["a call that the user noted", { events: [toldRow(EARLY, { text: "By telephone", by: "user" })] }, EARLY],
  [
    "a call from the company",
    { events: [{ ...toldRow(EARLY, { kind: "offers", channel: "call", by: "user" }), type: "contact" }] },
    LATER,
  ],
  ["a removed note", { events: [{ ...toldRow(EARLY, { text: "By telephone", by: "user" }), $del: true }] }, LATER],
  [
    "an earlier instant elsewhere on earth",
    { events: [toldRow("2026-11-05T09:00:00+05:30", { by: "user" })] },
    "2026-11-05T03:30:00Z",
  ],
  [
    "a note of next year, and one without a date",
    { events: [toldRow("2027-01-01T08:00:00Z", {}), toldRow("soon", {})] },
    LATER,
  ],
])("only a message that reached the company is an intervention: %s", async (_what, rows, at) => {
  const { phone } = await world();
  const { readInterventions } = await readers();
  const letter = toldRow(LATER, { letter: "copy", law: "gdpr", due: "2026-12-05", state: "open" });
  await phone.bringIn(recordFile({ ...rows, events: [...(rows.events ?? []), letter] }));
  expect(await readInterventions()).toEqual([{ company, at }]);
});

test("the intervention of an undone Allow is its first receipt of a disclosure", async () => {
  const { phone } = await world();
  const { readInterventions } = await readers();
  const events = [toldRow("2026-11-01T08:00:00Z", { granted: {} })];
  const receipts = [receiptRow(EARLY), receiptRow("2026-11-03T08:00:00Z", { direction: "withdrawn" })];
  await phone.ask("import-record", { text: recordFile({ events, receipts, grants: [undone] }) });
  expect(await readInterventions()).toEqual([{ company, at: EARLY }]);
});

test("a company whose messages never left has no intervention", async () => {
  const { phone } = await world();
  const { readInterventions, readBeforeAfter: readAnswer } = await readers();
  await phone.ask("import-record", {
    text: recordFile({ events: [shared({ withdrawn: true })], deliveries: [deliveryRow("cancelled")] }),
  });
  expect(await readInterventions()).toEqual([]);
  expect(await readAnswer(company)).toBeNull();
});

test("the verdict is better if visits improve after the letter and visits to the controls do not", async () => {
  const { phone } = await world();
  const { readBeforeAfter: readAnswer, readPooledBeforeAfter: readPooled } = await readers();
  const before: Value[] = [-2, -1, -2, -1, -2, -1, -2, -1, -2, -2, -2];
  for (const value of before) {
    await rate(phone, value);
    await rate(phone, value % 2 === 0 ? 1 : 0, "other.example");
    phone.time += 3 * DAY;
  }
  await phone.ask("record-letter", { company, kind: "contact", law: "plain" });
  expect(await readAnswer(company)).toMatchObject({ verdict: "not-enough", before: { visits: 11, good: 0 } });
  phone.time += DAY;
  for (const value of [1, 2, 1, 2, 1, 2, 1, 2] as const) {
    await rate(phone, value);
    await rate(phone, value % 2 === 0 ? 1 : 0, "other.example");
    phone.time += 3 * DAY;
  }
  expect(await readAnswer(company)).toMatchObject({
    verdict: "better",
    controls: 1,
    used: { before: { visits: 8 }, after: { visits: 8, good: 8 } },
  });
  expect(await readPooled()).toMatchObject({ verdict: "not-enough", companies: [company] });
});

test("most good and most bad: nine of ten rank above two of two and three of three", async () => {
  const { phone } = await world();
  const { readOverview, readOverviewWords } = await readers();
  await visits(phone, [1, 1, 1, 1, -1, 1, 1, 1, 1, 2], "nine.example");
  await visits(phone, [2, 2, 2], "three.example");
  await visits(phone, [2, 2], "two.example");
  await visits(phone, [-1, -2, 0], "bad.example");
  const { feeling } = await rate(phone, -1, "bad.example");
  await phone.ask("describe-feeling", { id: feeling.id, detail: { words: ["trapped"], about: ["billing", "lights"] } });
  const { mostGood, mostBad } = await readOverview();
  const { words, about, n, cut } = await readOverviewWords();
  expect(mostGood.map((one) => [one.company, one.good, one.n])).toEqual([
    ["nine.example", 9, 10],
    ["three.example", 3, 3],
  ]);
  expect(mostBad[0]).toMatchObject({ company: "bad.example", name: "bad.example", bad: 3, n: 4 });
  expect([words, about, n, cut]).toEqual([
    [{ name: "trapped", count: 1 }],
    [
      { name: "billing", count: 1 },
      { name: "lights", count: 1 },
    ],
    19,
    false,
  ]);
});

/** Sixty companies with fifty notes each, over fourteen months; ten have an intervention. */
async function muchLived(): Promise<Device> {
  const { phone } = await world();
  const at = (day: number) => new Date(phone.time - day * DAY).toISOString();
  const feelings = Array.from({ length: 3000 }, (_, number) =>
    feelingRow(at(Math.floor(number / 60) * 8), {
      id: `f${String(number).padStart(5, "0")}`,
      company: `c${number % 60}.example`,
      value: (number % 5) - 2,
    }),
  );
  const events = Array.from({ length: 10 }, (_, number) => ({
    id: `e${number}`,
    at: at(200),
    company: `c${number}.example`,
    type: "told",
    detail: { granted: {} },
  }));
  await phone.ask("import-record", { text: recordFile({ feelings, events }) });
  return phone;
}

test("no page reads the whole diary: the rows it reads are bounded or belong to one company", async () => {
  const phone = await muchLived();
  const {
    readClaim,
    readBeforeAfter: readAnswer,
    readPooledBeforeAfter: readPooled,
    readOverview,
    readOverviewWords,
    NEWEST,
  } = await readers();
  const reads = countReads(phone.database);
  expect((await readClaim("c3.example", null)).claim.n).toBe(50);
  const own = reads.take().feelings;
  expect(own).toBeGreaterThanOrEqual(50);
  expect(own).toBeLessThanOrEqual(52);
  await readClaim("c3.example", 3);
  expect(reads.take().feelings).toBeLessThanOrEqual(14);
  const answer = await readAnswer("c3.example");
  expect(answer).toMatchObject({ verdict: "no-clear-change", controls: 20 });
  const answered = reads.take();
  expect(answered.feelings).toBeUndefined();
  // The company's months and those of twenty controls, however many companies exist.
  expect(answered.months).toBeLessThanOrEqual(21 * 16);
  expect(await readPooled()).toMatchObject({ verdict: "no-clear-change" });
  const pooled = reads.take();
  expect(pooled.feelings).toBeUndefined();
  expect(pooled.months).toBeLessThanOrEqual(30 * 16);
  await readOverview();
  const over = reads.take();
  expect(over.feelings).toBeUndefined();
  // One counter for each company, and two months for each that may rank first.
  expect(over.counters).toBe(60);
  expect(over.months).toBeLessThanOrEqual(60 * 2);
  expect(await readOverviewWords()).toMatchObject({ cut: true });
  const said = reads.take();
  expect(said.feelings).toBeGreaterThanOrEqual(NEWEST);
  expect(said.feelings).toBeLessThanOrEqual(NEWEST + 2);
});

test("the files contain every feeling, and no removed one", async () => {
  const { phone } = await world();
  const { feelingsFile } = await readers();
  await visits(phone, [1, -2]);
  const { feeling } = await rate(phone, 2);
  await phone.ask("describe-feeling", { id: feeling.id, detail: { note: "=1+1" } });
  const gone = await rate(phone, 2, "gone.example");
  await phone.ask("remove-feeling", { id: gone.feeling.id });
  const [xml, csv] = [await feelingsFile("emotionml"), await feelingsFile("csv")];
  expect([xml.name, csv.name]).toEqual(["regards-feelings-2026-11-24.xml", "regards-feelings-2026-11-24.csv"]);
  expect(xml.text.match(/<emotion /g)).toHaveLength(3);
  expect(xml.text).not.toContain("1+1");
  expect(csv.text.trim().split("\r\n")).toHaveLength(4);
  expect(csv.text).toContain("'=1+1");
  expect(`${xml.text}${csv.text}`).not.toContain("gone.example");
});
