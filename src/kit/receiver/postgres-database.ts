// PostgreSQL, by a connection string.
import { Pool, type PoolClient } from "pg";
import { type ReceiverDatabase, type Run, sqlState } from "./database.ts";

const MOST_CONNECTIONS = 10;
/** A request that waits longer for the row of another answers "busy" instead. */
const LOCK_MILLISECONDS = 2000;
const STATEMENT_MILLISECONDS = 15_000;
const CONNECT_MILLISECONDS = 5000;

export function openPostgres(connectionString: string): ReceiverDatabase {
  const pool = new Pool({
    connectionString,
    max: MOST_CONNECTIONS,
    // Sends statements without waiting for the answers to earlier ones.
    pipeline: true,
    connectionTimeoutMillis: CONNECT_MILLISECONDS,
    statement_timeout: STATEMENT_MILLISECONDS,
    query_timeout: STATEMENT_MILLISECONDS + 1000,
    idle_in_transaction_session_timeout: STATEMENT_MILLISECONDS,
    lock_timeout: LOCK_MILLISECONDS,
    application_name: "regards-receiver",
  });
  // If the server ends an idle connection, the pool removes it; without a listener its error would end the process.
  pool.on("error", () => undefined);

  return {
    async transaction(work) {
      const client = await pool.connect();
      let fault: unknown;
      // The pool listens only to idle connections: without a listener here, the error of a connection that the server
      // ends would end this process. The current statement rejects as well.
      const ignored = (): void => undefined;
      client.on("error", ignored);
      try {
        const send = gathered(client);
        // Not awaited: it precedes the first statement on the connection, and if it fails, that statement fails too.
        const begun = client.query("BEGIN");
        begun.catch(() => undefined);
        // Async, so that `send` runs even if the work throws at once: a rollback would wait for ever behind corked bytes.
        const working = (async () => work(runOn(client)))();
        send();
        const result = await working;
        await begun;
        await client.query("COMMIT");
        return result;
      } catch (error) {
        fault = error;
        throw error;
      } finally {
        await putBack(client, fault);
        client.off("error", ignored);
      }
    },
    async check() {
      await pool.query("SELECT 1");
    },
    close: () => pool.end(),
  };
}

interface Corked {
  cork(): void;
  uncork(): void;
}

/**
 * Holds statements back until the caller calls the returned function, and then sends them in one write: separate writes
 * take half of the time of an item. Needs `connection.stream` of pg's clients; without it, sends each statement at once.
 */
function gathered(client: PoolClient): () => void {
  const connection: unknown = Reflect.get(client, "connection");
  const stream: unknown =
    typeof connection === "object" && connection !== null ? Reflect.get(connection, "stream") : undefined;
  if (!isCorked(stream)) return () => undefined;
  stream.cork();
  return () => stream.uncork();
}

const isCorked = (stream: unknown): stream is Corked =>
  typeof stream === "object" &&
  stream !== null &&
  ["cork", "uncork"].every((name) => typeof Reflect.get(stream, name) === "function");

const runOn =
  (client: PoolClient): Run =>
  async ({ name, text }, values) => {
    const prepared = name === "" ? { text } : { name, text };
    const { rows } = await client.query({ ...prepared, values: [...values] });
    return rows;
  };

/** Returns the connection to the pool: after an SQL error following a rollback. Discards it after any other error. */
async function putBack(client: PoolClient, fault: unknown): Promise<void> {
  if (fault === undefined) return client.release();
  const isUsable = sqlState(fault).length === 5 || !(fault instanceof Error && "code" in fault);
  const rolledBack =
    isUsable &&
    (await client.query("ROLLBACK").then(
      () => true,
      () => false,
    ));
  client.release(!rolledBack);
}
