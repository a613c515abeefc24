// PostgreSQL inside this process (PGlite), for a trial or a demo: no installation, one process, one connection.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import type { ReceiverDatabase } from "./database.ts";
import { lockFolder } from "./exclusive-lock.ts";

export const TRIAL_NOTICE =
  "Trial storage: it may lose the last seconds when the power fails, and serves one process. Set DATABASE_URL for real customers.";

export interface PgliteOptions {
  /** A folder; null keeps everything in memory. */
  folder: string | null;
  /** Set it to run with NODE_ENV=production anyway. */
  trial?: boolean;
  environment?: string | undefined;
}

/** Throws in production without `trial`, and while another process uses the folder. */
export async function openPglite(options: PgliteOptions): Promise<ReceiverDatabase> {
  const { folder, trial = false, environment = process.env.NODE_ENV } = options;
  if (environment === "production" && !trial)
    throw new Error("The trial storage is not for production. Set DATABASE_URL, or pass --trial if this is a trial.");
  if (folder !== null) await mkdir(folder, { recursive: true, mode: 0o700 });
  const unlock = folder === null ? async () => undefined : await lockFolder(folder);
  const database = await PGlite.create(folder === null ? "memory://" : join(folder, "data")).catch(async (error) => {
    await unlock();
    throw error;
  });
  return {
    transaction: (work) =>
      database.transaction((transaction) =>
        work(async ({ text }, values) => (await transaction.query<Record<string, unknown>>(text, [...values])).rows),
      ),
    async check() {
      await database.query("SELECT 1");
    },
    async close() {
      await database.close();
      await unlock();
    },
  };
}
