// The content script: registered at granted hosts only, updated and removed with them.
import fc from "fast-check";
import { expect, test } from "vitest";
import { world } from "../../support/device/world.ts";

const FILE = "/src/entries/content.js";

async function bench() {
  const { phone } = await world();
  const { ensureContentScript } = await import("../../../src/platform/browser/content-scripts.ts");
  const matches = () => [...phone.browser.scripts.values()].map((script) => script.matches);
  return { ensureContentScript, matches, scripts: phone.browser.scripts, phone };
}

test("no script is registered without a host", async () => {
  const { ensureContentScript, scripts } = await bench();
  await ensureContentScript([], FILE);
  expect(scripts.size).toBe(0);
});

test("the script is registered for the start of top-level documents, over restarts of the browser", async () => {
  const { ensureContentScript, scripts } = await bench();
  await ensureContentScript(["b.example", "a.example", "c.localhost", "a.example"], FILE);
  expect([...scripts.values()]).toEqual([
    {
      id: "signal",
      matches: ["http://c.localhost/*", "https://a.example/*", "https://b.example/*"],
      js: [FILE],
      runAt: "document_start",
      allFrames: false,
      persistAcrossSessions: true,
    },
  ]);
});

test("any hosts replace any others, and equal hosts cause no call", async () => {
  const { ensureContentScript, matches, phone } = await bench();
  const hosts = fc.uniqueArray(fc.constantFrom("a.example", "b.example", "c.example", "d.localhost"));
  await fc.assert(
    fc.asyncProperty(fc.array(hosts, { minLength: 1, maxLength: 5 }), async (steps) => {
      for (const step of steps) {
        await ensureContentScript(step, FILE);
        const spent = phone.life.spent;
        await ensureContentScript([...step].reverse(), FILE);
        expect(phone.life.spent - spent).toBe(0);
        const wanted = step.map((host) => `${host.endsWith("localhost") ? "http" : "https"}://${host}/*`).sort();
        expect(matches()).toEqual(wanted.length === 0 ? [] : [wanted]);
      }
    }),
  );
});

test("a script registered under another file moves to the built one", async () => {
  const { ensureContentScript, scripts } = await bench();
  await ensureContentScript(["a.example"], "/assets/old-name.js");
  await ensureContentScript(["a.example"], FILE);
  expect([...scripts.values()].map(({ js }) => js)).toEqual([[FILE]]);
});

test("a script that the browser refuses loses its earlier registration", async () => {
  const { ensureContentScript, scripts } = await bench();
  await ensureContentScript(["a.example"], FILE);
  await expect(ensureContentScript(["a b"], FILE)).rejects.toThrow("invalid value for matches");
  expect(scripts.size).toBe(0);
  await ensureContentScript(["b.example"], FILE);
  expect(scripts.size).toBe(1);
});

test("hosts with an end have a script of their own, which ends with the browser", async () => {
  const { ensureContentScript, scripts, phone } = await bench();
  await ensureContentScript(["a.example"], FILE);
  await ensureContentScript(["b.example"], FILE, false);
  expect(
    [...scripts.values()].map(({ id, matches, persistAcrossSessions }) => [id, matches, persistAcrossSessions]),
  ).toEqual([
    ["signal", ["https://a.example/*"], true],
    ["signal-ending", ["https://b.example/*"], false],
  ]);
  phone.browser.close();
  expect([...scripts.keys()]).toEqual(["signal"]);
});
