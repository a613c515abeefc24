// The acceptance suite of every storage: the same requests, with the same answers and the same rows.
import { beforeAll, describe, expect, test } from "vitest";
import {
  createReceiver,
  endAnswers,
  erase,
  exportLines,
  handleOf,
  makeReport,
  type Receiver,
  type ReceiverDatabase,
  replay,
  storedDocument,
  subjectOf,
  tidy,
} from "../../../src/kit/receiver/index.ts";
import { RECEIVER_MIGRATIONS } from "../../../src/kit/receiver/migrations.ts";
import { answer, feeling, keyOf, listening, plan, post, preferences, SECRET, withdrawal } from "./items.ts";
import { allRows, emptied } from "./rows.ts";

const DAY = 86_400_000;

interface Setting {
  receiver: Receiver;
  url: string;
  database: ReceiverDatabase;
  /** Moves the clock of the receiver. */
  pass(days: number): void;
  close(): Promise<void>;
}

/** A receiver with empty tables, on 22 November 2026. */
async function fresh(database: ReceiverDatabase): Promise<Setting> {
  await emptied(database);
  let now = Date.parse("2026-11-22T12:00:00Z");
  const receiver = createReceiver({
    database,
    secret: SECRET,
    now: () => new Date(now),
    rateLimit: { burst: 100_000, perMinute: 100_000 },
    questions: [{ id: "kept", text: "Which branch do you use?", keep: "P90D" }],
    respond: ({ kind }) =>
      kind === "feeling" ? { reply: "We are sorry.", promise: { what: "A call", by: "2026-12-01" } } : {},
  });
  const { url, close } = await listening(receiver);
  const pass = (days: number): void => {
    now += days * DAY;
  };
  return { receiver, url, database, close, pass };
}

/** Sends a bad feeling of each customer of these numbers. */
const badFeelings =
  (url: string) =>
  async (from: number, to: number): Promise<void> => {
    for (let number = from; number < to; number++)
      await post(`${url}/feelings`, feeling({ value: -1 }), {
        key: keyOf(number),
        handle: handleOf(SECRET, `c${number}`),
      });
  };

