// Rules for waiting in end-to-end tests, so that none fails by chance. tests/e2e/support has the right way for each
// step.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const FOLDER = join(import.meta.dirname, "e2e");

interface Journey {
  name: string;
  /** Without comments and lines that one explains by `Timed: …`, and with each run of white space as one space. */
  code: string;
}

const journeyOf = (name: string, text: string): Journey => ({
  name,
  code: text
    .replace(/\/\/ Timed: .*\n.*$/gm, "")
    .replace(/(^|\s)\/\/.*$/gm, "$1")
    .replace(/\s+/g, " "),
});
const JOURNEYS = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".e2e.ts"))
  .map((name) => journeyOf(name, readFileSync(join(FOLDER, name), "utf8")));
const SUPPORT = readdirSync(join(FOLDER, "support")).map((name) =>
  journeyOf(name, readFileSync(join(FOLDER, "support", name), "utf8")),
);

/**
 * Reads that answer one question, or that wait for all they read. Any other read of a browser may change until it is
 * right: `await expect.poll(() => page.text("x")).toBe("y")`.
 */
const FINAL = ["axe", "demo.lastHeader", "demo.log", "header", "health", "loadedWith", "observe", "tell", "told"];

const RULES: Record<string, { pattern: RegExp; wrong: string[]; right: string[] }> = {
  "looks once at what may come later": {
    pattern: new RegExp(
      `\\bexpect\\( ?(?:[\\w.]+\\(|\\[|\\()*await (?!(?:${FINAL.join("|").replaceAll(".", "\\.")})\\()[^;]*?;`,
      "g",
    ),
    wrong: [
      'expect(await page.text("a")).toBe("b");',
      'expect( await page.count("a"), "why").toBe(1);',
      'expect((await rows())[0]).toEqual("b");',
      'expect(JSON.parse(await textOf(page, "a"))).toEqual({});',
      "expect([await hosts(), await rules()]).toEqual([]);",
    ],
    right: [
      'await expect.poll(() => page.text("a")).toBe("b");',
      "expect(await demo.lastHeader()).toBe(null);",
      "expect((await health(browser)).value).toBe(1);",
    ],
  },
  "sleeps instead of waiting for something": {
    pattern: /\b(?:sleep|setTimeout|setInterval|waitForTimeout)\(/g,
    wrong: ["await sleep(100);", "await new Promise((done) => setTimeout(done, 100));"],
    right: [
      'await until("the rule", ruled);',
      'await stays("asleep", sleeps, 700);',
      "// Timed: the second press comes a moment later.\n      setTimeout(press, 300);",
    ],
  },
  "waits for what also holds while nothing is drawn": {
    pattern: /!document\.querySelector[^;]*?\)\?\.|document\.\w+(?:\([^)]*\))?\?\.[\w.]+(?:\([^)]*\))? !== /g,
    wrong: [
      'page.waitFor(() => document.querySelector("a")?.childElementCount !== 0);',
      'page.waitFor(() => !document.querySelector("a")?.textContent?.includes("b"));',
    ],
    right: [
      'page.waitFor(() => document.querySelector("a")?.textContent?.includes("b") === false);',
      'page.waitFor(() => document.querySelector("a") === null);',
    ],
  },
  "waits for a place that every page has": {
    pattern: /\.element\("dashboard"\)|querySelector\("(?:main|h1|main h1|body)"\)/g,
    wrong: ['await page.element("dashboard");', 'page.waitFor(() => document.querySelector("main h1"));'],
    right: ['await turnTo(browser, page, "plans");'],
  },
  "states a day that will have passed": {
    pattern: /\b(?:until|supportUntil|earliest|latest|expires|due): "\d{4}\b|[?&]at=\d{4}-/g,
    wrong: ['rule({ until: "2027-01-05" });', 'plan({ expires: "2027" });', 'goto("/staff?kind=news&at=2026-11-23");'],
    right: ["rule({ until: dayIn(NEXT) });", 'const file = { lastUpdate: "2026-11-01" };', "goto(asked(10));"],
  },
  "takes a fixed port": {
    pattern: /\blisten\((?!0\b)|localhost:\d/g,
    wrong: ["server.listen(8787);", 'open("http://shop.localhost:8787/");'],
    right: ["server.listen(0);", 'open(site.url("shop"));'],
  },
  "hides a failure by trying the whole test again": {
    pattern: /\bretry\b|\bretries\b/g,
    wrong: ["test('a', { retry: 2 }, work);"],
    right: ["test('a', work);"],
  },
};

const found = (pattern: RegExp, { name, code }: Journey): string[] =>
  [...code.matchAll(pattern)].map(([part]) => `${name}: ${part.slice(0, 120)}`);

describe.each(Object.entries(RULES))("no journey %s", (_name, { pattern, wrong, right }) => {
  test("in tests/e2e", () => {
    expect(JOURNEYS.flatMap((journey) => found(pattern, journey))).toEqual([]);
  });

  test("but the rule finds one that does", () => {
    for (const code of wrong) expect(found(pattern, journeyOf("wrong", code)), code).toHaveLength(1);
    for (const code of right) expect(found(pattern, journeyOf("right", code)), code).toEqual([]);
  });
});

test("the test finds the journeys", () => {
  expect(JOURNEYS.length).toBeGreaterThan(15);
});

test("only the support files that wait may sleep", () => {
  const sleeping = SUPPORT.filter((one) => found(/\b(?:sleep|setTimeout)\(/g, one).length > 0).map(({ name }) => name);
  expect(sleeping).toEqual([
    "chromium-dialog.ts",
    "chromium-document.ts",
    "firefox-process.ts",
    "in-document.ts",
    "looks.ts",
    "observe.ts",
    "prompts.ts",
    "taps.ts",
    "wait.ts",
  ]);
});
