// Expressions of header rules. The fake browser refuses every rule that a real one would.
import { describe, expect, test } from "vitest";
import { FakeHeaderRules, type HeldRule } from "../../support/browser/fake-header-rules.ts";
import { re2Fault } from "../../support/browser/re2-subset.ts";
import { world } from "../../support/device/world.ts";

async function rulesOf(hosts: readonly string[]): Promise<HeldRule[]> {
  await world();
  const { rulesFor } = await import("../../../src/platform/browser/header-rules.ts");
  return rulesFor(new Map([["v=1", hosts]])) as HeldRule[];
}

const hostOf = (labels: number) => `${"w.".repeat(labels - 2)}shop.example`;

test("both browsers accept every filter", async () => {
  const hosts = Array.from({ length: 7 }, (_, index) => hostOf(index + 2));
  const rules = await rulesOf([...hosts, ...hosts.map((host) => host.replace("example", "localhost"))]);
  const filters = rules.map(({ condition }) => condition.regexFilter ?? "");
  expect(new Set(filters).size).toBe(14);
  expect(filters.map(re2Fault)).toEqual(filters.map(() => null));
});

test.each([
  ["", /empty/],
  ["^https://(?=www)", /syntax/],
  ["^https://(?!www)", /syntax/],
  ["(?<=a)b", /syntax/],
  ["(a)\\1", /syntax/],
  ["(?<name>a)", /syntax/],
  ["a++", /repeated twice/],
  ["a{2}{2}", /repeated twice/],
  ["*a", /syntax/],
  ["a{1001}", /repetitions/],
  ["(?:a", /not closed/],
  ["a)", /syntax/],
  ["[a", /syntax/],
  ["[]", /syntax/],
  ["a\\", /syntax/],
  ["\\Z", /syntax/],
  ["bücher", /ascii/],
  [`^https://(?:[a-z0-9-]+\\.){15}[a-z0-9-]+(?::\\d+)?/`, /memory/],
])("the expression %j is refused", (source, fault) => {
  expect(re2Fault(source)).toMatch(fault);
});

describe("a rule is refused, and nothing changes,", () => {
  test.each([
    ["with two filters", { urlFilter: "|https://" }, "only have one"],
    ["with an empty filter", { regexFilter: undefined, urlFilter: "" }, "invalid urlFilter"],
    ["with an expression that RE2 does not know", { regexFilter: "^(?!a)" }, "invalid syntax"],
    ["with an expression that is too large", { regexFilter: "[a-z0-9-]{60}" }, "memory limit"],
  ])("%s", async (_what, change, fault) => {
    const [rule] = await rulesOf(["shop.example"]);
    const browser = new FakeHeaderRules();
    if (rule === undefined) throw new Error("no rule");
    const condition = JSON.parse(JSON.stringify({ ...rule.condition, ...change }));
    expect(() => browser.update({ addRules: [rule, { ...rule, id: 2, condition }] })).toThrow(fault);
    expect(browser.held).toEqual([]);
  });
});
