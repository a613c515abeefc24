// Format, lint, types, unit tests and floors: the same here and in CI.
import { ensurePackages, run } from "./tools.mjs";

export async function check() {
  await run(process.execPath, ["node_modules/@biomejs/biome/bin/biome", "check", "--error-on-warnings", "."]);
  await run(process.execPath, ["node_modules/typescript/bin/tsc"]);
  await run(process.execPath, ["node_modules/vitest/vitest.mjs", "run", "--reporter=dot"]);
}

if (import.meta.filename === process.argv[1]) {
  await ensurePackages();
  await check();
}
