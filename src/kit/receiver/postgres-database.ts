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
    // Statements that are asked for together travel together.
    pipeline: true,
    connectionTimeoutMillis: CONNECT_MILLISECONDS,
    statement_timeout: STATEMENT_MILLISECONDS,
    query_timeout: STATEMENT_MILLISECONDS + 1000,
    idle_in_transaction_session_timeout: STATEMENT_MILLISECONDS,
    lock_timeout: LOCK_MILLISECONDS,
    application_name: "regards-receiver",
  });
  // An idle connection that the server ends leaves the pool by itself; without a listener it would end the process.
  pool.on("error", () => undefined);

  return {
    async transaction(work) {
      const client = await pool.connect();
      let fault: unknown;
      // The pool's listener rests while a connection is in use: without one here, a connection that the server ends
      // would end this process. Its statement rejects as well.
      const ignored = (): void => undefined;
      client.on("error", ignored);
      try {
        const send = gathered(client);
        // It arrives before the first statement, and its fault is that statement's fault too.
        const begun = client.query("BEGIN");
        begun.catch(() => undefined);
        // Also if the work throws at once: a rollback would wait for ever behind what is held back.
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
 * Until the returned function is called, statements wait for each other: they leave in one write, which otherwise takes half of
 * the time of an item. Needs `connection.stream` of pg's clients; without it, each leaves at once.
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

/** After an error of SQL the connection is good once it is rolled back; after any other it is thrown away. */
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
