// The built extension with one changed line.
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root as project } from "../../../scripts/tools.mjs";
import type { BrowserName } from "./driver.ts";

export interface LuckyBuild {
  folder: string;
  remove(): void;
}

/** Every random draw is 0. */
export const luckyBuild = (name: BrowserName): LuckyBuild =>
  changedBuild(name, /crypto\.getRandomValues\(new Uint32Array\(1\)\)\[0\]/, "0");

/** An update of preferences waits six seconds, instead of one to ten minutes. */
export const hastyBuild = (name: BrowserName): LuckyBuild =>
  changedBuild(name, /(?<==)\w+\+\w+\.chance\(\)\*\w+(?=,)/, "0.1");

function changedBuild(name: BrowserName, line: RegExp, instead: string): LuckyBuild {
  const folder = mkdtempSync(join(tmpdir(), "regards-lucky-"));
  cpSync(join(project, "dist", name === "firefox" ? "firefox" : "chrome"), folder, { recursive: true });
  const scripts = ["", "assets"].flatMap((part) =>
    readdirSync(join(folder, part)).map((file) => join(folder, part, file)),
  );
  // The background and the pages have code of their own.
  const having = scripts.filter((file) => file.endsWith(".js") && line.test(readFileSync(file, "utf8")));
  for (const file of having) writeFileSync(file, readFileSync(file, "utf8").replace(line, instead));
  if (having.length === 0) throw new Error(`no file has the line ${line}`);
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
