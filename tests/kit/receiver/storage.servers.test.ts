// PGlite, PostgreSQL, and PostgreSQL with 16 partitions: the acceptance suite, and equal rows in each.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  createReceiver,
  handleOf,
  migrate,
  openPglite,
  openPostgres,
  type ReceiverDatabase,
  type SqlValue,
  subjectOf,
  tidy,
} from "../../../src/kit/receiver/index.ts";
import { HOT } from "../../../src/kit/receiver/statements.ts";
import {
  answer,
  feeling,
  keyOf,
  listening,
  plan,
  post,
  preferences,
  SECRET,
  withdrawal,
} from "../../support/receiver/items.ts";
import { allRows, emptied } from "../../support/receiver/rows.ts";
import { runStorageTests } from "../../support/receiver/storage-suite.ts";
import { type PostgresServer, startPostgres } from "../../support/servers/postgres.ts";

let server: PostgresServer;
let embedded: ReceiverDatabase;
beforeAll(async () => {
  server = await startPostgres();
  embedded = await openPglite({ folder: null });
  await migrate(embedded);
}, 120_000);
afterAll(async () => {
  await embedded.close();
  await server.stop();
}, 60_000);

async function opened(name: string, partitioned: boolean): Promise<ReceiverDatabase> {
  const database = openPostgres(await server.create(name));
  await migrate(database, { partitioned });
  return database;
}

// It starts slowly, so two tests use it.
runStorageTests("PGlite", async () => ({ ...embedded, close: async () => undefined }));
runStorageTests("PostgreSQL", () => opened("plain", false));
runStorageTests("PostgreSQL in 16 partitions", () => opened("parted", true));

/** 300 requests of 8 customers, a third of them anonymous, drawn from a seed. */
async function life(database: ReceiverDatabase): Promise<unknown> {
  await emptied(database);
  let now = Date.parse("2026-11-22T00:00:00Z");
  const rateLimit = { burst: 100_000, perMinute: 100_000 };
  const receiver = createReceiver({ database, secret: SECRET, now: () => new Date(now), rateLimit });
  const { url, close } = await listening(receiver);
  let state = 42;
  const draw = (most: number): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state % most;
  };
  const answers: unknown[] = [];
  for (let number = 0; number < 300; number++) {
    const sent = { key: keyOf(draw(120)), ...(draw(3) > 0 ? { handle: handleOf(SECRET, `c${draw(8)}`) } : {}) };
    const earlier = keyOf(draw(120));
    const [name, body] = [
      ["feelings", feeling({ value: draw(5) - 2 }, draw(2) === 0 ? earlier : undefined)],
      ["plans", plan(draw(2) === 0 ? "2026-11-25" : "2027")],
      ["answers", answer(draw(4) === 0 ? {} : { text: "ß カ 😀" })],
      ["preferences", preferences(20 + draw(4), ["yes", "ask", "no"][draw(3)])],
      ["withdraw", withdrawal(draw(5) === 0 ? "all" : earlier)],
    ][draw(5)] as [string, string];
    const { status, body: said } = await post(`${url}/${name}`, body, sent);
    answers.push([status, said]);
    if (number % 50 === 49) {
      now += 86_400_000;
      answers.push(await tidy(receiver.storage));
    }
  }
  await close();
  const { schema_version: _, report: __, study: ___, ...rows } = await allRows(database);
  return { answers, rows };
}

test("the same requests leave the same answers and rows in each storage", { timeout: 120_000 }, async () => {
  const [plain, parted] = [await opened("life_plain", false), await opened("life_parted", true)];
  const expected = await life(embedded);
  expect(await life(plain)).toEqual(expected);
  expect(await life(parted)).toEqual(expected);
  const { answers, rows } = expected as { answers: unknown[]; rows: Record<string, unknown[]> };
  expect(answers.length).toBeGreaterThan(300);
  expect(Math.min(...Object.values(rows).map((found) => found.length))).toBeGreaterThan(3);
  await Promise.all([plain, parted].map((database) => database.close()));
});

describe("each statement of a request", () => {
  const [subject, key, at] = [subjectOf(SECRET, { key: keyOf(1) }), keyOf(1), "2026-11-22T00:00:00Z"];
  const VALUES: Record<keyof typeof HOT, readonly SqlValue[]> = {
    claimRequest: [subject, key, at, "mac", "{}", null],
    readRequest: [subject, key],
    unclaimRequest: [subject, key],
    eraseRequest: [subject, key, at],
    eraseRequests: [subject, at],
    forgetRequest: [subject, key, at],
    storeItem: [subject, key, "feeling", at, true, "receipt", "{}", null, null, null, null],
    markReplaced: [subject, key, "feeling"],
    endItem: [subject, key, at],
    eraseItem: [subject, key],
    eraseItems: [subject],
    readPreferences: [subject],
    storePreferences: [subject, key, at, at, at, "{}"],
    changePreferences: [subject, key, key, at, at, at, "{}"],
    erasePreferencesOf: [subject, key],
    erasePreferences: [subject],
    readDocument: [subject],
    joinStudy: [subject, key, at, true],
    leaveStudies: [subject],
    quarantine: [subject, key, "feeling", at, true, "text", "reason"],
    release: [subject, key],
    releaseAll: [subject],
  };
  let database: ReceiverDatabase;
  beforeAll(async () => {
    database = await opened("explained", true);
    return () => database.close();
  }, 60_000);

  test.each(Object.values(HOT))("$name reaches one partition", async ({ name, text }) => {
    const values = VALUES[name as keyof typeof HOT];
    const plan = await database.transaction((run) => run({ name: "", text: `EXPLAIN ${text}` }, values));
    const named = new Set(plan.flatMap((row) => String(row["QUERY PLAN"]).match(/\b[a-z]+_p\d+(?= |$)/g) ?? []));
    if (!text.startsWith("INSERT")) return expect([...named]).toHaveLength(1);
    // A plan does not name the partition of a new row: the stored row does.
    expect([...named]).toEqual([]);
    const stored = await database.transaction(async (run) => {
      await run({ name: "", text }, values);
      const table = /^INSERT INTO (\w+)/.exec(text)?.[1];
      return run({ name: "", text: `SELECT tableoid::regclass::text AS part FROM ${table} WHERE subject = $1` }, [
        subject,
      ]);
    });
    expect(stored).toEqual([{ part: expect.stringMatching(/_p\d+$/) }]);
  });
});

