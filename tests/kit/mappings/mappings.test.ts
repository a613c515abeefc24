// The properties of every mapping: it never allows more than the document, and names each loss.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  CHANNELS,
  type DocumentRule,
  decide,
  decodeDocument,
  KINDS,
  type PreferencesDocument,
  WANTS,
} from "../../../src/kit/site/index.ts";
import { type Contact, SUBSCRIPTIONS, SYSTEMS } from "../../support/kit/mapped-systems.ts";
import { processorTime } from "../../support/processor-time.ts";
import { runs, thorough } from "../../support/runs.ts";

const DAY = 86_400_000;
const ISSUED = Date.parse("2026-11-22T00:00:00Z");
const EXPIRES = Date.parse("2026-12-22T00:00:00Z");

const date = fc
  .integer({ min: -10, max: 40 })
  .map((days) => new Date(ISSUED + days * DAY).toISOString().slice(0, 10))
  .chain((day) => fc.constantFrom(day, day, day.slice(0, 7), day.slice(0, 4)));
const window = fc.record({
  days: fc.constantFrom(
    ["mo", "tu", "we"] as const,
    ["sa", "su"] as const,
    ["mo", "tu", "we", "th", "fr", "sa", "su"] as const,
  ),
  from: fc.constantFrom("08:00", "17:30", "00:00"),
  to: fc.constantFrom("08:00", "19:30", "21:00"),
});
const LABELS = ["Mortgage", "Shoes", "ŠHOES"] as const;
const PRODUCTS = ["mortgage", "card"] as const;
const about = fc.oneof(
  fc.record({ label: fc.constantFrom(...LABELS) }),
  fc.record({ label: fc.constantFrom(...LABELS), product: fc.constantFrom(...PRODUCTS) }),
);
const many = fc.constantFrom([...KINDS], ["advice", "news", "offers", "research", "partners"] as const);
const rule = fc.record(
  {
    kinds: fc.oneof(many, fc.subarray([...KINDS], { minLength: 1, maxLength: 3 })),
    want: fc.constantFrom(...WANTS, "yes", "yes"),
    about,
    via: fc.oneof(fc.constant(["email"] as const), fc.subarray([...CHANNELS], { maxLength: 4 })),
    limit: fc.record({ max: fc.integer({ min: 0, max: 3 }), per: fc.constantFrom("day", "week", "month", "year") }),
    digest: fc.boolean(),
    urgent: fc.boolean(),
    when: fc.array(window, { maxLength: 2 }),
    from: date,
    until: date,
    note: fc.constant("Not at dinner time."),
  },
  { requiredKeys: ["kinds", "want"] },
);
/** Simple wishes, so that many switches are on. */
const plain = fc.record(
  {
    kinds: fc.constant([...KINDS]),
    want: fc.constant("yes"),
    via: fc.constant(["email", "sms", "push"]),
    limit: fc.constantFrom({ max: 2, per: "month" }, undefined, undefined),
  },
  { requiredKeys: ["kinds", "want"] },
);
const somePlain = fc.tuple(plain, fc.array(rule, { maxLength: 1 })).map(([base, extra]) => [base, ...extra]);
const someDocument = fc
  .record({
    rules: fc.oneof({ weight: 2, arbitrary: somePlain }, { weight: 1, arbitrary: fc.array(rule, { maxLength: 3 }) }),
    quiet: fc.oneof(
      { weight: 3, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.array(window, { maxLength: 1 }) },
    ),
    timeZone: fc.constantFrom("UTC", "Europe/London", "Pacific/Kiritimati", "Pacific/Niue"),
    purposes: fc.constantFrom(["service"], ["service"], ["service"], ["service", "marketing"], []),
  })
  .map(({ purposes, ...contact }): PreferencesDocument => {
    const read = decodeDocument({
      cmr: "0.1",
      issued: new Date(ISSUED).toISOString(),
      expires: new Date(EXPIRES).toISOString(),
      contact,
      treatment: { languages: ["de"], style: ["short"] },
      terms: { agreement: "SD-BASE", purposes: { personalise: "ask", sell: "no" } },
      plans: [{ what: "A house" }],
      purposes,
    });
    if (read.state !== "preferences") throw new Error(JSON.stringify(read));
    return read.preferences;
  });

