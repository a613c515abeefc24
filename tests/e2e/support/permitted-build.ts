// The built extension with a host that its installation permits without a dialog, and otherwise unchanged.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root as project } from "../../../scripts/tools.mjs";
import type { BrowserName } from "./driver.ts";
import type { LuckyBuild } from "./lucky.ts";

export function permittedBuild(name: BrowserName, origin: string): LuckyBuild {
  const folder = mkdtempSync(join(tmpdir(), "regards-permitted-"));
  cpSync(join(project, "dist", name === "firefox" ? "firefox" : "chrome"), folder, { recursive: true });
  const path = join(folder, "manifest.json");
  const manifest = JSON.parse(readFileSync(path, "utf8")) as object;
  writeFileSync(path, JSON.stringify({ ...manifest, host_permissions: [origin] }));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