describe("a withdrawal deletes a text that another process is storing at that moment", () => {
  let database: ReceiverDatabase;
  beforeAll(async () => {
    database = await opened("crossing", false);
    return () => database.close();
  }, 60_000);

  test.each([
    ["a feeling", "feelings", feeling(), "storeItem"],
    ["a document", "preferences", preferences(), "storePreferences"],
    ["an invalid text", "feelings", feeling({ value: 7 }), "quarantine"],
  ])("%s", { timeout: 60_000 }, async (_, endpoint, text, statement) => {
    await emptied(database);
    const now = () => new Date("2026-11-22T12:00:00Z");
    const other = await listening(createReceiver({ database, secret: SECRET, now }));
    const handle = handleOf(SECRET, "anna");
    const withdrawn: ReturnType<typeof post>[] = [];
    const meanwhile = (): Promise<unknown> => {
      if (withdrawn.length === 0)
        withdrawn.push(post(`${other.url}/withdraw`, withdrawal(keyOf(1)), { key: keyOf(2), handle }));
      return Promise.race([...withdrawn, waitsForALock(database)]);
    };
    const pausing: ReceiverDatabase = {
      ...database,
      transaction: (work) =>
        database.transaction((run) =>
          work(async (one, values) => {
            const rows = await run(one, values);
            if (one.name === statement) await meanwhile();
            return rows;
          }),
        ),
    };
    const storing = await listening(createReceiver({ database: pausing, secret: SECRET, now }));
    await post(`${storing.url}/${endpoint}`, text, { key: keyOf(1), handle });
    expect((await Promise.all(withdrawn)).map(({ status }) => status)).toEqual([200]);
    const { item, preferences: documents, quarantine, request } = await allRows(database);
    expect([item, documents, quarantine]).toEqual([[], [], []]);
    expect(request.map(({ key }) => key).toSorted()).toEqual([keyOf(1), keyOf(2)]);
    expect(request.every(({ mac, erased_at: erased }) => mac === null || erased !== null)).toBe(true);
    await Promise.all([other.close(), storing.close()]);
  });
});

/** Resolves once a connection waits for a row of another. */
async function waitsForALock(database: ReceiverDatabase): Promise<void> {
  const text = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
  await expect
    .poll(() => database.transaction((run) => run({ name: "", text }, [])), { timeout: 10_000 })
    .toHaveLength(1);
}

describe("a database that fails", () => {
  test("answers 503 and stores nothing while it is down, and recovers without a restart", {
    timeout: 120_000,
  }, async () => {
    const own = await startPostgres();
    const database = openPostgres(await own.create("failing"));
    await migrate(database);
    const receiver = createReceiver({ database, secret: SECRET });
    const { url, close } = await listening(receiver);
    expect((await post(`${url}/feelings`, feeling(), { key: keyOf(1) })).status).toBe(200);
    await own.crash();
    const down = await post(`${url}/feelings`, feeling(), { key: keyOf(2) });
    expect([down.status, down.headers.get("retry-after")]).toEqual([503, "30"]);
    await own.start();
    await expect
      .poll(async () => (await post(`${url}/feelings`, feeling(), { key: keyOf(2) })).status, { timeout: 20_000 })
      .toBe(200);
    expect((await allRows(database)).item.map(({ key }) => key).toSorted()).toEqual([keyOf(1), keyOf(2)]);
    await close();
    await database.close();
    await own.stop();
  });

  test("answers 409 while another process holds the key", { timeout: 60_000 }, async () => {
    const database = await opened("held", false);
    const receiver = createReceiver({ database, secret: SECRET });
    const { url, close } = await listening(receiver);
    const subject = subjectOf(SECRET, { key: keyOf(1) });
    const held = await database.transaction(async (run) => {
      await run(HOT.claimRequest, [subject, keyOf(1), "2026-11-22T00:00:00Z", "mac", "{}", null]);
      return post(`${url}/feelings`, feeling());
    });
    expect([held.status, held.headers.get("retry-after")]).toEqual([409, "1"]);
    await close();
    await database.close();
  });
});