const subject = fc.record(
  { product: fc.constantFrom(...PRODUCTS, "other"), label: fc.constantFrom("mortgage", "SHOES", "hats") },
  { requiredKeys: [] },
);
const moment = fc.double({ min: 0, max: 1, noNaN: true });
const history = fc.array(
  fc.record({ kind: fc.constantFrom(...KINDS), days: fc.double({ min: 0, max: 45, noNaN: true }) }),
  { maxLength: 4 },
);
/** The document is mapped at one moment, and the payload read at another, before the mapping expires. */
const sent = fc.constantFrom(undefined, undefined, [], ["news", "advice"] as const);
const trial = fc.record({ document: someDocument, kinds: sent, mappedAt: moment, subject, askedAt: moment, history });

interface Trial {
  mappedAt: number;
  subject: { product?: string; label?: string };
  askedAt: number;
  history: { kind: Contact["kind"]; days: number }[];
}
const instantOf = ({ mappedAt }: Trial): number => ISSUED + Math.floor(mappedAt * (EXPIRES - ISSUED - 1));

/** A contact of each kind by each channel. */
function contactsOf({ subject: one, askedAt, history: earlier }: Trial, from: number, until: number): Contact[] {
  const at = from + Math.floor(askedAt * (until - from - 1));
  const past = earlier.map(({ kind, days }) => ({ kind, at: at - days * DAY }));
  return KINDS.flatMap((kind) => CHANNELS.map((channel) => ({ kind, ...one, channel, at, history: past })));
}

describe.each(Object.entries(SYSTEMS))("%s", (_name, map) => {
  const numRuns = runs(120);

  test("never allows a contact that the document refuses, until it expires", () => {
    let permitted = 0;
    fc.assert(
      fc.property(trial, (one) => {
        const at = instantOf(one);
        const { permits, until } = map(one.document, { at, kinds: one.kinds, subscriptions: SUBSCRIPTIONS });
        for (const contact of contactsOf(one, at, Date.parse(until ?? ""))) {
          if (!permits(contact)) continue;
          permitted++;
          expect(decide(one.document, contact), JSON.stringify(contact)).toMatchObject({ allowed: true });
        }
      }),
      { numRuns },
    );
    if (thorough) expect(permitted).toBeGreaterThan(20);
  });

  test("leaves to decide() only refusals by hours or limit", () => {
    fc.assert(
      fc.property(trial, (one) => {
        const at = instantOf(one);
        const { permits, until } = map(one.document, {
          at,
          kinds: one.kinds,
          subscriptions: SUBSCRIPTIONS,
          decidesEachContact: true,
        });
        for (const contact of contactsOf(one, at, Date.parse(until ?? ""))) {
          if (!permits(contact)) continue;
          const reasons = ["wanted", "outside-hours", "quiet-hours", "over-limit"];
          expect(reasons).toContain(decide(one.document, contact).reason);
        }
      }),
      { numRuns },
    );
  });

  test("names each rule that allows a contact that the payload does not", () => {
    fc.assert(
      fc.property(trial, (one) => {
        const at = instantOf(one);
        const { permits, lost } = map(one.document, { at, kinds: one.kinds, subscriptions: SUBSCRIPTIONS });
        const isLost = (place: number) => lost.some(({ path }) => path.startsWith(`contact.rules[${place}]`));
        for (const contact of contactsOf(one, at, at + 2)) {
          if (permits(contact) || !decide(one.document, contact).allowed) continue;
          expect(decidingOf(one.document, contact).some(isLost), JSON.stringify(contact)).toBe(true);
        }
      }),
      { numRuns },
    );
  });

  test("names each member that does not change the payload", () => {
    fc.assert(
      fc.property(trial, (one) => {
        const at = instantOf(one);
        const before = map(one.document, { at, kinds: one.kinds, subscriptions: SUBSCRIPTIONS });
        for (const [path, changed] of changesOf(one.document)) {
          const isLost = before.lost.some(
            (loss) => path === loss.path || path.startsWith(`${loss.path}.`) || path.startsWith(`${loss.path}[`),
          );
          const after = map(changed, { at, kinds: one.kinds, subscriptions: SUBSCRIPTIONS });
          expect(isLost || JSON.stringify(before.payload) !== JSON.stringify(after.payload), path).toBe(true);
        }
      }),
      { numRuns: runs(40) },
    );
  });

  test("is empty for an empty document", () => {
    const document: PreferencesDocument = { ...everythingWanted, purposes: [] };
    for (const one of [document, { ...everythingWanted, contact: undefined }])
      expect(permittedBy(map(one, { at: ISSUED, subscriptions: SUBSCRIPTIONS }), ISSUED)).toEqual([]);
    for (const at of [EXPIRES, ISSUED - 2 * DAY, "gibberish"]) {
      const read = map(everythingWanted, { at, subscriptions: SUBSCRIPTIONS });
      expect(read.until).toBeNull();
      expect(permittedBy(read, ISSUED)).toEqual([]);
      expect(read.lost.find(({ path }) => path === "expires")?.reason).toContain("says nothing at this time");
    }
  });

  test("allows everything to a customer who wants everything", () => {
    const read = map(everythingWanted, { at: ISSUED, subscriptions: SUBSCRIPTIONS });
    expect(permittedBy(read, ISSUED).length).toBeGreaterThan(0);
    expect(read.until).toBe(new Date(EXPIRES).toISOString());
  });

  test("takes less than a second of processor time for a hostile document", () => {
    const rules = Array.from(
      { length: 500 },
      (_, at): DocumentRule => ({
        kinds: [...KINDS],
        want: "yes",
        about: at % 2 === 0 ? { label: `label ${at}` } : { label: "x", product: `product ${at}` },
        note: "x",
      }),
    );
    const document = { ...everythingWanted, contact: { rules, quiet: [], timeZone: "UTC" } };
    const time = processorTime(() => map(document, { at: ISSUED, subscriptions: SUBSCRIPTIONS }));
    expect(time).toBeLessThan(1000);
  });
});

