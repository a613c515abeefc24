// Global Privacy Control in the browser: its rules beside others, its script in the page's world, and exceptions.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DeclarativeNetRequest } from "../../../src/platform/browser/browser.ts";
import { RESOURCE_TYPES } from "../../support/browser/fake-header-rules.ts";
import { world } from "../../support/device/world.ts";
import { runs } from "../../support/runs.ts";

const FILE = "/src/entries/gpc.js";

/** Firefox's own types, beside the ones it shares with Chromium. */
const FIREFOX_TYPES: DeclarativeNetRequest.ResourceType[] = [
  "beacon",
  "imageset",
  "json",
  "object_subrequest",
  "speculative",
  "web_manifest",
  "xml_dtd",
  "xslt",
];

async function bench() {
  const { phone } = await world();
  const gpc = await import("../../../src/platform/browser/gpc-signal.ts");
  const cmr = await import("../../../src/platform/browser/header-rules.ts");
  const scripts = await import("../../../src/platform/browser/content-scripts.ts");
  return { ...gpc, ...cmr, ...scripts, phone, rules: phone.browser.rules, held: phone.browser.scripts };
}

const ids = (rules: readonly { id: number }[]) => rules.map(({ id }) => id).sort((one, other) => one - other);

describe("the rules", () => {
  test("set the header to 1 for pages and their requests, on https and on development names", async () => {
    const { gpcRules } = await bench();
    const rules = gpcRules([]);
    expect(rules.map(({ id, condition }) => [id, condition.urlFilter, condition.resourceTypes?.[0]])).toEqual([
      [1_000_000, "|https://", "main_frame"],
      [1_000_001, "|https://", "stylesheet"],
      [1_000_002, "|http://", "main_frame"],
      [1_000_003, "|http://", "stylesheet"],
    ]);
    for (const { condition, action } of rules) {
      expect(action).toEqual({
        type: "modifyHeaders",
        requestHeaders: [{ header: "Sec-GPC", operation: "set", value: "1" }],
      });
      expect(Object.keys(condition).sort()).toEqual(["resourceTypes", "urlFilter"]);
    }
  });

  test("name only resource types that the browser knows, each once", async () => {
    const { gpcRules } = await bench();
    for (const [firefox, known] of [
      [false, RESOURCE_TYPES],
      [true, [...RESOURCE_TYPES.filter((type) => !type.startsWith("web") || type === "websocket"), ...FIREFOX_TYPES]],
    ] as const) {
      const types = gpcRules([], firefox)
        .slice(0, 2)
        .flatMap(({ condition }) => condition.resourceTypes ?? []);
      expect(types.filter((type) => !known.includes(type))).toEqual([]);
      expect(new Set(types).size).toBe(types.length);
      expect(types.length).toBeGreaterThan(12);
    }
  });

  test("exclude requests to an excepted site, and its pages' requests except for documents of other sites", async () => {
    const { gpcRules } = await bench();
    const [page, parts] = gpcRules(["shop.example", "com"]);
    expect(page?.condition).toMatchObject({ excludedRequestDomains: ["shop.example"] });
    expect(page?.condition).not.toHaveProperty("excludedInitiatorDomains");
    expect(page?.condition.resourceTypes).toEqual(["main_frame", "sub_frame", "object"]);
    expect(parts?.condition).toMatchObject({
      excludedRequestDomains: ["shop.example"],
      excludedInitiatorDomains: ["shop.example"],
    });
  });
});

test("the script runs in the page's own world, at the start of every frame, but not on excepted sites", async () => {
  const { ensureGpc, held } = await bench();
  await ensureGpc(["shop.example"], FILE);
  expect([...held.values()]).toEqual([
    {
      id: "gpc",
      matches: ["https://*/*", "http://*.localhost/*"],
      excludeMatches: ["*://*.shop.example/*"],
      js: [FILE],
      runAt: "document_start",
      allFrames: true,
      matchOriginAsFallback: true,
      world: "MAIN",
      persistAcrossSessions: true,
    },
  ]);
  await ensureGpc([], FILE);
  expect(held.get("gpc")?.excludeMatches).toEqual([]);
});

