#!/usr/bin/env node
// regards-receiver: serves the endpoints, and runs the operator's commands.
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { parseArgs } from "node:util";
import type { ReceiverDatabase } from "./database.ts";
import { erase } from "./erase.ts";
import { endAnswers, exportLines, replay, tidy } from "./housekeeping.ts";
import type { KeepRules } from "./keep.ts";
import { migrate } from "./migrate.ts";
import { type OperatorFile, readOperatorFile } from "./operator-file.ts";
import { createReceiver } from "./receiver.ts";
import { serve } from "./serve.ts";
import type { Storage } from "./store.ts";
import { checkSecret, handleOf, subjectOf } from "./subject.ts";

const HELP = `regards-receiver serve              answers the endpoints
regards-receiver migrate            brings the tables of DATABASE_URL to this version
regards-receiver handle CUSTOMER    prints the handle of one of your customers
regards-receiver erase CUSTOMER     erases everything that this customer sent with the handle
regards-receiver export             prints all items, one JSON object per line
regards-receiver replay             checks the invalid texts again, after an update
regards-receiver tidy               erases expired data (serve does so each hour)

Options: --trial (allow the trial storage in production), --folder PATH (of the trial storage), --partitioned
Environment: REGARDS_SECRET (at least 32 characters), DATABASE_URL, HOST, PORT (8788), OPERATIONS_HOST, OPERATIONS_PORT
(9464, also the report), BASE (/cmr), COMPANY_FILE (JSON with "questions", "keepAnswers" and
"studies", for the report and the end of answers), TRUST_PROXY=1 (a proxy of yours sets X-Forwarded-For)
`;

const { values, positionals } = given();
const [command = "", customer = ""] = positionals;
const { env } = process;

async function open(): Promise<ReceiverDatabase> {
  // Loads a storage only if it is used, since the other's package may not work here.
  if (env.DATABASE_URL) return (await import("./postgres-database.ts")).openPostgres(env.DATABASE_URL);
  const { openPglite, TRIAL_NOTICE } = await import("./pglite-database.ts");
  const database = await openPglite({ folder: values.folder ?? "regards-trial", trial: values.trial ?? false });
  console.error(TRIAL_NOTICE);
  return database;
}

async function main(): Promise<void> {
  const secret = env.REGARDS_SECRET ?? "";
  if (command !== "handle" && !Object.hasOwn(JOBS, command)) {
    process.exitCode = command === "" ? 0 : 2;
    return console.log(HELP);
  }
  checkSecret(secret);
  if (command === "handle") return console.log(handleOf(secret, customer));
  const database = await open();
  try {
    await migrate(database, { partitioned: values.partitioned ?? false });
    const base = env.BASE || "/cmr";
    const proxied = env.TRUST_PROXY === "1" ? { clientOf: forwardedFor } : {};
    const log = (entry: object): void => console.log(JSON.stringify(entry));
    const company: Partial<OperatorFile> = env.COMPANY_FILE ? await readOperatorFile(env.COMPANY_FILE) : {};
    const receiver = createReceiver({ database, secret, base, log, ...company, ...proxied });
    // A server keeps the database open until it is stopped.
    if (command === "serve") return await run(receiver, company);
    await JOBS[command]?.(receiver.storage, company);
  } catch (error) {
    await database.close();
    throw error;
  }
  await database.close();
}

type Job = (storage: Storage, rules: KeepRules) => Promise<void>;

const JOBS: Readonly<Record<string, Job>> = {
  serve: async () => undefined,
  migrate: async () => undefined,
  erase: (storage) => erase(storage, subjectOf(storage.secret, { handle: handleOf(storage.secret, customer) })),
  async export(storage) {
    // Waits for a slow reader, since the lines of a large company do not fit into memory.
    await pipeline(Readable.from(exportLines(storage)), process.stdout);
  },
  replay: async (storage, rules) => console.log(JSON.stringify(await replay(storage, rules))),
  async tidy(storage, rules) {
    await endAnswers(storage, rules);
    console.log(JSON.stringify(await tidy(storage)));
  },
};

/** Uses the last address of the list, which our own proxy added. */
function forwardedFor({
  headers,
  socket,
}: Parameters<NonNullable<Parameters<typeof createReceiver>[0]["clientOf"]>>[0]): string {
  const list = String(headers["x-forwarded-for"] ?? "").split(",");
  return list.at(-1)?.trim() || (socket.remoteAddress ?? "");
}

function portIn(name: string, usual: number): number {
  const port = Number(env[name] || usual);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`${name} is not a port.`);
  return port;
}

function given() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { trial: { type: "boolean" }, folder: { type: "string" }, partitioned: { type: "boolean" } },
    });
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(2);
  }
}

async function run(receiver: ReturnType<typeof createReceiver>, rules: KeepRules): Promise<void> {
  const running = await serve(receiver, {
    rules,
    // An empty variable is none: an empty host would be every address of the machine.
    host: env.HOST || "127.0.0.1",
    port: portIn("PORT", 8788),
    operationsHost: env.OPERATIONS_HOST || "127.0.0.1",
    operationsPort: portIn("OPERATIONS_PORT", 9464),
  });
  console.error(`Endpoints on port ${running.port}, /healthz and /metrics on port ${running.operationsPort}`);
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void running.stop());
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