const everythingWanted: PreferencesDocument = {
  cmr: "0.1",
  issued: new Date(ISSUED).toISOString(),
  expires: new Date(EXPIRES).toISOString(),
  contact: { rules: [{ kinds: [...KINDS], want: "yes" }], quiet: [], timeZone: "UTC" },
  purposes: ["service"],
};

const permittedBy = ({ permits }: { permits(contact: Contact): boolean }, at: number): string[] =>
  KINDS.flatMap((kind) =>
    CHANNELS.filter((channel) => permits({ kind, channel, at, history: [] })).map((channel) => `${kind} by ${channel}`),
  );

/** The places of the rules that allow this contact on their own. */
function decidingOf(document: PreferencesDocument, contact: Contact): number[] {
  const { contact: said } = document;
  if (said === undefined) return [];
  return [...said.rules.keys()].filter((place) => {
    const rules = [said.rules[place]].flatMap((one) => one ?? []);
    return decide({ ...document, contact: { ...said, rules } }, contact).allowed;
  });
}

/** By path of a member, the document with another meaningful value there. */
function changesOf(document: PreferencesDocument): [string, PreferencesDocument][] {
  const changes: [string, PreferencesDocument][] = [
    ["issued", { ...document, issued: "2026-11-21T00:00:00.000Z" }],
    ["expires", { ...document, expires: "2026-12-21T23:00:00.000Z" }],
    ["treatment.style", { ...document, treatment: { ...document.treatment, style: ["formal"] } }],
    ["treatment.languages", { ...document, treatment: { ...document.treatment, languages: ["pl"] } }],
    ["terms.agreement", { ...document, terms: { ...document.terms, agreement: "SD-BASE-DP" } }],
    ["terms.purposes", { ...document, terms: { ...document.terms, purposes: { ads: "no" } } }],
    ["plans[0]", { ...document, plans: [{ what: "A car" }] }],
    ["purposes", { ...document, purposes: ["research"] }],
  ];
  const { contact } = document;
  if (contact === undefined) return changes;
  changes.push(["contact.timeZone", { ...document, contact: { ...contact, timeZone: "Asia/Tokyo" } }]);
  for (const [at, one] of contact.rules.entries()) {
    const swap = (member: string, rule: DocumentRule): void => {
      const rules = contact.rules.with(at, rule);
      changes.push([`contact.rules[${at}].${member}`, { ...document, contact: { ...contact, rules } }]);
    };
    if (one.note !== undefined) swap("note", { ...one, note: "Another." });
    if (one.about !== undefined) swap("about.label", { ...one, about: { ...one.about, label: "Another thing" } });
    if (one.want === "ask" && (one.via ?? []).length > 0) swap("via", { ...one, via: ["person"] });
    if (one.digest === true) swap("digest", { ...one, digest: false });
    if ((one.when ?? []).length > 0) swap("when", { ...one, when: [{ days: ["fr"], from: "06:00", to: "07:00" }] });
    if (one.until !== undefined) swap("until", { ...one, until: "2027-06" });
    if (one.limit !== undefined && one.limit.per !== "year") swap("limit", { ...one, limit: { max: 77, per: "day" } });
  }
  return changes;
}
