// All rows of a receiver's tables, in a form that does not depend on the database.
import type { ReceiverDatabase, SqlRow } from "../../../src/kit/receiver/index.ts";

const TABLES = ["request", "item", "preferences", "quarantine", "study", "report", "schema_version"] as const;

export async function allRows(database: ReceiverDatabase): Promise<Record<(typeof TABLES)[number], readonly SqlRow[]>> {
  const found: Partial<Record<(typeof TABLES)[number], readonly SqlRow[]>> = {};
  for (const table of TABLES) {
    const by = table === "schema_version" ? "version" : "key";
    const text = `SELECT * FROM ${table} ORDER BY subject, ${by}`;
    found[table] = await database.transaction((run) => run({ name: "", text }, []));
  }
  return found as Record<(typeof TABLES)[number], readonly SqlRow[]>;
}

export async function emptied(database: ReceiverDatabase): Promise<void> {
  for (const table of TABLES.slice(0, -1))
    await database.transaction((run) => run({ name: "", text: `DELETE FROM ${table}` }, []));
}
