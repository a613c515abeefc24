// The report of `npm test` has every failure, each with the command that repeats only it.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { outcomeOf } from "../scripts/test/report.mjs";

const SUITE = { suite: "end to end in firefox", command: "BROWSER=firefox npx vitest run --config c.ts", root: "/p" };

const failed = (fullName: string, message = "AssertionError: no\n  at line 1") => ({
  status: "failed",
  fullName,
  failureMessages: [message],
});
const passed = (fullName: string) => ({ status: "passed", fullName, failureMessages: [] });
const file = (assertionResults: ReturnType<typeof failed | typeof passed>[], status = "failed", message = "") => ({
  name: "/p/tests/e2e/driver.e2e.ts",
  status,
  message,
  assertionResults,
});
const reported = (...testResults: ReturnType<typeof file>[]) => ({
  numPassedTests: testResults.flatMap((one) => one.assertionResults).filter((one) => one.status === "passed").length,
  success: testResults.every((one) => one.status === "passed"),
  testResults,
});
const failuresOf = (...given: Parameters<typeof reported>) => outcomeOf(reported(...given), false, SUITE).failures;

/** The pattern between the double quotes at the end of a failure's line. */
const patternIn = (line = ""): string => / -t "([^"]*)"$/.exec(line)?.[1] ?? "none";

describe("the report names", () => {
  test("a failed test, with its fault and the command that repeats it", () => {
    const outcome = outcomeOf(reported(file([passed("driver reloads"), failed("driver opens")])), false, SUITE);
    expect(outcome.passed).toBe(1);
    expect(outcome.failures).toEqual([
      'end to end in firefox: driver opens: AssertionError: no — repeat: BROWSER=firefox npx vitest run --config c.ts tests/e2e/driver.e2e.ts -t "^driver opens$"',
    ]);
  });

  test("a failed property, with the seed of its failure", () => {
    const fault = 'Error: Property failed after 3 tests\n{ seed: -12, path: "1:0", endOnFailure: true }';
    expect(failuresOf(file([failed("views agree", fault)]))[0]).toContain("— repeat: SEED=-12 BROWSER=firefox npx");
  });

  test.each([
    ["a file that did not load", [file([], "failed", "SyntaxError: no\n at x")], "driver.e2e.ts: SyntaxError: no —"],
    ["a hook that threw", [file([passed("a")])], "driver.e2e.ts: failed outside its tests —"],
    ["a runner that did not end well", [file([passed("a")], "passed")], "firefox: an error outside all tests —"],
  ])("%s", (_name, files, line) => {
    const failures = failuresOf(...files);
    expect(failures).toHaveLength(1);
    expect(failures[0]).toContain(line);
    expect(failures[0]).toMatch(
      / — repeat: BROWSER=firefox npx vitest run --config c.ts( tests\/e2e\/driver.e2e.ts)?$/,
    );
  });

  test("a test and its file, if both failed", () => {
    expect(failuresOf(file([failed("a")], "failed", "Error: afterAll"))).toHaveLength(2);
    const notRun = { ...passed("b"), status: "skipped" };
    expect(failuresOf(file([failed("a"), notRun]))).toHaveLength(2);
  });

  test("a runner that died before it reported", () => {
    const { passed: count, failures } = outcomeOf(null, false, SUITE);
    expect([count, failures]).toEqual([
      0,
      [`end to end in firefox: the tests did not report — repeat: ${SUITE.command}`],
    ]);
  });

  test("no failure if all passed and the runner ended well", () => {
    expect(outcomeOf(reported(file([passed("a")], "passed")), true, SUITE)).toEqual({ passed: 1, failures: [] });
  });

  test("a test by a pattern that matches its name, but no longer one, and that no shell changes", () => {
    const name = fc.string({ unit: "grapheme", minLength: 1 }).filter((text) => !/[\n\r\u2028\u2029]/.test(text));
    fc.assert(
      fc.property(name, (fullName) => {
        const pattern = patternIn(failuresOf(file([failed(fullName)]))[0]);
        expect(new RegExp(pattern).test(fullName)).toBe(true);
        expect(new RegExp(pattern).test(`${fullName} too`)).toBe(false);
        expect(pattern.slice(0, -1)).not.toMatch(/["$`\\!]/);
      }),
    );
  });
});
