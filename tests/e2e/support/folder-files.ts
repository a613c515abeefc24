// Files of the only vault in a folder of a test server.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** Paths below one of its folders, in any depth. */
export function filesIn(folder: string, part: "heads" | "seg"): string[] {
  const [vault = ""] = readdirSync(folder).filter((name) => name.startsWith("v1-"));
  const path = join(folder, vault, part);
  if (!existsSync(path)) return [];
  return readdirSync(path, { recursive: true, withFileTypes: true }).flatMap((entry) =>
    entry.isFile() && !entry.parentPath.includes(".DAV") ? [entry.name] : [],
  );
}
