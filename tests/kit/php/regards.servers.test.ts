// Regards.php in the distribution's PHP: the vectors, hostile input, and the PSR-15 middleware.
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { answersOf, outputOf, ROOT, TASKS } from "../../support/kit/vector-tasks.ts";

const STRICT = ["-d", "zend.assertions=1", "-d", "error_reporting=-1", "-d", "display_errors=stderr"];

describe("the vectors in Regards.php", () => {
  let answers = new Map<string, unknown>();
  beforeAll(async () => {
    answers = await answersOf("php", [...STRICT, join(ROOT, "tests/support/kit/run-vectors.php")]);
  });
  test.each(TASKS)("$name", ({ name, expected }) => {
    expect(answers.get(name)).toEqual(expected);
  });
});

test("Regards.php passes its own tests: hostile input, times, words and PSR-15", async () => {
  expect(await outputOf("php", [...STRICT, join(ROOT, "tests/support/kit/regards-test.php")])).toContain("all passed");
});
