// regards.py in the distribution's Python: the vectors, hostile input, and middleware in real servers.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { answersOf, outputOf, ROOT, TASKS } from "../../support/kit/vector-tasks.ts";

const PYTHON = existsSync("/usr/bin/python3") ? "/usr/bin/python3" : "python3";

describe("the vectors in regards.py", () => {
  let answers = new Map<string, unknown>();
  beforeAll(async () => {
    answers = await answersOf(PYTHON, [join(ROOT, "tests/support/kit/run_vectors.py")]);
  });
  test.each(TASKS)("$name", ({ name, expected }) => {
    expect(answers.get(name)).toEqual(expected);
  });
});

test("regards.py passes its own tests: hostile input, folding, WSGI, ASGI and Django", async () => {
  expect(await outputOf(PYTHON, [join(ROOT, "tests/support/kit/regards_test.py")])).toContain("all passed");
});
