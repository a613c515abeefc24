// Two receivers on one PostgreSQL. Texts come several times, answers get lost, both receivers are killed in turn, and
// the database ends without warning. Every accepted text is stored once. `npm run soak -- --receiver` runs it at full
// size.
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { openPostgres } from "../../../src/kit/receiver/index.ts";
import { deliveries, noted, share } from "../../support/device/share-steps.ts";
import { type Device, world } from "../../support/device/world.ts";
import { feeling, keyOf } from "../../support/receiver/items.ts";
import { type LossyLine, lineServer, lossyLine } from "../../support/receiver/lossy-line.ts";
import { type ReceiverPackage, receiverPackage, type Served } from "../../support/receiver/package.ts";
import { allRows } from "../../support/receiver/rows.ts";
import { type PostgresServer, startPostgres } from "../../support/servers/postgres.ts";

const isSoak = process.env.SOAK === "1";
const LIMIT = isSoak ? 3 * 3_600_000 : 240_000;
const SEED = Number(process.env.SEED ?? 7);

let kit: ReceiverPackage;
let server: PostgresServer;
beforeAll(async () => {
  kit = await receiverPackage();
  server = await startPostgres();
}, 180_000);
afterAll(async () => {
  kit.remove();
  await server.stop();
}, 60_000);
afterEach(() => void vi.unstubAllGlobals());

interface Company {
  line: LossyLine;
  /** Kills each receiver and then the database, at a quarter, a half and three quarters of `accepted`. */
  disturb(accepted: () => number, all: number): Promise<void>;
  /** The stored items by key. Throws if a key has two. */
  stored(): Promise<Map<string, { receipt: string; body: unknown }>>;
  /** False once a receiver has ended without being killed. */
  alive(): boolean;
  end(): Promise<void>;
}

async function company(name: string): Promise<Company> {
  const DATABASE_URL = await server.create(name);
  const start = () => kit.served({ DATABASE_URL, TRUST_PROXY: "1" });
  const pair: [Served, Served] = [await start(), await start()];
  const line = lossyLine(() => pair.map(({ url }) => `${url}/feelings`), SEED);
  const reached = (accepted: () => number, many: number) =>
    expect.poll(accepted, { timeout: 3_600_000, interval: 20 }).toBeGreaterThanOrEqual(many);
  return {
    line,
    async disturb(accepted, all) {
      for (const turn of [0, 1] as const) {
        await reached(accepted, (all * (turn + 1)) / 4);
        pair[turn].child.kill("SIGKILL");
        pair[turn] = await start();
      }
      await reached(accepted, (all * 3) / 4);
      await server.crash();
      await server.start();
    },
    async stored() {
      const database = openPostgres(DATABASE_URL);
      const { item, request } = await allRows(database);
      await database.close();
      expect(request).toHaveLength(item.length);
      const stored = new Map(item.map(({ key, receipt, body }) => [String(key), { receipt: String(receipt), body }]));
      expect(stored.size).toBe(item.length);
      return stored;
    },
    alive: () => pair.every(({ child }) => child.exitCode === null),
    async end() {
      // A receiver must survive the end of the database.
      expect(pair.map(({ child }) => child.exitCode)).toEqual([null, null]);
      for (const { child } of pair) child.kill("SIGKILL");
    },
  };
}

const GENERATED = isSoak ? 100_000 : 400;
const SENDERS = 16;

test("every item of the load generator that was accepted is stored, and none twice", {
  timeout: LIMIT,
}, async () => {
  const { line, alive, disturb, stored, end } = await company("generated");
  const acknowledged = new Map<string, string>();
  const bodyOf = (number: number): string => feeling({ value: (number % 5) - 2, note: `note ${number}` });
  const deliver = async (number: number): Promise<void> => {
    const key = keyOf(number);
    const headers = { "content-type": "application/json", "idempotency-key": key };
    while (!acknowledged.has(key)) {
      const answer = await line.carry({ headers, body: bodyOf(number) });
      if (answer !== null) expect([200, 409, 503]).toContain(answer.status);
      expect(alive()).toBe(true);
      if (answer?.status === 200) acknowledged.set(key, JSON.parse(answer.text).receipt);
      else await new Promise((done) => setTimeout(done, 10 + Math.random() * 40));
    }
  };
  let next = 0;
  const senders = Array.from({ length: SENDERS }, async () => {
    while (next < GENERATED) await deliver(next++);
  });
  await Promise.all([...senders, disturb(() => acknowledged.size, GENERATED)]);
  const found = await stored();
  expect(found.size).toBe(GENERATED);
  for (let number = 0; number < GENERATED; number++) {
    const { receipt, body } = found.get(keyOf(number)) ?? {};
    expect([receipt, body]).toEqual([acknowledged.get(keyOf(number)), JSON.parse(bodyOf(number))]);
  }
  expect(line.copies()).toBeGreaterThan(GENERATED * 2);
  expect(line.lost()).toBeGreaterThan(GENERATED / 6);
  console.log(`${GENERATED} items, ${line.copies()} requests, ${line.lost()} answers lost`);
  await end();
});

const SHARED = isSoak ? 1000 : 30;

/** Feelings that the user rates, describes and shares as in the windows. */
async function shareMany(phone: Device): Promise<string[]> {
  const keys: string[] = [];
  const first = await noted(phone);
  keys.push(await share(phone, first.id));
  for (let number = 1; number < SHARED; number++) {
    phone.time += 1000;
    const value = (number % 5) - 2;
    const { feeling: made } = await phone.ask<{ feeling: { id: string } }>("rate-visit", {
      company: first.company,
      value,
      another: true,
    });
    keys.push(await share(phone, made.id));
  }
  return keys;
}

test("every feeling that the extension sends is stored once", {
  timeout: LIMIT,
}, async () => {
  const { line, disturb, stored, end } = await company("shared");
  const { url, close } = await lineServer(line);
  const real = fetch;
  // The only change: the company's name resolves to the line on loopback.
  vi.stubGlobal("fetch", (to: URL, options: RequestInit) => {
    const { origin } = new URL(to);
    return real(origin === "https://www.shop.example" ? `${url}${new URL(to).pathname}` : to, options);
  });
  const { phone } = await world();
  const { clock } = await import("../../../src/platform/clock.ts");
  let drawn = 0;
  // A different key for each feeling; the keys of the device in memory repeat.
  clock.randomText = (characters) => String(drawn++).padStart(characters, "k");
  const keys = await shareMany(phone);
  expect(new Set(keys).size).toBe(SHARED);
  const { sendDeliveries } = await import("../../../src/features/sharing/send-deliveries.ts");
  let accepted = 0;
  const sent = (async () => {
    while (accepted < SHARED) {
      phone.time += 3_600_000;
      await sendDeliveries();
      const all = await deliveries(phone);
      accepted = all.filter(({ state }) => state === "accepted").length;
      // Hours pass here while a receiver starts, so deliveries that gave up wait for the user's press.
      for (const { id, stopped } of all) if (stopped === "gave-up") await phone.ask("retry-delivery", { id });
      await new Promise((done) => setTimeout(done, 20));
    }
  })();
  await Promise.all([sent, disturb(() => accepted, SHARED)]);
  const found = await stored();
  expect([...found.keys()].toSorted()).toEqual(keys.toSorted());
  for (const { id, body, reference } of await deliveries(phone))
    expect(found.get(id)).toEqual({ receipt: reference, body: JSON.parse(body) });
  close();
  await end();
});
