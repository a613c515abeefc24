// Checks that builds are reproducible: builds a copy of the project in another folder (deeper, with a space in its name)
// and another time zone, and compares the extension and the SDK with dist, byte by byte. Run `node scripts/build.mjs` first.
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { root, run } from "../tools.mjs";
import { zipOf } from "../zip.mjs";

const TARGETS = ["chrome", "firefox", "sdk"];
const NOT_COPIED = ["dist", ".git"];

const temporary = mkdtempSync(join(tmpdir(), "regards-elsewhere-"));
try {
  const elsewhere = join(temporary, "some where", "else");
  // Copies the packages too: their path must not matter either.
  cpSync(root, elsewhere, { recursive: true, filter: (path) => !NOT_COPIED.includes(relative(root, path)) });
  await run(process.execPath, [join(elsewhere, "scripts/build.mjs"), ...TARGETS], { TZ: "Pacific/Kiritimati" });
  const different = TARGETS.filter(
    (target) => !zipOf(join(root, "dist", target)).equals(zipOf(join(elsewhere, "dist", target))),
  );
  if (different.length > 0) {
    console.error(`Built in another folder, these differ: ${different.map((target) => `dist/${target}`).join(", ")}`);
    process.exitCode = 1;
  }
} finally {
  rmSync(temporary, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
}
