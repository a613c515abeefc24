// The only interface to a database. PGlite and PostgreSQL implement it; both run the statements of statements.ts.
import { setTimeout as pause } from "node:timers/promises";

/** A parameterised statement. The name is that of its prepared form. */
export interface Statement {
  name: string;
  text: string;
}

/** Instants are ISO texts, JSON is text. */
export type SqlValue = string | boolean | number | null;
export type SqlRow = Readonly<Record<string, unknown>>;
export type Run = (statement: Statement, values: readonly SqlValue[]) => Promise<readonly SqlRow[]>;

export interface ReceiverDatabase {
  /** Commits if `work` resolves, else rolls back and rejects with its error. */
  transaction<T>(work: (run: Run) => Promise<T>): Promise<T>;
  /** Rejects if the database does not answer. */
  check(): Promise<void>;
  close(): Promise<void>;
}

/** Another request holds the same row. The sender should try again. */
export class Busy extends Error {}

const SERIALIZATION_FAILURE = "40001";
const DEADLOCK = "40P01";
const LOCK_NOT_AVAILABLE = "55P03";
const MOST_TRIES = 6;

/** The SQLSTATE of an error, or an empty text. */
export const sqlState = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";

/** Repeats a transaction when the database asks for it, after a pause that grows and varies. */
export async function transact<T>(database: ReceiverDatabase, work: (run: Run) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await database.transaction(work);
    } catch (error) {
      const state = sqlState(error);
      if (state === LOCK_NOT_AVAILABLE) throw new Busy("another request holds the row");
      if ((state !== SERIALIZATION_FAILURE && state !== DEADLOCK) || tries === MOST_TRIES) throw error;
      await pause(Math.random() * 10 * 2 ** tries);
    }
  }
}
