// npm run check: format, lint, types, and unit tests with the house rules. CI runs npm test.
import { ensurePackages, run, vitest } from "./tools.mjs";

export async function check() {
  // In parallel, since format and types take much less time than the tests.
  const all = await Promise.allSettled([
    run(process.execPath, ["node_modules/@biomejs/biome/bin/biome", "check", "--error-on-warnings", "."]),
    run(process.execPath, ["node_modules/typescript/bin/tsc"]),
    vitest("--reporter=dot"),
  ]);
  const failed = all.find(({ status }) => status === "rejected");
  if (failed !== undefined) throw failed.reason;
}

if (import.meta.filename === process.argv[1]) {
  await ensurePackages();
  await check();
}
