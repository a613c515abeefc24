// Header rules in a browser as strict as real ones: exact, minimal, atomic, and never with an invalid value.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { HeaderPlan } from "../../../src/platform/browser/header-rules.ts";
import { type HeldRule, MOST_REGEX_RULES } from "../../support/browser/fake-header-rules.ts";
import { headersOn } from "../../support/browser/requests.ts";
import { world } from "../../support/device/world.ts";
import { runs } from "../../support/runs.ts";

const YES = "v=1, yes=(security)";
const NO = "v=1, no=(news)";

async function bench() {
  const { phone } = await world();
  const rules = await import("../../../src/platform/browser/header-rules.ts");
  return { ...rules, browser: phone.browser, held: phone.browser.rules };
}

/** The filter for hosts with this number of labels. */
const labels = (count: number, scheme = "https") =>
  `^${scheme}://(?:[a-z0-9-]+\\.){${count - 1}}[a-z0-9-]+${scheme === "http" ? "(?::\\d+)?" : ""}/`;

function planOf(pairs: readonly (readonly [host: string, value: string])[]): HeaderPlan {
  const plan = new Map<string, string[]>();
  for (const [host, value] of pairs) plan.set(value, [...(plan.get(value) ?? []), host]);
  return plan;
}

const domains = (rules: readonly HeldRule[]) =>
  rules.map(({ condition, action }) => [action.requestHeaders?.[0]?.value, condition.requestDomains]);

