// `regards replay`: the receiver's own command, which checks the refused texts again after an update.
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** Exit code of the receiver's command; 2 if no receiver is installed in the current folder or above it. */
export async function runReplay(options: readonly string[]): Promise<number> {
  const program = receiver();
  if (program === null) {
    process.stderr.write("@regards/receiver is not installed here: npm install @regards/receiver\n");
    return 2;
  }
  const child = spawn(process.execPath, [program, "replay", ...options], { stdio: "inherit" });
  return new Promise((done, fail) => {
    child.on("error", fail);
    child.on("close", (code) => done(code ?? 1));
  });
}

function receiver(): string | null {
  try {
    const main = createRequire(join(process.cwd(), "package.json")).resolve("@regards/receiver");
    return join(dirname(main), "command-line.js");
  } catch {
    return null;
  }
}
