// What holds of every test, whatever it tests: no unhandled rejection, no fault that was only logged, prototypes untouched.
import { afterEach, beforeEach, expect, vi } from "vitest";

const PROTOTYPE = Object.getOwnPropertyNames(Object.prototype).sort().join(" ");

let rejections: unknown[] = [];
let logged: unknown[][] = [];
let expected: RegExp | null = null;

/** From here to the end of the test the background may log faults that match. Returns what was logged. */
export function faultsMayBeLogged(matching = /./): () => string[] {
  expected = matching;
  return () => logged.map((words) => words.map(String).join(" "));
}

/** For busy machines: no test waits for time to pass, so that a slow one is no broken one. */
vi.setConfig({ testTimeout: 60_000 });

process.on("unhandledRejection", (reason) => void rejections.push(reason));

beforeEach(() => {
  [rejections, logged, expected] = [[], [], null];
  vi.spyOn(console, "error").mockImplementation((...words) => void logged.push(words));
});

afterEach(() => {
  vi.restoreAllMocks();
  const surprising = logged.filter((words) => expected === null || !expected.test(words.map(String).join(" ")));
  expect(surprising.map((words) => words.map(String).join(" "))).toEqual([]);
  expect(rejections).toEqual([]);
  expect(Object.getOwnPropertyNames(Object.prototype).sort().join(" ")).toBe(PROTOTYPE);
});
