// Wrong clocks: ahead, corrected, or of another device. Stamps order edits, but no code derives a time from them.
import { describe, expect, test } from "vitest";
import type { Feeling } from "../../src/core/record/tables.ts";
import { feelingRow, recordFile, stampAt } from "../support/data/rows.ts";
import { settled } from "../support/device/settle.ts";
import { type Device, NOON, shop, world } from "../support/device/world.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const YEAR = 365 * DAY;

const receipts = async (phone: Device) =>
  (await phone.entities()).receipts as unknown as { at: string; direction: string; payload: string }[];

describe("a batch holds exactly one write", () => {
  test("even if its rows have stamps of another device, a day ahead or beyond any clock", async () => {
    for (const stamp of [stampAt(NOON + DAY), "z".repeat(22), stampAt(NOON - YEAR), stampAt(NOON, 5, "phone00000")]) {
      const { phone } = await world();
      const rule = { kinds: ["news"], want: "no", layer: "base" };
      const rules = ["one", "two"].map((id) => ({ ...rule, id, $h: stamp }));
      await phone.ask("import-record", { text: recordFile({ rules }) });
      const batches: string[] = [];
      for (const [id, want] of [
        ["one", "ask"],
        ["one", "yes"],
        ["two", "ask"],
      ]) {
        const edit = { layer: "base", id, rule: { kinds: ["news"], want }, confirmed: true };
        batches.push((await phone.ask<{ batch: string }>("edit-preference", edit)).batch);
      }
      expect(new Set(batches).size).toBe(3);
      await phone.ask("undo", { batch: batches[2] });
      const found = (await phone.entities()).rules as unknown as { id: string; want: string }[];
      expect([stamp, found.find(({ id }) => id === "one")?.want, found.find(({ id }) => id === "two")?.want]).toEqual([
        stamp,
        "yes",
        "no",
      ]);
    }
  });
});

describe("a receipt from another device whose clock is ahead", () => {
  async function withReceipt(ahead: number, direction = "shared"): Promise<Device> {
    const { phone } = await world();
    await phone.allow(shop.company, shop.host);
    const [own] = await receipts(phone);
    const at = new Date(NOON + ahead).toISOString().replace(/\.\d+/, "");
    const document = { ...(JSON.parse(own?.payload ?? "{}") as object), issued: at };
    const payload = direction === "shared" ? JSON.stringify(document) : "";
    const receipt = { at, company: shop.company, direction, payload, payloadHash: "", purposes: [] };
    await phone.ask("import-record", { text: recordFile({ receipts: [receipt] }, NOON + ahead) });
    await phone.kill();
    await phone.start();
    return phone;
  }

  test.each([DAY, 10 * YEAR])("by %i ms discloses nothing to a page and causes no further receipt", async (ahead) => {
    const phone = await withReceipt(ahead);
    const before = (await receipts(phone)).length;
    for (let time = 0; time < 3; time++) {
      const { value } = await phone.request(shop.url);
      expect(value).toMatchObject({ issued: expect.stringMatching(/^2026-11-18/) });
      await phone.pass(MINUTE);
    }
    expect(await receipts(phone)).toHaveLength(before);
  });

  test.each(["shared", "withdrawn"])(
    "and has the direction %s causes no second withdrawal at later starts",
    async (direction) => {
      const phone = await withReceipt(DAY, direction);
      await phone.ask("revoke-company", { company: shop.company });
      for (let start = 0; start < 3; start++) {
        await phone.kill();
        phone.time += MINUTE;
        await phone.start();
      }
      const now = new Date(phone.time).toISOString();
      const ended = (await receipts(phone)).filter((one) => one.direction === "withdrawn" && one.at <= now);
      expect(ended).toHaveLength(1);
    },
  );
});

