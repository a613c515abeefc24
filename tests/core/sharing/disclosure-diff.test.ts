// Disclosure diff, tested against the decisions a company makes with the document it reads.
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ContactRule } from "../../../src/core/preferences/preference.ts";
import { strictness } from "../../../src/core/preferences/resolution.ts";
import { isWithin, minutesOfWeek } from "../../../src/core/preferences/week.ts";
import { widenings } from "../../../src/core/sharing/disclosure-diff.ts";
import { type View, type ViewInput, viewFor } from "../../../src/core/sharing/view.ts";
import { decide } from "../../../src/kit/site/index.ts";
import { CHANNELS, DAYS, KINDS, PERIODS, PURPOSES, WANTS } from "../../../src/signal/vocabulary.ts";
import { contactRule, holds, viewInput } from "../../support/data/arbitraries.ts";
import { runs } from "../../support/runs.ts";

const time = fc.constantFrom("00:00", "08:00", "09:30", "17:30", "21:00", "23:59");
const window = fc.record({ days: fc.subarray([...DAYS], { minLength: 1 }), from: time, to: time });
const bounds = fc.record(
  {
    when: fc.array(window, { maxLength: 2 }),
    limit: fc.record({ max: fc.integer({ min: 1, max: 60 }), per: fc.constantFrom(...PERIODS) }),
    digest: fc.boolean(),
    note: fc.constantFrom("", "please write"),
  },
  { requiredKeys: [] },
);
const rule = fc.tuple(contactRule, bounds).map(([one, more]): ContactRule => ({ ...one, ...more }));
const quiet = fc.array(window, { maxLength: 2 });
const company = fc.tuple(fc.array(rule, { maxLength: 4 }), quiet).map(([list, hours]) => ({
  rules: list.map((one, index) => ({ ...one, id: `own-${index}` })),
  quiet: hours,
}));

/** Two views of one company on one day that differ in its own layer. */
const pair = fc
  .tuple(viewInput, company, company)
  .map(([input, one, other]): [View, View] => [withOwn(input, one), withOwn(input, other)]);
const withOwn = (input: ViewInput, own: NonNullable<ViewInput["layers"]["company"]>): View =>
  viewFor({ ...input, parts: { ...input.parts, contact: true }, layers: { ...input.layers, company: own } });

const INSTANTS = ["2026-11-18T07:00:00Z", "2026-11-21T09:45:00Z", "2027-03-01T18:00:00Z", "2028-05-31T22:30:00Z"];

describe("no widening", () => {
  test("comes from an unchanged view, or from a first view that only refuses", () => {
    holds(
      fc.property(viewInput, (input) => {
        expect(widenings(viewFor(input), viewFor(input))).toEqual([]);
      }),
    );
    const refusing: View = {
      cmr: "0.1",
      purposes: [],
      contact: { rules: [{ kinds: [...KINDS], want: "no" }], quiet: [], timeZone: "Europe/Berlin" },
    };
    expect(widenings(null, refusing)).toEqual([]);
  });

  test("comes from taking a part away", () => {
    const parts = ["contact", "treatment", "support", "terms", "plans"] as const;
    holds(
      fc.property(viewInput, fc.constantFrom(...parts), (input, part) => {
        const [before, less] = [input, { ...input, parts: { ...input.parts, [part]: false } }].map(viewFor) as [
          View,
          View,
        ];
        // A refusal of the service is one of the terms.
        const isFreed = less.purposes.some((purpose) => !before.purposes.includes(purpose));
        expect(widenings(before, less)).toEqual(isFreed && part === "terms" ? [{ what: "terms" }] : []);
      }),
    );
  });

  test("means that a company may do nothing new, at any time, by any channel", () => {
    let quietChanges = 0;
    holds(
      fc.property(pair, fc.constantFrom(...KINDS), fc.constantFrom(...CHANNELS), ([before, after], kind, channel) => {
        if (widenings(before, after).length > 0) return;
        quietChanges++;
        for (const at of INSTANTS) {
          for (const product of [undefined, "mortgage", "card"]) {
            const ask = (view: View) =>
              decide({ ...view, issued: at, expires: "2999-01-01T00:00:00Z" }, { kind, channel, product, at });
            if (ask(after).allowed) expect(ask(before)).toMatchObject({ allowed: true });
          }
        }
      }),
      { numRuns: runs(3000) },
    );
    expect(quietChanges).toBeGreaterThan(0);
  });

  test("in two steps means none in both together, except that a refusal may get an end", () => {
    // A permanent refusal, no rule, a temporary refusal: no step discloses more, but together they add an end.
    const forGood = ({ contact, ...view }: View): View =>
      contact === undefined
        ? view
        : {
            ...view,
            contact: {
              ...contact,
              rules: contact.rules.map(({ until, ...rule }) =>
                until === undefined || rule.want === "no" ? rule : { ...rule, until },
              ),
            },
          };
    holds(
      fc.property(pair, company, viewInput, (views, own, input) => {
        const [one, two, three] = [...views, withOwn(input, own)].map(forGood) as [View, View, View];
        if (widenings(one, two).length + widenings(two, three).length === 0) expect(widenings(one, three)).toEqual([]);
      }),
      { numRuns: runs(2000) },
    );
  });
});

