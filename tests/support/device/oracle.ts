// Conditions of every test with a device or a screen: no unhandled rejection, no unexpected console.warn or console.error,
// prototypes untouched.
import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from "vitest";

const PROTOTYPE = Object.getOwnPropertyNames(Object.prototype).sort().join(" ");

let rejections: unknown[] = [];
let logged: unknown[][] = [];
let expected: RegExp | null = null;

/** Expects and silences matching logged faults until the end of the test. Returns a reader of all logged faults. */
export function faultsMayBeLogged(matching = /./): () => string[] {
  expected = matching;
  return () => logged.map((words) => words.map(String).join(" "));
}

/** Generous, because no test waits for time to pass: a slow test only means a busy machine. */
vi.setConfig({ testTimeout: 60_000 });

const reject = (reason: unknown) => void rejections.push(reason);
beforeAll(() => void process.on("unhandledRejection", reject));
afterAll(() => void process.off("unhandledRejection", reject));

beforeEach(() => {
  [rejections, logged, expected] = [[], [], null];
  for (const method of ["error", "warn"] as const)
    vi.spyOn(console, method).mockImplementation((...words) => void logged.push(words));
});

afterEach(() => {
  vi.restoreAllMocks();
  const surprising = logged.filter((words) => expected === null || !expected.test(words.map(String).join(" ")));
  expect(surprising.map((words) => words.map(String).join(" "))).toEqual([]);
  expect(rejections).toEqual([]);
  expect(Object.getOwnPropertyNames(Object.prototype).sort().join(" ")).toBe(PROTOTYPE);
});
