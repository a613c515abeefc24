// Turns a test runner's report into counts, and into one line for each failure, with the command that repeats it alone.
import { relative } from "node:path";

/**
 * Pattern for vitest's -t that matches only this test and is safe between double quotes in a shell: each special
 * character becomes a dot.
 */
const patternFor = (fullName) => `^${fullName.replace(/[^\p{L}\p{N} ,:;'_-]/gu, (sign) => ".".repeat(sign.length))}$`;

const firstLine = (text) => text.trim().split("\n")[0].slice(0, 300);

/** Seed of a failed property, as the environment variable that tests/support/runs.ts reads. */
const seedOf = (message) => {
  const seed = /\bseed: (-?\d+)/.exec(message)?.[1];
  return seed === undefined ? "" : `SEED=${seed} `;
};

export const failureLine = (failed, fault, repeat) => `${failed}: ${fault} — repeat: ${repeat}`;

/**
 * Failure lines of one file. `command` runs all tests of the suite. A file that failed outside its tests (it did not
 * load, a hook threw) is one failure.
 */
const failuresIn = ({ name, status, message, assertionResults }, { suite, command, root }) => {
  const path = relative(root, name).replaceAll("\\", "/");
  const lines = assertionResults
    .filter((one) => one.status === "failed")
    .map(({ fullName, failureMessages }) => {
      const fault = failureMessages.join("\n");
      const repeat = `${seedOf(fault)}${command} ${path} -t "${patternFor(fullName)}"`;
      return failureLine(`${suite}: ${fullName}`, firstLine(fault), repeat);
    });
  const isOnlyInTests =
    !message && lines.length > 0 && assertionResults.every((one) => /^(?:pass|fail)ed$/.test(one.status));
  if (status === "failed" && !isOnlyInTests)
    lines.push(
      failureLine(`${suite}: ${path}`, firstLine(message || "failed outside its tests"), `${command} ${path}`),
    );
  return lines;
};

/**
 * Counts and failure lines of vitest's JSON report. `report` is null if the runner died before it wrote one. `ended` is
 * true if vitest exited without an error: an error outside all tests shows only there.
 */
export function outcomeOf(report, ended, of) {
  if (report === null) return { passed: 0, failures: [failureLine(of.suite, "the tests did not report", of.command)] };
  const failures = report.testResults.flatMap((file) => failuresIn(file, of));
  if (failures.length === 0 && !(ended && report.success))
    failures.push(failureLine(of.suite, "an error outside all tests", of.command));
  return { passed: report.numPassedTests, failures };
}
