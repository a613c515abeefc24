// The built extension with every random draw set to 0, otherwise unchanged.
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root as project } from "../../../scripts/tools.mjs";
import type { BrowserName } from "./driver.ts";

const DRAW = "crypto.getRandomValues(new Uint32Array(1))[0]";

export interface LuckyBuild {
  folder: string;
  remove(): void;
}

export function luckyBuild(name: BrowserName): LuckyBuild {
  const folder = mkdtempSync(join(tmpdir(), "regards-lucky-"));
  cpSync(join(project, "dist", name === "firefox" ? "firefox" : "chrome"), folder, { recursive: true });
  const assets = readdirSync(join(folder, "assets")).map((file) => join(folder, "assets", file));
  const drawing = assets.filter((file) => file.endsWith(".js") && readFileSync(file, "utf8").includes(DRAW));
  for (const file of drawing) writeFileSync(file, readFileSync(file, "utf8").replace(DRAW, "0"));
  if (drawing.length !== 1) throw new Error(`chance is drawn in ${drawing.length} files`);
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