describe("rules of a plan", () => {
  test("one rule for each value sets the header of top-level documents on https", async () => {
    const { rulesFor } = await bench();
    expect(rulesFor(new Map([[YES, ["www.shop.example"]]]))).toEqual([
      {
        id: 1,
        priority: 1,
        condition: { regexFilter: labels(3), requestDomains: ["www.shop.example"], resourceTypes: ["main_frame"] },
        action: {
          type: "modifyHeaders",
          requestHeaders: [{ header: "Sec-CMR-Preferences", operation: "set", value: YES }],
        },
      },
    ]);
  });

  test("hosts with equally many labels share a rule; development hosts have rules for http", async () => {
    const { rulesFor } = await bench();
    const hosts = ["bank.localhost", "www.shop.example", "a.bank.localhost", "shop.example", "www.bank.example"];
    expect(
      rulesFor(new Map([[YES, hosts]])).map(({ id, condition }) => [
        id,
        condition.regexFilter,
        condition.requestDomains,
      ]),
    ).toEqual([
      [1, labels(2, "http"), ["bank.localhost"]],
      [2, labels(3, "http"), ["a.bank.localhost"]],
      [3, labels(2), ["shop.example"]],
      [4, labels(3), ["www.bank.example", "www.shop.example"]],
    ]);
  });

  test("a host with too many labels for an expression has a rule of its own", async () => {
    const { rulesFor } = await bench();
    const deep = (count: number) => `${"a.".repeat(count - 2)}shop.example`;
    expect(rulesFor(new Map([[YES, [deep(8), deep(9), deep(100)]]])).map(({ condition }) => condition)).toMatchObject([
      { regexFilter: labels(8), requestDomains: [deep(8)] },
      { urlFilter: `|https://${deep(100)}/`, requestDomains: [deep(100)] },
      { urlFilter: `|https://${deep(9)}/`, requestDomains: [deep(9)] },
    ]);
  });

  test("a host with an underscore has a rule of its own, since the shared expression would miss it", async () => {
    const { rulesFor } = await bench();
    const hosts = ["my_shop.shop.example", "www.my_shop.localhost"];
    expect(rulesFor(new Map([[YES, hosts]])).map(({ condition }) => condition)).toMatchObject([
      { urlFilter: "|http://www.my_shop.localhost^", requestDomains: ["www.my_shop.localhost"] },
      { urlFilter: "|https://my_shop.shop.example/", requestDomains: ["my_shop.shop.example"] },
    ]);
  });

  test("hosts are sorted and unique; impossible hosts are left out", async () => {
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
    "refuse the value %j: its hosts lose their header, the others keep theirs",
    async (value) => {
      const { ensureHeaderRules, held } = await bench();
      await ensureHeaderRules(new Map([[YES, ["www.shop.example"]]]));
      const plan = new Map([
        [value, ["www.shop.example"]],
        [NO, ["www.bank.example"]],
      ]);
      await expect(ensureHeaderRules(plan)).rejects.toMatchObject({ code: "signal-invalid" });
      expect(domains(held.held)).toEqual([[NO, ["www.bank.example"]]]);
      await expect(ensureHeaderRules(new Map(), plan)).rejects.toMatchObject({ code: "signal-invalid" });
      expect(domains(held.held)).toEqual([[NO, ["www.bank.example"]]]);
    },
  );
});

describe("requests that carry the header, with every site permitted", () => {
  const label = fc.constantFrom("a", "b", "www", "x-1", "example");
  const host = fc
    .tuple(fc.array(label, { maxLength: 9 }), fc.constantFrom("a.example", "b.example", "b.localhost"))
    .map(([deeper, domain]) => [...deeper, domain].join("."));
  const plans = fc
    .uniqueArray(fc.tuple(host, fc.constantFrom(YES, NO, "v=1, more")), { selector: ([name]) => name, maxLength: 8 })
    .map(planOf);
  const near = (name: string) => [name, `www.${name}`, `a.b.${name}`, name.slice(name.indexOf(".") + 1), `${name}.`];

  test("go exactly to the hosts of the plan, with their value, on every path and only on the port of https", async () => {
    const { browser, ensureHeaderRules } = await bench();
    await browser.permit("https://*/*", "http://*/*");
    const told = (url: string, type = "main_frame") => headersOn(browser, { url, type })["Sec-CMR-Preferences"];
    await fc.assert(
      fc.asyncProperty(plans, fc.array(host, { maxLength: 3 }), async (plan, strangers) => {
        await ensureHeaderRules(plan);
        const granted = new Map([...plan].flatMap(([value, hosts]) => hosts.map((name) => [name, value] as const)));
        for (const name of [...granted.keys(), ...strangers].flatMap(near)) {
          const value = granted.get(name);
          const [scheme, other] = name.endsWith("localhost") ? ["http", "https"] : ["https", "http"];
          for (const rest of ["/", ":8443/", ":443/", "/a.b/c?d=e.f", "/?u=https://www.a.example/", "/:8443/"]) {
            const elsewhere = scheme === "https" && rest === ":8443/";
            expect([name, rest, told(`${scheme}://${name}${rest}`)]).toEqual([
              name,
              rest,
              elsewhere ? undefined : value,
            ]);
            expect(told(`${other}://${name}${rest}`)).toBeUndefined();
            expect(told(`${scheme}://${name}${rest}`, "sub_frame")).toBeUndefined();
          }
        }
      }),
      { numRuns: runs(300) },
    );
  });

  test("do not go to a name in front of the host, a look-alike or an address", async () => {
    const { browser, ensureHeaderRules } = await bench();
    await browser.permit("https://*/*");
    await ensureHeaderRules(new Map([[YES, ["shop.example", "www.shop.example"]]]));
    const filters = browser.rules.held.map(({ condition }) => new RegExp(condition.regexFilter ?? "", "i"));
    for (const url of [
      "https://www.shop.example@evil.example/",
      "https://www.shop.example:443@evil.example/",
      "https://user@www.shop.example/",
      "https://user:80@www.shop.example/",
      "https://www.shop.example./",
      "https://www..shop.example/",
      "https://[2001:db8::1]/",
      "http://www.shop.example/",
      "https://www.shop.example",
      "view-source:https://www.shop.example/",
      "https:///www.shop.example/",
    ]) {
      expect([url, filters.some((filter) => filter.test(url))]).toEqual([url, false]);
    }
    for (const url of ["https://myshop.example/", "https://shop.example.evil.example/", "https://192.0.2.7/"]) {
      expect(headersOn(browser, { url, type: "main_frame" })).toEqual({});
    }
  });
});

describe("updates of the browser's rules", () => {
  test("replace any plan by any other in one update, and need none for an equal plan", async () => {
    const { ensureHeaderRules, forgetHeaderRules, rulesFor, held } = await bench();
    const value = fc.integer({ min: 0, max: 6 }).map((number) => `v=1, x=${number}`);
    const host = fc
      .integer({ min: 0, max: 9 })
      .map((number) => (number < 2 ? `d${number}.localhost` : `${"w.".repeat(number % 3)}h${number}.example`));
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

  test("replace rules that an older version or a killed worker left behind", async () => {
    const { ensureHeaderRules, forgetHeaderRules, rulesFor, held } = await bench();
    forgetHeaderRules();
    const [rule] = rulesFor(new Map([[NO, ["old.example"]]])) as HeldRule[];
    held.held = rule === undefined ? [] : [1, 7, 4999].map((id) => ({ ...rule, id }));
    const plan = new Map([[YES, ["www.shop.example"]]]);
    await ensureHeaderRules(plan);
    expect(byId(held.held)).toEqual(rulesFor(plan));
  });

  test("leave only correct rules if the browser refuses one, and the next one completes them", async () => {
    const { ensureHeaderRules, rulesFor, held } = await bench();
    const right: [string, string[]] = ["v=1, more", ["c.example"]];
    const one = new Map([right, [YES, ["a.example"]]]);
    const other = new Map([right, [NO, ["a.example", "b.example"]]]);
    for (const store of ["lasting", "ending"] as const) {
      const ensure = (plan: HeaderPlan) =>
        store === "lasting" ? ensureHeaderRules(plan) : ensureHeaderRules(new Map(), plan);
      const first = store === "lasting" ? 1 : 2_000_000;
      await ensure(one);
      held.refuseNext = true;
      await expect(ensure(other)).rejects.toThrow("Internal error");
      expect(domains(held.held)).toEqual([right]);
      await ensure(other);
      expect(byId(held.held)).toEqual(rulesFor(other, first));
      held.refuseNext = true;
      await expect(ensure(new Map([...other, ["v=1, x=9", ["d.example"]]]))).rejects.toThrow("Internal error");
      expect(byId(held.held)).toEqual(rulesFor(other, first));
      await ensure(new Map());
    }
  });

  test("make rules with an end disappear with the browser, and no others", async () => {
    const { browser, ensureHeaderRules, forgetHeaderRules, rulesFor, held } = await bench();
    const [lasting, ending] = [new Map([[YES, ["a.example"]]]), new Map([[YES, ["b.example"]]])];
    await ensureHeaderRules(lasting, ending);
    expect(byId(held.held)).toEqual([...rulesFor(lasting), ...rulesFor(ending, 2_000_000)]);
    browser.close();
    expect(held.held).toEqual(rulesFor(lasting));
    forgetHeaderRules();
    await ensureHeaderRules(lasting, ending);
    await ensureHeaderRules(ending, lasting);
    expect(byId(held.held)).toEqual([...rulesFor(ending), ...rulesFor(lasting, 2_000_000)]);
  });

  test("replace an older version's rules, which included subdomains", async () => {
    const { ensureHeaderRules, forgetHeaderRules, rulesFor, held } = await bench();
    const plan = new Map([[YES, ["www.shop.example"]]]);
    forgetHeaderRules();
    held.held = (rulesFor(plan) as HeldRule[]).map(({ condition: { regexFilter: _, ...condition }, ...rule }) => ({
      ...rule,
      condition: { ...condition, urlFilter: "|https://" },
    }));
    await ensureHeaderRules(plan);
    expect(held.held).toEqual(rulesFor(plan));
  });

  test("give ten thousand hosts with one value four rules; with more values than rules no host gets a header", async () => {
    const { ensureHeaderRules, held } = await bench();
    const hosts = Array.from({ length: 10_000 }, (_, index) => `${"w.".repeat(index % 4)}h${index}.example`);
    await ensureHeaderRules(new Map([[YES, hosts]]));
    expect(held.held).toHaveLength(4);
    const many = new Map(hosts.slice(0, MOST_REGEX_RULES + 1).map((host, index) => [`v=1, x=${index}`, [host]]));
    await expect(ensureHeaderRules(many)).rejects.toThrow("count for regex rules exceeded");
    expect(held.held).toEqual([]);
  });

  test("make a hundred rules of twenty-five values on hosts of two to five labels, however many hosts", async () => {
    const { rulesFor } = await bench();
    const hosts = Array.from({ length: 2000 }, (_, index) => `${"w.".repeat(index % 4)}h${index}.example`);
    const saying = (host: string) => `v=1, x=${Number(/h(\d+)/.exec(host)?.[1]) % 25}`;
    expect(rulesFor(planOf(hosts.map((host) => [host, saying(host)])))).toHaveLength(100);
  });
});

const byId = (rules: readonly HeldRule[]) => [...rules].sort((one, other) => one.id - other.id);