describe("a widening is", () => {
  const view = (more: Partial<View> = {}, rules: object[] = []): View => ({
    cmr: "0.1",
    purposes: [],
    contact: { rules: rules as never, quiet: [], timeZone: "Europe/Berlin" },
    ...more,
  });
  const offers = (more: object) => view({}, [{ kinds: ["offers"], ...more }]);

  test.each(WANTS.flatMap((one) => WANTS.map((other) => [one, other] as const)))(
    "the want %s → %s, if it becomes less strict",
    (one, other) => {
      const wider = strictness(other) < strictness(one);
      expect(widenings(offers({ want: one }), offers({ want: other }))).toEqual(
        wider ? [{ what: "contact", kinds: ["offers"] }] : [],
      );
    },
  );

  test.each([
    ["another channel", { via: ["email"] }, { via: ["email", "sms"] }],
    ["any channel", { via: ["email"] }, {}],
    ["more often", { limit: { max: 1, per: "month" } }, { limit: { max: 1, per: "week" } }],
    ["twelve at once", { limit: { max: 1, per: "month" } }, { limit: { max: 12, per: "year" } }],
    ["seven on one day", { limit: { max: 1, per: "day" } }, { limit: { max: 7, per: "week" } }],
    ["as often as they like", { limit: { max: 1, per: "month" } }, {}],
    ["one by one", { digest: true }, {}],
    ["in quiet hours", {}, { urgent: true }],
    ["at any time", { when: [{ days: ["sa"], from: "08:00", to: "11:00" }] }, {}],
    ["for longer", { until: "2027-05" }, { until: "2027" }],
    ["with a note", {}, { note: "only in the morning" }],
  ])("%s, and not the other way round", (_what, less, more) => {
    const [narrow, wide] = [offers({ want: "yes", ...less }), offers({ want: "yes", ...more })];
    expect(widenings(narrow, wide)).toEqual([{ what: "contact", kinds: ["offers"] }]);
    expect(widenings(wide, narrow)).toEqual([]);
  });

  test("a shared limit that two kinds no longer share, unless one of them is refused", () => {
    const limit = { max: 1, per: "month" };
    const shared = view({}, [{ kinds: ["news", "offers"], want: "yes", limit }]);
    const parted = (want: string) =>
      view({}, [
        { kinds: ["news"], want: "yes", limit },
        { kinds: ["offers"], want, limit },
      ]);
    expect(widenings(shared, parted("yes"))).toEqual([{ what: "contact", kinds: ["news", "offers"] }]);
    expect(widenings(shared, parted("no"))).toEqual([]);
    expect(widenings(parted("yes"), shared)).toEqual([]);
    const loans = { kinds: ["news"], want: "yes", about: { label: "Loans" } };
    const apart = view({}, [{ kinds: ["news", "offers"], want: "yes", limit }, loans]);
    expect(widenings(apart, apart)).toEqual([]);
  });

  test("a refusal that ends sooner", () => {
    const [long, short] = [offers({ want: "no" }), offers({ want: "no", until: "2027-05" })];
    expect(widenings(long, short)).toEqual([{ what: "contact", kinds: ["offers"] }]);
    expect(widenings(short, long)).toEqual([]);
  });

  test("a topic in own words, languages, support, a purpose, longer retention, a plan", () => {
    const topic = view({}, [{ kinds: [...KINDS], want: "no", about: { label: "My divorce" } }]);
    expect(widenings(view(), topic)).toEqual([{ what: "topic" }]);
    expect(widenings(view(), view({ treatment: { languages: ["pl"] } }))).toEqual([{ what: "treatment" }]);
    expect(widenings(view(), view({ treatment: { formats: ["braille"] } }))).toEqual([{ what: "support" }]);
    for (const purpose of PURPOSES) {
      expect(widenings(view(), view({ terms: { purposes: { [purpose]: "ask" } } }))).toEqual([{ what: "terms" }]);
      expect(widenings(view(), view({ terms: { purposes: { [purpose]: "no" } } }))).toEqual([]);
    }
    const keeping = (keepFeedback: string) => view({ terms: { keepFeedback } });
    expect(widenings(keeping("P6M"), keeping("P1Y"))).toEqual([{ what: "terms" }]);
    expect(widenings(keeping("P1Y"), keeping("P6M"))).toEqual([]);
    expect(widenings(view(), view({ plans: [{ what: "A car" }] }))).toEqual([{ what: "plans" }]);
  });

  test("one more purpose, also by a refusal that disappears with the terms", () => {
    const terms = { purposes: { service: "no" as const } };
    const [refusing, silent] = [view({ terms }), view({ purposes: ["service"] })];
    expect(widenings(refusing, silent)).toEqual([{ what: "terms" }]);
    expect(widenings(refusing, view({ purposes: ["service"], terms: {} }))).toEqual([{ what: "terms" }]);
    expect(widenings(silent, refusing)).toEqual([]);
  });

  test("shorter quiet hours, and not longer ones", () => {
    const hours = (from: string) =>
      view({ contact: { rules: [], quiet: [{ days: [...DAYS], from, to: "08:00" }], timeZone: "UTC" } });
    expect(widenings(hours("21:00"), hours("22:00"))).toEqual([{ what: "quiet" }]);
    expect(widenings(hours("22:00"), hours("21:00"))).toEqual([]);
  });
});

test("an overnight window belongs to the day on which it starts", () => {
  const sunday = minutesOfWeek([{ days: ["su"], from: "23:00", to: "01:00" }]);
  expect(sunday.reduce((sum, minute) => sum + minute, 0)).toBe(120);
  expect([sunday[0], sunday[59], sunday[60], sunday.at(-1)]).toEqual([1, 1, 0, 1]);
  holds(
    fc.property(quiet, quiet, (one, other) => {
      expect(isWithin(one, [...one, ...other])).toBe(true);
    }),
  );
});