export function runStorageTests(name: string, open: () => Promise<ReceiverDatabase>): void {
  describe(name, () => {
    let database: ReceiverDatabase;
    beforeAll(async () => {
      database = await open();
      return () => database.close();
    }, 120_000);

    const story = (title: string, tell: (setting: Setting) => Promise<void>): void =>
      test(title, { timeout: 60_000 }, async () => {
        const setting = await fresh(database);
        try {
          await tell(setting);
        } finally {
          await setting.close();
        }
      });

    story("stores an item once and answers its repeat with the same words", async ({ url, database }) => {
      const first = await post(`${url}/feelings`, feeling());
      expect(first.status).toBe(200);
      expect(first.body).toEqual({
        receipt: expect.stringMatching(/^[\w-]{22}$/),
        reply: "We are sorry.",
        promise: { what: "A call", by: "2026-12-01" },
      });
      const again = await post(`${url}/feelings`, feeling());
      expect([again.status, again.body]).toEqual([200, first.body]);
      expect((await allRows(database)).item).toHaveLength(1);
    });

    story("refuses another text with a used key, and keeps the first", async ({ url, database }) => {
      await post(`${url}/feelings`, feeling({ value: 1 }));
      const other = await post(`${url}/feelings`, feeling({ value: 2 }));
      expect([other.status, other.body]).toEqual([422, { reason: "This Idempotency-Key was used for another text." }]);
      expect((await allRows(database)).item.map(({ body }) => body)).toEqual([JSON.parse(feeling({ value: 1 }))]);
    });

    story("keeps the same key of two customers apart", async ({ url, database }) => {
      const [anna, bert] = [handleOf(SECRET, "anna"), handleOf(SECRET, "bert")];
      await post(`${url}/feelings`, feeling({ value: 1 }), { handle: anna });
      expect((await post(`${url}/feelings`, feeling({ value: 2 }), { handle: bert })).status).toBe(200);
      expect((await post(`${url}/feelings`, feeling({ value: -2 }))).status).toBe(200);
      const { item } = await allRows(database);
      expect(item.map(({ subject }) => subject).toSorted()).toEqual(
        [
          subjectOf(SECRET, { handle: anna }),
          subjectOf(SECRET, { handle: bert }),
          subjectOf(SECRET, { key: keyOf(1) }),
        ].toSorted(),
      );
    });

    story(
      "accepts one of 20 concurrent requests with one key; the others wait or repeat the answer",
      async ({ url, database }) => {
        const all = await Promise.all(Array.from({ length: 20 }, () => post(`${url}/feelings`, feeling())));
        const statuses = new Set(all.map(({ status }) => status));
        expect([...statuses].every((status) => status === 200 || status === 409)).toBe(true);
        expect(
          all.filter(({ status }) => status === 409).every(({ headers }) => headers.get("retry-after") === "1"),
        ).toBe(true);
        expect((await allRows(database)).item).toHaveLength(1);
        expect((await post(`${url}/feelings`, feeling())).status).toBe(200);
      },
    );

    story("marks an item that a later one replaces, anonymous or known", async ({ url, database }) => {
      const handle = handleOf(SECRET, "anna");
      await post(`${url}/feelings`, feeling(), { key: keyOf(1) });
      await post(`${url}/feelings`, feeling({ value: 0 }, keyOf(1)), { key: keyOf(2) });
      await post(`${url}/feelings`, feeling(), { key: keyOf(3), handle });
      await post(`${url}/feelings`, feeling({ value: 0 }, keyOf(3)), { key: keyOf(4), handle });
      const replaced = (await allRows(database)).item.map(({ key, replaced }) => [key, replaced]);
      expect(replaced.toSorted()).toEqual([
        [keyOf(1), true],
        [keyOf(2), false],
        [keyOf(3), true],
        [keyOf(4), false],
      ]);
    });

    story("keeps an item that names its own key as replaced", async ({ url, database }) => {
      const handle = handleOf(SECRET, "anna");
      await post(`${url}/feelings`, feeling({ value: 1 }, keyOf(1)));
      await post(`${url}/feelings`, feeling({ value: 1 }, keyOf(2)), { key: keyOf(2), handle });
      expect((await allRows(database)).item.map(({ replaced }) => replaced)).toEqual([false, false]);
    });

    story("stores a plan whose last day is in the year 9999", async ({ url, database }) => {
      for (const [at, end] of ["9999", "9999-12", "9999-12-31"].entries())
        expect((await post(`${url}/plans`, plan(end), { key: keyOf(at) })).status).toBe(200);
      expect((await allRows(database)).item).toHaveLength(3);
    });

    story("keeps the newest of several documents that arrive at once", async ({ receiver, url, database }) => {
      for (const name of ["anna", "bert", "cleo", "dora"]) {
        const handle = handleOf(SECRET, name);
        const send = (day: number) => post(`${url}/preferences`, preferences(day), { key: keyOf(day), handle });
        expect((await send(15)).status).toBe(200);
        await Promise.all([22, 16, 21, 17, 20, 18, 19].map(send));
        const subject = subjectOf(SECRET, { handle });
        expect(await storedDocument(receiver.storage, subject)).toEqual(JSON.parse(preferences(22)));
        const { request } = await allRows(database);
        const current = request.filter((row) => row.subject === subject && row.erased_at === null);
        expect(current.map(({ key }) => key)).toEqual([keyOf(22)]);
      }
    });

    story(
      "keeps the document of the latest day, whatever the order of arrival",
      async ({ receiver, url, database }) => {
        const handle = handleOf(SECRET, "anna");
        const subject = subjectOf(SECRET, { handle });
        await post(`${url}/preferences`, preferences(20, "yes"), { key: keyOf(1), handle });
        await post(`${url}/preferences`, preferences(22, "no"), { key: keyOf(2), handle });
        expect((await post(`${url}/preferences`, preferences(21, "ask"), { key: keyOf(3), handle })).status).toBe(200);
        expect(await storedDocument(receiver.storage, subject)).toMatchObject({ contact: { rules: [{ want: "no" }] } });
        const { request } = await allRows(database);
        expect(request.filter(({ erased_at }) => erased_at === null).map(({ key }) => key)).toEqual([keyOf(2)]);
      },
    );

    story("keeps an invalid text for 30 days with its reason", async ({ receiver, url, database, pass }) => {
      const unfit = await post(`${url}/feelings`, feeling({ words: ["bewildered"] }));
      expect(unfit.status).toBe(400);
      expect(unfit.body.reason).toMatch(/kept for 30 days, but is invalid: "words" is not one of /);
      const { quarantine } = await allRows(database);
      expect(quarantine).toMatchObject([{ kind: "feeling", known: false, body: feeling({ words: ["bewildered"] }) }]);
      pass(29);
      await tidy(receiver.storage);
      expect((await allRows(database)).quarantine).toHaveLength(1);
      pass(2);
      expect(await tidy(receiver.storage)).toMatchObject({ released: 1 });
      expect((await allRows(database)).quarantine).toEqual([]);
    });

    story("reads again a text that is valid for a later version", async ({ receiver, url, database }) => {
      await post(`${url}/feelings`, feeling({ words: ["bewildered"] }), { key: keyOf(1) });
      await post(`${url}/answers`, answer({}), { key: keyOf(2) });
      expect(await replay(receiver.storage)).toEqual({ accepted: 0, kept: 2 });
      // Stands for a later version that knows the word, so that the text becomes valid.
      const set = { name: "", text: "UPDATE quarantine SET body = $1 WHERE key = $2" };
      await database.transaction((run) => run(set, [feeling({ words: ["confused"] }), keyOf(1)]));
      expect(await replay(receiver.storage)).toEqual({ accepted: 1, kept: 1 });
      expect((await allRows(database)).item).toMatchObject([{ key: keyOf(1), kind: "feeling" }]);
      expect((await post(`${url}/feelings`, feeling({ words: ["confused"] }), { key: keyOf(1) })).status).toBe(200);
    });

    story("marks what a replayed item replaces, also for an anonymous sender", async ({ receiver, url, database }) => {
      await post(`${url}/feelings`, feeling(), { key: keyOf(1) });
      await post(`${url}/feelings`, feeling({ words: ["bewildered"] }, keyOf(1)), { key: keyOf(2) });
      const set = { name: "", text: "UPDATE quarantine SET body = $1 WHERE key = $2" };
      await database.transaction((run) => run(set, [feeling({ words: ["confused"] }, keyOf(1)), keyOf(2)]));
      expect(await replay(receiver.storage)).toEqual({ accepted: 1, kept: 0 });
      const replaced = (await allRows(database)).item.map(({ key, replaced }) => [key, replaced]);
      expect(replaced.toSorted()).toEqual([
        [keyOf(1), true],
        [keyOf(2), false],
      ]);
    });

    story("withdraws one item, and answers its later repeats without storing it again", async ({ url, database }) => {
      const first = await post(`${url}/feelings`, feeling(), { key: keyOf(1) });
      expect((await post(`${url}/withdraw`, withdrawal(keyOf(1)), { key: keyOf(2) })).status).toBe(200);
      expect((await allRows(database)).item).toEqual([]);
      const again = await post(`${url}/feelings`, feeling(), { key: keyOf(1) });
      expect([again.status, again.body]).toEqual([200, { receipt: first.body.receipt }]);
      expect((await allRows(database)).item).toEqual([]);
    });

    story("does not store an item that comes after its withdrawal", async ({ url, database }) => {
      await post(`${url}/withdraw`, withdrawal(keyOf(1)), { key: keyOf(2) });
      expect((await post(`${url}/feelings`, feeling(), { key: keyOf(1) })).status).toBe(200);
      expect((await allRows(database)).item).toEqual([]);
    });

    story("erases all of one customer, and nothing of another", async ({ receiver, url, database }) => {
      const [anna, bert] = [handleOf(SECRET, "anna"), handleOf(SECRET, "bert")];
      for (const handle of [anna, bert]) {
        await post(`${url}/feelings`, feeling(), { key: keyOf(1), handle });
        await post(`${url}/plans`, plan(), { key: keyOf(2), handle });
        await post(`${url}/preferences`, preferences(), { key: keyOf(3), handle });
        await post(`${url}/answers`, answer({}), { key: keyOf(4), handle });
      }
      await erase(receiver.storage, subjectOf(SECRET, { handle: anna }));
      const rows = await allRows(database);
      const left = subjectOf(SECRET, { handle: bert });
      for (const table of ["item", "preferences", "quarantine"] as const)
        expect(new Set(rows[table].map(({ subject }) => subject))).toEqual(new Set([left]));
      const ofAnna = rows.request.filter(({ subject }) => subject !== left);
      expect(ofAnna.map(({ mac, answer }) => [mac, answer])).toEqual([
        [null, {}],
        [null, {}],
        [null, {}],
      ]);
      await post(`${url}/withdraw`, withdrawal("all"), { key: keyOf(9), handle: bert });
      expect((await allRows(database)).item).toEqual([]);
    });

    story("keeps the key of an erased item for 400 days", async ({ receiver, url, database, pass }) => {
      await post(`${url}/feelings`, feeling(), { key: keyOf(1) });
      await post(`${url}/withdraw`, withdrawal(keyOf(1)), { key: keyOf(2) });
      await post(`${url}/feelings`, feeling(), { key: keyOf(3) });
      pass(399);
      await tidy(receiver.storage);
      expect((await allRows(database)).request).toHaveLength(3);
      pass(2);
      await tidy(receiver.storage);
      expect((await allRows(database)).request.map(({ key }) => key)).toEqual([keyOf(3)]);
    });

    story("erases plans and documents at their end", async ({ receiver, url, database, pass }) => {
      const handle = handleOf(SECRET, "anna");
      await post(`${url}/plans`, plan("2026-11-30"), { key: keyOf(1), handle });
      await post(`${url}/preferences`, preferences(), { key: keyOf(2), handle });
      pass(8);
      await tidy(receiver.storage);
      expect((await allRows(database)).item).toHaveLength(1);
      pass(2);
      await tidy(receiver.storage);
      expect((await allRows(database)).item).toEqual([]);
      pass(20);
      expect(await storedDocument(receiver.storage, subjectOf(SECRET, { handle }))).toBeNull();
      await tidy(receiver.storage);
      expect((await allRows(database)).preferences).toEqual([]);
    });

    story("erases an answer when its question's keep is over, counted from its arrival", async (setting) => {
      const { receiver, url, database, pass } = setting;
      const kept = { question: "kept", choice: "the first" };
      await post(`${url}/answers`, answer(kept), { key: keyOf(1) });
      // Invalid today; stands for a text of a later version.
      await post(`${url}/answers`, answer({ question: "kept" }), { key: keyOf(2) });
      const set = { name: "", text: "UPDATE quarantine SET body = $1" };
      await database.transaction((run) => run(set, [answer(kept)]));
      pass(20);
      const questions = [{ id: "kept", text: "", keep: "P90D" }];
      expect(await replay(receiver.storage, { questions })).toEqual({ accepted: 1, kept: 0 });
      pass(69);
      await tidy(receiver.storage);
      expect((await allRows(database)).item).toHaveLength(2);
      pass(2);
      expect(await tidy(receiver.storage)).toMatchObject({ expired: 2 });
      expect((await allRows(database)).item).toEqual([]);
      expect((await post(`${url}/answers`, answer(kept), { key: keyOf(1) })).status).toBe(200);
      expect((await allRows(database)).item).toEqual([]);
    });

    story("erases an answer to a question without keep, or to none of the list, after the default", async (setting) => {
      const { receiver, url, database, pass } = setting;
      await post(`${url}/answers`, answer(), { key: keyOf(1) });
      await post(`${url}/answers`, answer({ question: "unlisted", text: "I" }), { key: keyOf(2) });
      await post(`${url}/feelings`, feeling(), { key: keyOf(3) });
      pass(29);
      expect(await tidy(receiver.storage)).toMatchObject({ expired: 0 });
      pass(2);
      expect(await tidy(receiver.storage)).toMatchObject({ expired: 2 });
      expect((await allRows(database)).item.map(({ key }) => key)).toEqual([keyOf(3)]);
    });

    story("gives an end to answers of earlier versions, counted from their arrival", async (setting) => {
      const { receiver, url, database, pass } = setting;
      for (const [at, question] of ["kept", "q1", "unlisted"].entries())
        await post(`${url}/answers`, answer({ question, choice: "yes" }), { key: keyOf(at) });
      await post(`${url}/feelings`, feeling(), { key: keyOf(3) });
      await database.transaction((run) => run({ name: "", text: "UPDATE item SET expires = NULL" }, []));
      pass(40);
      await tidy(receiver.storage);
      expect((await allRows(database)).item).toHaveLength(4);
      const questions = [
        { id: "kept", text: "", keep: "P90D" },
        { id: "q1", text: "" },
      ];
      expect(await endAnswers(receiver.storage, { questions, keepAnswers: "P6W" })).toBe(3);
      expect(await endAnswers(receiver.storage, { questions })).toBe(0);
      const left = async (): Promise<unknown[]> => {
        await tidy(receiver.storage);
        return (await allRows(database)).item.map(({ key }) => key);
      };
      expect(await left()).toHaveLength(4);
      pass(3);
      expect((await left()).toSorted()).toEqual([keyOf(0), keyOf(3)]);
      pass(48);
      expect(await left()).toEqual([keyOf(3)]);
    });

    story("ends a plan at its last day and a feeling never, whatever other members they have", async (setting) => {
      const { url, database } = setting;
      const posing = (text: string) => text.replace("{", '{"answer":{"question":"kept","choice":"yes"},');
      await post(`${url}/plans`, posing(plan("2026-11-30")), { key: keyOf(1) });
      await post(`${url}/feelings`, posing(feeling()), { key: keyOf(2) });
      const ends = (await allRows(database)).item.map(({ key, expires }) => [
        key,
        expires && new Date(String(expires)),
      ]);
      expect(new Map(ends as [string, Date | null][])).toEqual(
        new Map([
          [keyOf(1), new Date("2026-12-01T12:00:00Z")],
          [keyOf(2), null],
        ]),
      );
    });

    story("exports every item with the same members, without key and handle", async ({ receiver, url }) => {
      const handle = handleOf(SECRET, "anna");
      await post(`${url}/feelings`, feeling({ value: 1 }, keyOf(8)), { key: keyOf(1) });
      await post(`${url}/preferences`, preferences(), { key: keyOf(2), handle });
      let text = "";
      for await (const line of exportLines(receiver.storage)) text += line;
      const lines = text
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line));
      expect(lines.map(({ kind }) => kind)).toEqual(["feeling", "preferences"]);
      expect(new Set(lines.map((line) => Object.keys(line).join(" "))).size).toBe(1);
      expect(text).not.toContain("key0000");
      expect(text).not.toContain(handle);
      expect(JSON.parse(lines[0].body)).toEqual(JSON.parse(feeling({ value: 1 })));
    });

    story(
      "reports nothing about fewer than five customers, and changes only after five more",
      async ({ receiver, url, pass }) => {
        const said = async (from: number, to: number, want: string): Promise<void> => {
          for (let number = from; number < to; number++) {
            const handle = handleOf(SECRET, `c${number}`);
            await post(`${url}/preferences`, preferences(22, want), { key: keyOf(number), handle });
            await post(`${url}/feelings`, feeling({ value: -1, about: ["waiting", "Mr Smith"] }), {
              key: keyOf(100 + number),
              handle,
            });
          }
        };
        const offers = async () => {
          const { preferences: section } = await makeReport(receiver.storage);
          return section.tables[0]?.rows.find(({ label }) => label === "offers")?.cells ?? null;
        };
        await said(0, 4, "no");
        expect(await makeReport(receiver.storage)).toMatchObject({
          preferences: { at: null, tables: [] },
          feelings: { at: null, tables: [] },
          answers: { at: null, tables: [] },
          studies: [],
          promises: Array(4).fill({ what: "A call", by: "2026-12-01" }),
        });
        await said(4, 9, "no");
        expect(await offers()).toEqual([null, null, 5]);
        // One more on the next day, so that the report would differ by one customer.
        pass(1);
        await said(9, 10, "no");
        expect(await offers()).toEqual([null, null, 5]);
        await said(10, 15, "yes");
        expect(await offers()).toEqual([5, null, 10]);
        // No second change on the same day.
        await said(15, 25, "ask");
        expect(await offers()).toEqual([5, null, 10]);
        const { feelings } = await makeReport(receiver.storage);
        expect(JSON.stringify(feelings)).not.toContain("Smith");
        expect(feelings.tables[0]?.rows).toEqual([{ label: "All", cells: [null, 15, null, null, null] }]);
      },
    );

    story("shows one report of a day, even if two processes make it at once", async ({ receiver, url, database }) => {
      const said = badFeelings(url);
      const bad = async (of: Receiver["storage"]) => (await makeReport(of)).feelings.tables[0]?.rows[0]?.cells[1];
      await said(0, 9);
      // Another process makes the report between this one's look at the last report and its count.
      let isFirst = true;
      const slow: ReceiverDatabase = {
        ...database,
        async transaction(work) {
          let looked = false;
          const result = await database.transaction((run) =>
            work((statement, values) => {
              looked ||= statement.name === "readReport" && values[1] === "feelings";
              return run(statement, values);
            }),
          );
          if (looked && isFirst) {
            isFirst = false;
            expect(await bad(receiver.storage)).toBe(5);
            await said(9, 10);
          }
          return result;
        },
      };
      expect(await bad({ ...receiver.storage, database: slow })).toBe(5);
      expect(await bad(receiver.storage)).toBe(5);
    });

    story("reports and protects as before after a clock that was ahead", async ({ receiver, url, pass }) => {
      const said = badFeelings(url);
      const bad = async () => (await makeReport(receiver.storage)).feelings.tables[0]?.rows[0]?.cells[1];
      await said(0, 5);
      pass(900);
      await said(5, 10);
      expect(await bad()).toBe(10);
      pass(-900);
      expect(await bad()).toBe(10);
      pass(2);
      // The five of the time ahead do not count as changes, so four more are too few.
      await said(10, 14);
      expect(await bad()).toBe(10);
      await said(14, 15);
      expect(await bad()).toBe(15);
    });

    story(
      "counts no anonymous text, which could be one of many by one person, even to pad a report",
      async (setting) => {
        const { url, database, receiver, pass } = setting;
        const questions = [{ id: "q1", text: "May we call?" }];
        const asking = createReceiver({ database, secret: SECRET, now: receiver.storage.now, questions });
        const send = async (from: number, to: number, named: boolean) => {
          for (let number = from; number < to; number++) {
            const by = named ? { handle: handleOf(SECRET, `c${number}`) } : {};
            await post(`${url}/feelings`, feeling({ value: -2 }), { key: keyOf(number), ...by });
            await post(`${url}/answers`, answer(), { key: keyOf(500 + number), ...by });
          }
        };
        const shown = async () => {
          const { feelings, answers } = await asking.report();
          return [feelings.tables[0]?.rows[0]?.cells[0], answers.tables[0]?.rows.map(({ cells }) => cells)];
        };
        await send(0, 4, true);
        await send(100, 120, false);
        expect(await shown()).toEqual([undefined, []]);
        await send(4, 9, true);
        expect(await shown()).toEqual([5, [[5]]]);
        // Neither the fifth that a section needs in order to change, nor the tenth of a cell.
        pass(2);
        await send(9, 13, true);
        await send(120, 140, false);
        expect(await shown()).toEqual([5, [[5]]]);
        await send(13, 14, true);
        await send(140, 141, false);
        expect(await shown()).toEqual([10, [[10]]]);
      },
    );

    story(
      "studies an extra use: a document joins, and the result appears once the planned number is reached and never changes",
      async (setting) => {
        const { receiver, url, database, pass } = setting;
        const plan = { name: "short", use: { style: "short" as const }, customersPerArm: 20 };
        const studying = createReceiver({ database, secret: SECRET, now: receiver.storage.now, studies: [plan] });
        const wished = (styles: string[], purposes: string[]): string =>
          JSON.stringify({ ...JSON.parse(preferences()), treatment: { style: styles }, purposes });
        const feels = (name: string, value: number, number: number) =>
          post(`${url}/feelings`, feeling({ value }), { key: keyOf(number), handle: handleOf(SECRET, name) });

        // Customers without a document, without such a wish, or without the purpose research do not join the study.
        expect(await studying.armFor("short", "nobody")).toBeNull();
        expect(await studying.armFor("short", "anna", wished(["formal"], ["improve"]))).toBeNull();
        expect(await studying.armFor("short", "anna", wished(["short"], ["service"]))).toBeNull();
        await expect(studying.armFor("long", "anna")).rejects.toThrow(/There is no study/);
        expect((await allRows(database)).study).toEqual([]);

        const arms = new Map<string, string | null>();
        const join = async (from: number, to: number): Promise<void> => {
          for (let at = from; at < to; at++)
            arms.set(`c${at}`, await studying.armFor("short", `c${at}`, wished(["short"], ["improve"])));
        };
        await join(0, 30);
        expect(await studying.armFor("short", "c0", wished(["short"], ["improve"]))).toBe(arms.get("c0"));
        expect((await allRows(database)).study).toHaveLength(30);
        pass(1);
        const valueFor = (name: string): number => (arms.get(name) === "honour" ? 1 : -1);
        for (const [name] of arms) await feels(name, valueFor(name), Number(name.slice(1)));
        expect((await studying.report()).studies).toEqual([{ plan, result: null }]);

        await join(30, 60);
        pass(1);
        for (const [name] of arms) await feels(name, valueFor(name), 100 + Number(name.slice(1)));
        const [study] = (await studying.report()).studies;
        expect(study?.result).toMatchObject({ customersPerArm: 20, share: 1, verdict: "better" });
        // The study is over: no customer joins, and later feelings change nothing.
        expect(await studying.armFor("short", "late", wished(["short"], ["improve"]))).toBeNull();
        for (const [name] of arms) await feels(name, -valueFor(name), 300 + Number(name.slice(1)));
        await erase(receiver.storage, subjectOf(SECRET, { handle: handleOf(SECRET, "c0") }));
        expect((await studying.report()).studies).toEqual([study]);
        expect((await allRows(database)).study).toHaveLength(59);

        const changed = { ...plan, customersPerArm: 21 };
        const other = createReceiver({ database, secret: SECRET, now: receiver.storage.now, studies: [changed] });
        await expect(other.report()).rejects.toThrow(/planned otherwise before/);
        expect(() =>
          createReceiver({ database, secret: SECRET, studies: [{ ...plan, use: { style: "no-upsell" } }] }),
        ).toThrow(/hold for every customer/);
      },
    );

    story(
      "counts answers to the questions, and lists questions without answers",
      async ({ url, database, receiver }) => {
        const questions = [
          { id: "q1", text: "May we call?" },
          { id: "q2", text: "Which branch?" },
          { id: "q1-next-year", text: "May we call?" },
        ];
        const asking = createReceiver({ database, secret: SECRET, now: receiver.storage.now, questions });
        expect((await asking.report()).answers.tables.map(({ title, rows }) => [title, rows])).toEqual([
          ["May we call?", []],
          ["Which branch?", []],
          ["May we call?", []],
        ]);
        for (let number = 0; number < 12; number++) {
          const given = number < 7 ? { choice: "yes" } : { text: `I am Ms ${number}` };
          await post(`${url}/answers`, answer(given), { key: keyOf(number), handle: handleOf(SECRET, `c${number}`) });
        }
        const { answers } = await asking.report();
        expect(answers.tables.map(({ rows }) => rows)).toEqual([
          [
            { label: "in own words", cells: [5] },
            { label: "yes", cells: [5] },
          ],
          [],
          [],
        ]);
      },
    );

    test("migrates once, even if four processes do so at the same time", { timeout: 60_000 }, async () => {
      const { migrate } = await import("../../../src/kit/receiver/migrate.ts");
      const ran = await Promise.all([1, 2, 3, 4].map(() => migrate(database)));
      expect(ran).toEqual([0, 0, 0, 0]);
      expect((await allRows(database)).schema_version.map(({ version }) => Number(version))).toEqual(
        RECEIVER_MIGRATIONS.map((_, at) => at + 1),
      );
    });
  });
}
