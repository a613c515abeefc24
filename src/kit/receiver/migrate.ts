// Updates a database to the newest version. Safe to run in several processes at once, without a lock.
import { type ReceiverDatabase, sqlState, transact } from "./database.ts";
import { RECEIVER_MIGRATIONS, VERSION_TABLE } from "./migrations.ts";
import { VERSIONS } from "./statements.ts";

export interface MigrateOptions {
  /** Partitions every table into 16 by subject, on one PostgreSQL. */
  partitioned?: boolean;
  now?: () => Date;
}

const PARTITIONS = 16;
const DUPLICATE_TABLE = "42P07";
const UNIQUE_VIOLATION = "23505";

/** Returns the number of steps that ran. Throws if a newer receiver has already changed the tables. */
export async function migrate(database: ReceiverDatabase, options: MigrateOptions = {}): Promise<number> {
  const { partitioned = false, now = () => new Date() } = options;
  await createVersions(database);
  let ran = 0;
  for (const [at, step] of RECEIVER_MIGRATIONS.entries()) {
    ran += await transact(database, async (run) => {
      // A second process waits here until the first has committed, and then finds nothing to do.
      const claimed = await run(VERSIONS.claimVersion, [at + 1, now().toISOString()]);
      if (claimed.length === 0) return 0;
      for (const text of step.flatMap((one) => (partitioned ? inPartitions(one) : one)))
        await run({ name: "", text }, []);
      return 1;
    });
  }
  const [newest] = await transact(database, (run) => run(VERSIONS.newestVersion, []));
  if (Number(newest?.version) > RECEIVER_MIGRATIONS.length)
    throw new Error("A newer receiver has changed the tables of this database. Install its version or a later one.");
  return ran;
}

/** `IF NOT EXISTS` may still fail if another process creates the table at the same moment. */
async function createVersions(database: ReceiverDatabase): Promise<void> {
  const create = () => transact(database, (run) => run({ name: "", text: VERSION_TABLE }, []));
  await create().catch((error: unknown) => {
    if (![DUPLICATE_TABLE, UNIQUE_VIOLATION].includes(sqlState(error))) throw error;
  });
}

function inPartitions(statement: string): string[] {
  const table = /^CREATE TABLE (\w+)/.exec(statement)?.[1];
  if (table === undefined) return [statement];
  const parts = Array.from({ length: PARTITIONS }, (_, at) => partition(table, at));
  return [`${statement} PARTITION BY HASH (subject)`, ...parts];
}

const partition = (table: string, at: number): string =>
  `CREATE TABLE ${table}_p${at} PARTITION OF ${table} FOR VALUES WITH (MODULUS ${PARTITIONS}, REMAINDER ${at})`;