describe("after an edit whose clock was a year ahead", () => {
  async function putRight(): Promise<{ phone: Device; id: string }> {
    const { phone } = await world();
    phone.now(NOON + YEAR);
    const { feeling } = await phone.ask<{ feeling: Feeling }>("rate-visit", { company: "ahead.example", value: 1 });
    await phone.ask("remove-feeling", { id: feeling.id });
    phone.now(NOON);
    const { feeling: own } = await phone.ask<{ feeling: Feeling }>("rate-visit", { company: shop.company, value: 1 });
    return { phone, id: own.id };
  }

  test("the history lists a feeling's earlier version, with the time of its replacement", async () => {
    const { phone, id } = await putRight();
    await phone.ask("describe-feeling", { id, detail: { note: "first" } });
    phone.now(NOON + MINUTE);
    await phone.ask("describe-feeling", { id, detail: { note: "second" } });
    const { readFeelingHistory } = await import("../../src/features/feelings/feeling-history.tsx");
    expect(await readFeelingHistory(id)).toMatchObject([{ until: "2026-11-18T12:01:00Z", fields: { note: "first" } }]);
  });

  test("the record keeps its first day, and a removed row is erased after ten minutes", async () => {
    const { phone } = await putRight();
    expect(await phone.here.record.readInstalledAt()).toBe(NOON);
    await phone.pass(MINUTE);
    await phone.pass(11 * MINUTE);
    expect(await phone.database.trash.count()).toBe(0);
    expect((await phone.rows("feelings")).filter(({ $x }) => $x !== undefined)).toHaveLength(1);
  });
});

describe("a visit is one entry", () => {
  test("even after a file brought feelings from the future", async () => {
    const { phone } = await world();
    const future = Array.from({ length: 30 }, (_, day) =>
      feelingRow(new Date(NOON + (day + 2) * DAY).toISOString().replace(/\.\d+/, "")),
    );
    await phone.ask("import-record", { text: recordFile({ feelings: future }) });
    for (const value of [1, 2, -1]) await phone.ask("rate-visit", { company: shop.company, value });
    expect(await phone.rows("feelings")).toHaveLength(31);
  });

  test("with the date of the visit, even if it is saved after midnight", async () => {
    const { phone } = await world();
    phone.time = Date.parse("2026-11-22T23:50:00Z");
    await phone.ask("edit-reminders", { on: true });
    await phone.browser.permit("https://*/*");
    const goTo = async (url: string, time: string) => {
      phone.now(Date.parse(time));
      phone.browser.tabs = [{ id: 1, url, active: true }];
      await phone.browser.fire("updated", 1, { status: "complete" }, phone.browser.tabs[0]);
      await settled();
    };
    const settle = async (time: string) => {
      phone.now(Date.parse(time));
      await phone.browser.fire("alarm", { name: "visits" });
      await settled();
    };
    await goTo(shop.url, "2026-11-22T23:55:00Z");
    await goTo("about:blank", "2026-11-22T23:59:30Z");
    await settle("2026-11-23T00:00:31Z");
    await goTo(shop.url, "2026-11-23T10:00:00Z");
    await goTo("about:blank", "2026-11-23T10:04:00Z");
    await settle("2026-11-23T10:06:00Z");
    const events = (await phone.entities()).events as unknown as { at: string; type: string }[];
    expect(events.filter(({ type }) => type === "visit").map(({ at }) => at.slice(0, 10))).toEqual([
      "2026-11-22",
      "2026-11-23",
    ]);
  });
});

test("a removal undone between the search for due rows and their erasing is not erased", async () => {
  const { phone } = await world();
  const { feeling } = await phone.ask<{ feeling: Feeling }>("rate-visit", { company: shop.company, value: 1 });
  const { batch } = await phone.ask<{ batch: string }>("remove-feeling", { id: feeling.id });
  phone.now(NOON + 11 * MINUTE);
  const { trash } = phone.database;
  const read = trash.toArray.bind(trash);
  const undone: Promise<unknown>[] = [];
  trash.toArray = ((...given: []) =>
    read(...given).then(async (rows) => {
      if (undone.length === 0) undone.push(phone.here.undo.undo({ batch }));
      await Promise.all(undone);
      return rows;
    })) as typeof trash.toArray;
  await phone.browser.fire("alarm", { name: "reconcile" });
  await settled();
  expect(undone).toHaveLength(1);
  expect((await phone.entities()).feelings).toMatchObject([{ id: feeling.id }]);
});