test("any setting replaces any other, and an equal one causes no call of the browser", async () => {
  const { ensureGpc, gpcRules, phone, rules, held } = await bench();
  const excepted = fc.uniqueArray(fc.constantFrom("a.example", "b.example", "c.localhost"));
  const settings = fc.array(fc.option(excepted), { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(settings, async (steps) => {
      for (const step of steps) {
        await ensureGpc(step, FILE);
        const spent = phone.life.spent;
        await ensureGpc(step === null ? null : [...step].reverse(), FILE);
        expect(phone.life.spent).toBe(spent);
        expect(rules.held.sort((one, other) => one.id - other.id)).toEqual(step === null ? [] : gpcRules(step));
        expect(held.get("gpc")?.excludeMatches).toEqual(step?.toSorted().map((host) => `*://*.${host}/*`));
      }
    }),
    { numRuns: runs(100) },
  );
});

describe("beside the rules for companies", () => {
  const YES = new Map([["v=1, yes=(security)", ["www.shop.example"]]]);
  const NO = new Map([["v=1, no=(news)", ["www.bank.example"]]]);

  test("neither changes the rules of the other, with or without a start between", async () => {
    const { ensureGpc, ensureHeaderRules, forgetHeaderRules, rules } = await bench();
    for (const between of [() => {}, forgetHeaderRules]) {
      await ensureHeaderRules(YES);
      between();
      await ensureGpc([], FILE);
      expect(ids(rules.held)).toEqual([1, 1_000_000, 1_000_001, 1_000_002, 1_000_003]);
      const told = rules.held.find(({ id }) => id === 1);
      between();
      await ensureGpc(["shop.example"], FILE);
      expect(rules.held.find(({ id }) => id === 1)).toBe(told);
      const controls = rules.held.filter(({ id }) => id > 1);
      between();
      await ensureHeaderRules(NO);
      expect(rules.held.filter(({ id }) => id > 1)).toEqual(controls);
      between();
      await ensureHeaderRules(new Map());
      expect(rules.held).toEqual(controls);
      between();
      await ensureGpc(null, FILE);
      expect(rules.held).toEqual([]);
    }
  });

  test("simultaneous updates of both succeed, with one update each", async () => {
    const { ensureGpc, ensureHeaderRules, rules } = await bench();
    const before = rules.updates;
    await Promise.all([ensureHeaderRules(YES), ensureGpc([], FILE), ensureHeaderRules(NO)]);
    expect(rules.held.find(({ id }) => id === 1)?.condition.requestDomains).toEqual(["www.bank.example"]);
    expect([rules.held.length, rules.updates - before]).toEqual([5, 3]);
  });

  test("a refused update leaves the other rules, and the next update repairs it", async () => {
    const { ensureGpc, ensureHeaderRules, rules } = await bench();
    await ensureHeaderRules(YES);
    rules.refuseNext = true;
    await expect(ensureGpc([], FILE)).rejects.toThrow("Internal error");
    expect(ids(rules.held)).toEqual([1]);
    await ensureGpc([], FILE);
    await ensureHeaderRules(YES);
    expect(rules.held).toHaveLength(5);
  });

  test("neither stays if the browser refuses the header or the property", async () => {
    const { ensureGpc, rules, held } = await bench();
    await ensureGpc([], FILE);
    rules.refuseNext = true;
    await expect(ensureGpc(["shop.example"], FILE)).rejects.toThrow("Internal error");
    expect([rules.held, held.size]).toEqual([[], 0]);
    await ensureGpc([], FILE);
    expect([rules.held.length, held.size]).toEqual([4, 1]);
    await expect(ensureGpc([], "")).rejects.toThrow();
    expect([rules.held, held.size]).toEqual([[], 0]);
  });

  test("the two scripts do not change each other", async () => {
    const { ensureContentScript, ensureGpc, held } = await bench();
    await ensureContentScript(["www.shop.example"], "/src/entries/content.js");
    await ensureGpc([], FILE);
    await ensureContentScript([], "/src/entries/content.js");
    expect([...held.keys()]).toEqual(["gpc"]);
    await ensureContentScript(["www.shop.example"], "/src/entries/content.js");
    await ensureGpc(null, FILE);
    expect([...held.keys()]).toEqual(["signal"]);
  });
});
