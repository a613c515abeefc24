// The receiver compared with a bare loop of INSERT, on the same PostgreSQL with fsync on, empty and with many rows.
import { execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { ensureServers, postgresProgram, root } from "../tools.mjs";
import { freePort } from "./free-port.mjs";
import { interleaved, percentile, ratioOf } from "./statistics.mjs";

const run = promisify(execFile);
const AT_ONCE = 10;
const ITEMS = 400;
const LOADING_SECONDS = 120;
const ROWS_AT_ONCE = 200_000;

/** With `rows`, loads that many before the last measurement; without, as many as it can in two minutes. */
export async function measureReceiver({ add, quick, rows, say }) {
  await ensureServers();
  const database = await startPostgres();
  let receiver = null;
  try {
    receiver = await startReceiver(database.url);
    const client = new pg.Pool({ connectionString: database.url, max: AT_ONCE });
    await client.query("CREATE TABLE bare (LIKE item INCLUDING ALL)");
    const insert = (number) => insertBare(client, number);
    const batches = {
      bare: () => batchOf(insert),
      ours: () => batchOf(receiver.post),
      loop: () => batchOf(insert, 1),
      alone: () => batchOf(receiver.post, 1),
    };
    for (const batch of Object.values(batches)) for (let warm = 0; warm < 3; warm++) await batch();
    const samples = await interleaved(quick ? 4 : 15, batches, { mostSeconds: 90 });
    const times = (name) => samples[name].map(({ milliseconds }) => milliseconds);
    const row = (what, [name, reference], by) =>
      add({
        what: `${ITEMS} items accepted, ${what}`,
        unit: "ms",
        ...ratioOf(times(name), times(reference)),
        reference: `as many rows inserted ${by}, fsync on`,
        most: 2,
      });
    row(`${AT_ONCE} at once`, ["ours", "bare"], `by ${AT_ONCE} connections`);
    row(`${AT_ONCE} at once`, ["ours", "loop"], "by one connection in a loop");
    row("one after the other", ["alone", "loop"], "by one connection in a loop");
    const slowest = (list) => list.map(({ each }) => percentile(each, 0.99));
    const empty = slowest(samples.ours);
    const seconds = quick ? 10 : LOADING_SECONDS;
    say(rows === null ? `loading rows for ${seconds} seconds` : `loading ${rows.toLocaleString("en")} rows`);
    const loaded = await load(client, rows === null ? { seconds } : { most: rows });
    const [{ bytes }] = (await client.query("SELECT pg_database_size(current_database()) AS bytes")).rows;
    say(`${loaded.toLocaleString("en")} rows loaded, ${(Number(bytes) / 1e9).toFixed(1)} GB without the log`);
    for (let warm = 0; warm < 3; warm++) await batches.ours();
    const full = [];
    for (const _ of empty) full.push(await batches.ours());
    const label = `99th percentile of an item's answer, ${loaded.toLocaleString("en")} rows before it`;
    add({ what: label, unit: "ms", ...ratioOf(slowest(full), empty), reference: "empty", most: 1.5 });
    await client.end();
  } finally {
    receiver?.stop();
    await database.stop();
  }
}

let items = 0;

async function batchOf(one, atOnce = AT_ONCE) {
  const each = [];
  let left = ITEMS;
  const start = performance.now();
  const work = async (worker) => {
    while (left-- > 0) {
      const from = performance.now();
      await one(items++, worker);
      each.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, (_, worker) => work(worker)));
  return { milliseconds: performance.now() - start, each };
}

const feelingOf = (number) =>
  JSON.stringify({ cmr: "0.1", feeling: { date: "2026-11-22", value: (number % 5) - 2, about: ["waiting"] } });
const keyOf = (number) => `bench${String(number).padStart(20, "0")}`;
const COLUMNS = "subject, key, kind, at, known, receipt, body, replaced, replaces, expires, promise, promise_by";

const insertBare = (client, number) =>
  client.query({
    name: "bare",
    text: `INSERT INTO bare (${COLUMNS}) VALUES ($1, $2, 'feeling', now(), false, $3, $4, false, NULL, NULL, NULL, NULL)`,
    values: [
      randomBytes(32).toString("base64url"),
      keyOf(number),
      randomBytes(16).toString("base64url"),
      feelingOf(number),
    ],
  });

/**
 * Inserts rows as the receiver stores them, in both tables of an item, until the time is over or there are as many as
 * wanted. In the order of the keys, since a page of the index is then changed once and not for each of its rows.
 */
async function load(client, { seconds = Number.POSITIVE_INFINITY, most = Number.POSITIVE_INFINITY }) {
  const end = Date.now() + seconds * 1000;
  let rows = 0;
  while (Date.now() < end && rows < most) {
    const count = Math.min(ROWS_AT_ONCE, most - rows);
    const subjects = `SELECT encode(sha256(('${rows}-' || n)::bytea), 'base64') AS subject, 'loaded' || lpad(n::text, 18, '0') AS key FROM generate_series(1, ${count}) n ORDER BY subject`;
    await client.query(`INSERT INTO request SELECT subject, key, now(), subject, '{}', NULL FROM (${subjects}) s`);
    await client.query(
      `INSERT INTO item (${COLUMNS}) SELECT subject, key, 'feeling', now(), false, left(subject, 22), $1, false, NULL, NULL, NULL, NULL FROM (${subjects}) s`,
      [feelingOf(1)],
    );
    rows += count;
  }
  await client.query("CHECKPOINT");
  await client.query("ANALYZE");
  return rows;
}

async function startReceiver(url) {
  const [port, operationsPort] = [await freePort(), await freePort()];
  const child = spawn(process.execPath, [join(root, "dist/receiver/kit/receiver/command-line.js"), "serve"], {
    stdio: ["ignore", "ignore", 2],
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: url,
      REGARDS_SECRET: randomBytes(32).toString("base64"),
      TRUST_PROXY: "1",
      PORT: String(port),
      OPERATIONS_PORT: String(operationsPort),
    },
  });
  for (let tries = 0; tries < 200; tries++) {
    const isUp = await fetch(`http://127.0.0.1:${operationsPort}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isUp) break;
    await new Promise((done) => setTimeout(done, 100));
  }
  const lines = Array.from({ length: AT_ONCE }, () => lineTo(port));
  return {
    post: (number, worker) => lines[worker].post(number),
    stop() {
      for (const line of lines) line.close();
      child.kill("SIGKILL");
    },
  };
}

/**
 * A connection that sends one item after the other, over a bare socket, since the load's own processor time would be
 * added to the receiver's. Opens another connection when the receiver ends one.
 */
function lineTo(port) {
  let [socket, answered, text] = [null, null, ""];
  const open = () => {
    const opened = connect(port, "127.0.0.1").setNoDelay(true).setEncoding("latin1");
    socket = opened;
    // The receiver ends connections that are idle for some seconds.
    opened.on("close", () => {
      if (socket === opened) socket = null;
    });
    opened.on("data", (piece) => {
      text += piece;
      const [head, body] = text.split("\r\n\r\n");
      if (body === undefined || body.length < Number(/content-length: (\d+)/i.exec(head)?.[1])) return;
      const { done, fail } = answered;
      if (/^connection: close/im.test(head)) socket = null;
      text = "";
      if (head.startsWith("HTTP/1.1 200 ")) done();
      else fail(new Error(`${head}\n${body}`));
    });
    opened.on("error", (error) => answered?.fail(error));
  };
  return {
    post: (number) =>
      new Promise((done, fail) => {
        answered = { done, fail };
        if (socket === null) open();
        const body = feelingOf(number);
        const headers = [
          "POST /cmr/feelings HTTP/1.1",
          "host: receiver.example",
          "content-type: application/json",
          `content-length: ${Buffer.byteLength(body)}`,
          `idempotency-key: ${keyOf(number)}`,
          `x-forwarded-for: 198.51.${number % 250}.${(number >> 8) % 250}`,
        ];
        socket.write(`${headers.join("\r\n")}\r\n\r\n${body}`);
      }),
    close: () => socket?.destroy(),
  };
}

async function startPostgres() {
  const folder = mkdtempSync(join(tmpdir(), "regards-bench-postgres-"));
  const data = join(folder, "data");
  const port = await freePort();
  // PostgreSQL refuses to run as root.
  const [, uid, gid] = /^postgres:[^:]*:(\d+):(\d+):/m.exec(readFileSync("/etc/passwd", "utf8")) ?? [];
  const user = process.getuid() === 0 ? { uid: Number(uid), gid: Number(gid) } : {};
  if (user.uid !== undefined) chownSync(folder, user.uid, user.gid);
  const options = { ...user, cwd: folder, env: { PATH: process.env.PATH, LC_ALL: "C" } };
  const program = (name) => postgresProgram(name);
  await run(program("initdb"), ["-D", data, "-U", "receiver", "-A", "trust", "-E", "UTF8"], options);
  const settings = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${folder} -c max_wal_size=8GB`;
  const control = (...args) => run(program("pg_ctl"), ["-D", data, "-w", ...args], options);
  await control("-l", join(folder, "log"), "-o", settings, "start");
  return {
    url: `postgres://receiver@127.0.0.1:${port}/postgres`,
    async stop() {
      await control("-m", "immediate", "stop");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
