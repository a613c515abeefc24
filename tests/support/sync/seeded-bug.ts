// A copy of the sync engine and its test with one changed line: the test of the test.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { SETTINGS } from "./settings.ts";

const ROOT = join(import.meta.dirname, "../../..");

export interface SeededBug {
  name: string;
  /** From the project's folder. */
  file: string;
  /** Occurs once in the file. */
  from: string;
  to: string;
  setting: keyof typeof SETTINGS;
}

export interface Copy {
  devices: typeof import("./devices.ts");
  checks: typeof import("./fleet-checks.ts");
  records: typeof import("./memory-record.ts");
  close(): void;
}

/** Text of the file with the bug. Throws an Error unless the line occurs once: then the list of bugs is out of date. */
export function textWith({ file, from, to }: Pick<SeededBug, "file" | "from" | "to">): string {
  const text = readFileSync(join(ROOT, file), "utf8");
  if (text.split(from).length !== 2) throw new Error(`${file} does not have once: ${from}`);
  return text.replace(from, () => to);
}

export async function copyWith({ file, from, to }: SeededBug): Promise<Copy> {
  mkdirSync(join(ROOT, "dist"), { recursive: true });
  // Inside the project, so that packages resolve; in a folder that git and the build ignore.
  const folder = mkdtempSync(join(ROOT, "dist/seeded-bug-"));
  for (const path of ["src/core", "src/signal", "tests/support/sync"])
    cpSync(join(ROOT, path), join(folder, path), { recursive: true });
  writeFileSync(join(folder, file), textWith({ file, from, to }));
  const support = (name: string) => import(/* @vite-ignore */ join(folder, "tests/support/sync", name));
  return {
    devices: await support("devices.ts"),
    checks: await support("fleet-checks.ts"),
    records: await support("memory-record.ts"),
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}
