// Header rules against a browser as strict as real ones: exact, minimal, atomic, and never with an invalid value.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { HeldRule } from "../support/fake-header-rules.ts";
import { runs } from "../support/runs.ts";
import { world } from "../support/world.ts";

const YES = "v=1, yes=(security)";
const NO = "v=1, no=(news)";

async function bench() {
  const { phone } = await world();
  const rules = await import("../../src/platform/header-rules.ts");
  return { ...rules, held: phone.browser.rules };
}

const domains = (rules: readonly HeldRule[]) =>
  rules.map(({ condition, action }) => [action.requestHeaders?.[0]?.value, condition.requestDomains]);

describe("the rules of a plan", () => {
  test("one rule a value: https only, top-level documents only, the header set", async () => {
    const { rulesFor } = await bench();
    expect(rulesFor(new Map([[YES, ["www.shop.example"]]]))).toEqual([
      {
        id: 1,
        priority: 1,
        condition: { urlFilter: "|https://", requestDomains: ["www.shop.example"], resourceTypes: ["main_frame"] },
        action: {
          type: "modifyHeaders",
          requestHeaders: [{ header: "Sec-CMR-Preferences", operation: "set", value: YES }],
        },
      },
    ]);
  });

  test("development hosts have a rule of their own, for http", async () => {
    const { rulesFor } = await bench();
    const rules = rulesFor(new Map([[YES, ["bank.localhost", "www.shop.example", "a.bank.localhost"]]]));
    expect(rules.map(({ id, condition }) => [id, condition.urlFilter, condition.requestDomains])).toEqual([
      [1, "|https://", ["www.shop.example"]],
      [2, "|http://", ["a.bank.localhost", "bank.localhost"]],
    ]);
  });

  test("hosts are sorted and once; what can be nobody's host is left out", async () => {
    const { rulesFor } = await bench();
    const odd = [
      "com",
      "co.uk",
      "192.0.2.7",
      "[::1]",
      "localhost",
      "shop.example.",
      "SHOP.example",
      "bücher.example",
      "",
    ];
    const hosts = ["b.example", "a.example", "b.example", ...odd];
    expect(domains(rulesFor(new Map([[YES, hosts]])))).toEqual([[YES, ["a.example", "b.example"]]]);
    expect(rulesFor(new Map([[YES, odd]]))).toEqual([]);
  });

  test.each(["", "v=1\r\nSet-Cookie: x", "v=1\u0000", "v=ä", "v=\u{1f600}", "x".repeat(257)])(
    "the value %j is refused and the old rules stay",
    async (value) => {
      const { ensureHeaderRules, held } = await bench();
      await ensureHeaderRules(new Map([[YES, ["www.shop.example"]]]));
      const before = held.get();
      const plan = new Map([
        [NO, ["www.bank.example"]],
        [value, ["www.shop.example"]],
      ]);
      await expect(ensureHeaderRules(plan)).rejects.toMatchObject({ code: "signal-invalid" });
      expect(held.get()).toEqual(before);
    },
  );
});

describe("making the browser's rules so", () => {
  test("any plan after any other, in one update; the same plan again in none", async () => {
    const { ensureHeaderRules, forgetHeaderRules, rulesFor, held } = await bench();
    const value = fc.integer({ min: 0, max: 6 }).map((number) => `v=1, x=${number}`);
    const host = fc
      .integer({ min: 0, max: 9 })
      .map((number) => (number < 2 ? `d${number}.localhost` : `h${number}.example`));
    const plan = fc
      .array(fc.tuple(value, fc.array(host, { minLength: 1, maxLength: 5 })), { maxLength: 6 })
      .map((entries) => new Map(entries));
    await fc.assert(
      fc.asyncProperty(plan, plan, async (one, other) => {
        held.held = [];
        forgetHeaderRules();
        for (const wanted of [one, other, other]) {
          const before = held.updates;
          const same = JSON.stringify(byId(held.held)) === JSON.stringify(rulesFor(wanted));
          await ensureHeaderRules(wanted);
          expect(byId(held.held)).toEqual(rulesFor(wanted));
          expect(held.updates - before).toBe(same ? 0 : 1);
        }
      }),
      { numRuns: runs(200) },
    );
  });

  test("rules that an older version or a death left behind are replaced", async () => {
    const { ensureHeaderRules, forgetHeaderRules, rulesFor, held } = await bench();
    forgetHeaderRules();
    const [rule] = rulesFor(new Map([[NO, ["old.example"]]])) as HeldRule[];
    held.held = rule === undefined ? [] : [1, 7, 4999].map((id) => ({ ...rule, id }));
    const plan = new Map([[YES, ["www.shop.example"]]]);
    await ensureHeaderRules(plan);
    expect(byId(held.held)).toEqual(rulesFor(plan));
  });

  test("an update that the browser refuses leaves all old rules, and the next one heals", async () => {
    const { ensureHeaderRules, rulesFor, held } = await bench();
    const [one, other] = [new Map([[YES, ["a.example"]]]), new Map([[NO, ["a.example", "b.example"]]])];
    await ensureHeaderRules(one);
    held.refuseNext = true;
    await expect(ensureHeaderRules(other)).rejects.toThrow("Internal error");
    expect(held.held).toEqual(rulesFor(one));
    await ensureHeaderRules(other);
    expect(held.held).toEqual(rulesFor(other));
  });

  test("ten thousand hosts with few values are few rules; more values than rules are refused whole", async () => {
    const { ensureHeaderRules, rulesFor, held } = await bench();
    const hosts = Array.from({ length: 10_000 }, (_, index) => `h${index}.example`);
    await ensureHeaderRules(new Map([[YES, hosts]]));
    expect(held.held).toHaveLength(1);
    const many = new Map(hosts.slice(0, 5001).map((host, index) => [`v=1, x=${index}`, [host]]));
    await expect(ensureHeaderRules(many)).rejects.toThrow("count exceeded");
    expect(held.held).toEqual(rulesFor(new Map([[YES, hosts]])));
  });
});

const byId = (rules: readonly HeldRule[]) => [...rules].sort((one, other) => one.id - other.id);
