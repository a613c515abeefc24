// The packages and the SDK are the same bytes wherever they are built: a copy of the project, deeper, under a name with a
// space and at another hour of the clock, is built and compared with dist. `node scripts/build.mjs` comes first.
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
  // With its own packages: their place must not matter either.
  cpSync(root, elsewhere, { recursive: true, filter: (path) => !NOT_COPIED.includes(relative(root, path)) });
  await run(process.execPath, [join(elsewhere, "scripts/build.mjs")], { TZ: "Pacific/Kiritimati" });
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
