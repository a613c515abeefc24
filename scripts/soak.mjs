// npm run soak: the random tests of sync for hours, in steps, each with a seed of its own. `--minutes=60` ends with the
// step that passes the limit; without it, it ends after 5,000 runs in memory, 500 over IndexedDB and all server cases.
// Prints the seed of each step and the counts. The exit code is 1 after a failure, with the command that repeats it.
// `--receiver` runs the company's receiver instead: 100,000 items of a load generator and 1,000 of the extension, with
// repeats, lost answers, killed processes and a database that ends without warning.
import { randomInt } from "node:crypto";
import { capture, ensurePackages, ensureServers, VITEST } from "./tools.mjs";

const argument = (name) => process.argv.find((one) => one.startsWith(`--${name}=`))?.slice(`--${name}=`.length) ?? null;
const minutes = argument("minutes");
const until = minutes === null ? Number.POSITIVE_INFINITY : Date.now() + Number(minutes) * 60_000;

/** `each`: number of tests in the file; each of them makes `runs` runs in a step. */
const PARTS = [
  { name: "in memory", file: "tests/core/sync/converges.test.ts", each: 4, runs: 250, goal: 5000 },
  { name: "over IndexedDB", file: "tests/record/sync-store.test.ts", each: 1, runs: 50, goal: 500 },
];
const SERVERS = "tests/platform/remote/faulty-server.servers.test.ts";

const counts = Object.fromEntries(PARTS.map(({ name }) => [name, 0]));
let failures = 0;

async function step({ name, file, each, runs }) {
  const seed = randomInt(2 ** 31);
  const env = { THOROUGH: "1", RUNS: String(runs), SEED: String(seed) };
  const { code, output } = await capture(process.execPath, [...VITEST, file], env);
  if (code === 0) counts[name] += each * runs;
  else {
    failures++;
    const settings = Object.entries(env).map(([key, value]) => `${key}=${value}`);
    console.log(`${output}\nFAILED: ${settings.join(" ")} npx vitest run ${file}`);
  }
  console.log(`${new Date().toISOString().slice(11, 19)}  seed ${seed}  ${name}: ${counts[name]} runs`);
}

async function servers() {
  const { code, output } = await capture(process.execPath, [...VITEST, SERVERS], { THOROUGH: "1", SOAK: "1" });
  if (code !== 0) {
    failures++;
    console.log(`${output}\nFAILED: THOROUGH=1 SOAK=1 npx vitest run ${SERVERS}`);
  }
  console.log(/Tests .*/.exec(output)?.[0] ?? "no server cases");
}

async function receiver() {
  const file = "tests/kit/receiver/faults.servers.test.ts";
  const seed = randomInt(2 ** 31);
  const { code, output } = await capture(process.execPath, [...VITEST, file], {
    THOROUGH: "1",
    SOAK: "1",
    SEED: String(seed),
  });
  if (code !== 0) {
    failures++;
    console.log(`${output}\nFAILED: THOROUGH=1 SOAK=1 SEED=${seed} npx vitest run ${file}`);
  }
  for (const line of output.match(/^.*(?: items, |Tests ).*$/gm) ?? []) console.log(line);
}

await ensurePackages();
await ensureServers();
if (process.argv.includes("--receiver")) {
  await receiver();
  process.exit(failures);
}
while (Date.now() < until) {
  const open = minutes === null ? PARTS.filter(({ name, goal }) => counts[name] < goal) : PARTS;
  if (open.length === 0 || failures > 0) break;
  for (const part of open) if (Date.now() < until) await step(part);
}
if (failures === 0) await servers();
for (const { name } of PARTS) console.log(`${name}: ${counts[name]} runs without a fault`);
process.exitCode = failures === 0 ? 0 : 1;
