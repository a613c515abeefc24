// A file brings words, never consent: it asks, permissions arrive paused, and Undo restores every byte.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { erased } from "../../../src/core/record/change.ts";
import type { Feeling } from "../../../src/core/record/tables.ts";
import { DEFAULT_PARTS } from "../../../src/core/sharing/default-parts.ts";
import { viewFor } from "../../../src/core/sharing/view.ts";
import { feelingRow, planRow, recordFile, stampAt } from "../../support/data/rows.ts";
import { faultsMayBeLogged } from "../../support/device/oracle.ts";
import { settled } from "../../support/device/settle.ts";
import { step } from "../../support/device/steps.ts";
import { bank, type Device, NOON, shop, world } from "../../support/device/world.ts";
import { runs } from "../../support/runs.ts";

type Answer = {
  rows?: number;
  batch?: string;
  paused?: string[];
  removed?: { rows: number; since: string | null };
  asks?: { company: string; widenings: { what: string }[] }[];
  settings?: string[];
};

const HOUR = 3_600_000;
const importing = (device: Device, text: string, more: object = {}) =>
  device.ask<Answer>("import-record", { text, ...more });
const tables = (text: string) => (JSON.parse(text) as { tables: Record<string, { id: string }[]> }).tables;
const grantOf = (more: object = {}) => ({
  id: shop.company,
  hosts: [shop.host],
  parts: DEFAULT_PARTS,
  since: "2026-11-01T00:00:00Z",
  ...more,
});

async function everySite(): Promise<Device> {
  const { phone } = await world();
  await phone.browser.permit("https://*/*");
  return phone;
}

describe("permissions in a file", () => {
  test("arrive paused and are named, even if every site is permitted; only the user resumes them", async () => {
    const phone = await everySite();
    const text = recordFile({ grants: [grantOf(), grantOf({ id: bank.company, hosts: [bank.host] })] });
    expect(await importing(phone, text)).toMatchObject({ paused: [bank.company, shop.company] });
    expect(phone.browser.rules.held).toEqual([]);
    expect((await phone.request(shop.url)).error?.code).toBe("not-granted");
    await phone.ask("edit-grant", { company: shop.company, paused: false, confirmed: true });
    expect((await phone.request(shop.url)).value).toMatchObject({ cmr: "0.1" });
  });

  test.each<[string, object, object, boolean]>([
    ["the same grant again", {}, {}, false],
    ["fewer parts", {}, { parts: { ...DEFAULT_PARTS, terms: false } }, false],
    ["an end", {}, { until: "2027-01-01T00:00:00Z" }, false],
    ["one that ended", {}, { revokedAt: "2026-11-18T00:00:00Z" }, false],
    ["more parts", { parts: { ...DEFAULT_PARTS, terms: false } }, {}, true],
    ["another host", {}, { hosts: [shop.host, "account.shop.example"] }, true],
    ["no end any more", { until: "2026-12-01T00:00:00Z" }, { until: null }, true],
    ["one that goes on", { paused: true }, { paused: false }, true],
    ["one that was taken back", { revokedAt: "2026-11-10T00:00:00Z" }, { revokedAt: null }, true],
  ])("that bring %s arrive paused exactly if they allow more", async (_what, here, brought, pauses) => {
    const phone = await everySite();
    await phone.bringIn(recordFile({ grants: [grantOf(here)] }, NOON - HOUR));
    phone.time += HOUR;
    const answer = await importing(phone, recordFile({ grants: [grantOf(brought)] }, NOON + 1000), { confirmed: true });
    expect(answer.paused ?? []).toEqual(pauses ? [shop.company] : []);
    const [grant] = (await phone.entities()).grants as { id: string; paused?: boolean }[];
    if (pauses) expect(grant?.paused).toBe(true);
  });
});

describe("a receipt in a file", () => {
  /** A receipt that claims that the company has read everything that it would read now. */
  async function forged(phone: Device, more: object = {}): Promise<Record<string, unknown>> {
    const view = viewFor(await phone.here.record.readDisclosure(shop.company, grantOf()));
    const payload = JSON.stringify({ ...view, issued: "2026-11-01T00:00:00Z", expires: "2026-12-01T00:00:00Z" });
    const at = "2026-11-17T00:00:00Z";
    return { at, company: shop.company, direction: "shared", payload, payloadHash: "", purposes: [], ...more };
  }
  const resumed = (phone: Device) => phone.ask<Answer>("edit-grant", { company: shop.company, paused: false });

  test("is no proof that the company has read its text: resuming asks about all of it", async () => {
    const phone = await everySite();
    await importing(phone, recordFile({ grants: [grantOf()], receipts: [await forged(phone)] }));
    expect((await resumed(phone)).asks).toMatchObject([{ company: shop.company }]);
    expect((await phone.request(shop.url)).error?.code).toBe("not-granted");
  });

  test("with the id of a receipt of this device, or with a date in the future, proves nothing either", async () => {
    const phone = await everySite();
    await phone.allow(shop.company, shop.host);
    await phone.ask("edit-grant", { company: shop.company, paused: true });
    expect((await resumed(phone)).asks).toBeUndefined();
    await phone.ask("edit-grant", { company: shop.company, paused: true });
    await phone.ask("edit-layer", { layer: "base", fields: { treatment: { addressAs: "Dr. Who" } } });
    const own = (await phone.rows("receipts")).findLast(({ direction }) => direction === "shared")?.id;
    const future = { at: "2030-01-01T00:00:00Z" };
    const $h = stampAt(NOON + 60_000);
    const receipts = [
      await forged(phone, { id: own, $h }),
      await forged(phone, { ...future, id: own?.replace(/^./, "1") }),
    ];
    await importing(phone, recordFile({ receipts }));
    expect((await resumed(phone)).asks).toMatchObject([{ company: shop.company }]);
  });
});

describe("imports that ask first", () => {
  test("a rule for all companies that discloses more: nothing is written before the yes", async () => {
    const { phone } = await world();
    await phone.allow(shop.company, shop.host);
    const before = await phone.dump();
    const rules = [{ id: "default-marketing", kinds: ["offers"], want: "yes", layer: "base" }];
    const text = recordFile({ rules }, NOON + 1000);
    const { asks } = await importing(phone, text);
    expect(asks?.map(({ company }) => company)).toEqual([shop.company]);
    expect(await phone.dump()).toEqual(before);
    expect((await importing(phone, text, { confirmed: true })).rows).toBe(1);
  });

  test.each(["gpc", "notice", "autoGrant"])("the setting %s, on and off", async (setting) => {
    const { phone } = await world();
    const profile = (on: boolean, at: number) =>
      recordFile({ profiles: [{ id: "profile", timeZone: "UTC", [setting]: on }] }, at);
    expect((await importing(phone, profile(true, NOON + 1))).settings).toEqual([setting]);
    await importing(phone, profile(true, NOON + 1), { confirmed: true });
    expect((await importing(phone, profile(false, NOON + 2))).settings).toEqual([setting]);
  });

  test("a delivery owed to a company", async () => {
    const { phone } = await world();
    const row = {
      id: "k".repeat(25),
      at: "2026-11-17T00:00:00Z",
      nextAt: "2026-11-17T00:00:00Z",
      company: shop.company,
      endpoint: "https://www.shop.example/cmr/feelings",
      body: "{}",
      attempts: 0,
      state: "owed",
    };
    const { asks } = await importing(phone, recordFile({ deliveries: [row] }));
    expect(asks).toMatchObject([{ company: shop.company, widenings: [{ what: "feelings" }] }]);
  });
});

describe("undo", () => {
  const hostile = (ids: Record<string, string[]>, more: Parameters<typeof recordFile>[0] = {}) => {
    const stamp = stampAt(NOON + 60_000);
    const gone = Object.entries(ids).map(([table, list]) => [table, list.map((id) => erased(id, stamp))]);
    return recordFile({
      ...(Object.fromEntries(gone) as Record<string, { id: string }[]>),
      ...more,
    });
  };

  test.each<[string, Parameters<typeof recordFile>[0]]>([
    ["alone", {}],
    ["beside a plan", { plans: [planRow("a boat", "nobody")] }],
  ])("of tombstones for everything, %s, restores export and counters", async (_what, more) => {
    const { phone } = await world();
    const { feeling } = await phone.ask<{ feeling: Feeling }>("rate-visit", { company: shop.company, value: -2 });
    await phone.ask("describe-feeling", { id: feeling.id, detail: { note: "mine" } });
    await phone.ask("edit-event", { company: shop.company, type: "promise", at: "2026-11-16T10:00:00Z", detail: {} });
    const before = tables(await phone.export());
    const [counters, months] = [await phone.database.counters.toArray(), await phone.database.months.toArray()];
    const ids = Object.fromEntries(Object.entries(before).map(([table, rows]) => [table, rows.map(({ id }) => id)]));
    const { batch } = await importing(phone, hostile(ids, more), { confirmed: true });
    expect((await phone.entities()).companies).toEqual([]);
    const undone = await phone.ask<{ batch: string }>("undo", { batch });
    expect(tables(await phone.export())).toEqual(before);
    expect(await phone.database.counters.toArray()).toEqual(counters);
    expect(await phone.database.months.toArray()).toEqual(months);
    expect(await phone.ask("record-health", {})).toMatchObject({ health: "sound" });
    await phone.ask("undo", { batch: undone.batch });
    expect((await phone.entities()).companies).toEqual([]);
  });

  test("of any edits by another device restores the same export, after a start too", async () => {
    faultsMayBeLogged();
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 8 }), async (steps) => {
        const { phone, laptop } = await world();
        const batches: string[] = [];
        for (const one of steps) await one.take(phone, batches);
        await phone.start();
        await laptop.start();
        await laptop.ask("rate-visit", { company: "a.example", value: 1 });
        await laptop.ask("edit-layer", { layer: "base", fields: { treatment: { style: ["short"] } } });
        const before = tables(await laptop.export());
        const { batch } = await importing(laptop, await phone.export(), { confirmed: true });
        if (batch == null) return;
        await settled();
        await laptop.ask("undo", { batch });
        expect(tables(await laptop.export())).toEqual(before);
        await laptop.kill();
        await laptop.start();
        expect(tables(await laptop.export())).toEqual(before);
        expect(await laptop.ask("record-health", {})).toMatchObject({ health: "sound" });
      }),
      { numRuns: runs(40) },
    );
  });

  test("of hundreds of feelings keeps a rating made since, and its company", async () => {
    const { phone } = await world();
    const feelings = Array.from({ length: 300 }, (_, day) =>
      feelingRow(new Date(NOON - (day + 1) * 24 * HOUR).toISOString()),
    );
    const before = tables(await phone.export());
    const { batch } = await importing(phone, recordFile({ feelings }));
    await phone.ask("undo", { batch });
    expect(tables(await phone.export())).toEqual(before);
    const again = await importing(phone, recordFile({ feelings }));
    await phone.ask("rate-visit", { company: shop.company, value: 1 });
    await phone.ask("undo", { batch: again.batch });
    expect((await phone.entities()).feelings).toHaveLength(1);
    // The company stays because the rating needs it.
    expect((await phone.entities()).companies).toMatchObject([{ id: shop.company }]);
  });

  test("leaves none of the imported text in the log after ten minutes", async () => {
    const { phone } = await world();
    const text = recordFile({ feelings: [feelingRow("2026-11-17T10:00:00Z", { note: "canary" })] });
    const { batch } = await importing(phone, text);
    await phone.ask("undo", { batch });
    await phone.pass(11 * 60_000);
    expect(JSON.stringify(await phone.dump())).not.toContain("canary");
  });
});

test("keeps a company that later entries need", async () => {
  const { phone } = await world();
  const { batch } = await phone.ask<{ batch: string }>("rate-visit", { company: shop.company, value: 1 });
  await phone.ask("record-contact", { company: shop.company, kind: "offers", channel: "call" });
  await phone.ask("undo", { batch });
  expect((await phone.entities()).feelings).toEqual([]);
  expect((await phone.entities()).companies).toMatchObject([{ id: shop.company }]);
});

test("feelings about a company that the file lacks add it to the list", async () => {
  const { phone } = await world();
  await importing(phone, recordFile({ feelings: [feelingRow("2026-11-17T10:00:00Z")] }));
  expect((await phone.entities()).companies).toEqual([{ id: shop.company, name: shop.company }]);
});

describe("a row removed here since the file was made", () => {
  test.each([0, 11 * 60_000])(
    "after %i ms is reported with its time, and returns on the user's request",
    async (later) => {
      const { phone } = await world();
      const { feeling } = await phone.ask<{ feeling: Feeling }>("rate-visit", { company: shop.company, value: 1 });
      await phone.ask("describe-feeling", { id: feeling.id, detail: { note: "mine" } });
      const text = await phone.export();
      phone.time += 60_000;
      await phone.ask("remove-feeling", { id: feeling.id });
      await phone.ask("remove-preference", { id: "default-marketing" });
      await phone.pass(later);
      const answer = await importing(phone, text);
      expect(answer).toMatchObject({
        rows: 0,
        removed: { rows: 2, since: expect.stringMatching(/^2026-11-18T12:\d\d/) },
      });
      const revived = await importing(phone, text, { revive: true });
      expect(revived.rows).toBe(2);
      expect((await phone.entities()).feelings).toMatchObject([{ id: feeling.id, note: "mine" }]);
      await phone.ask("undo", { batch: revived.batch });
      expect((await phone.entities()).feelings).toEqual([]);
    },
  );

  test("a permission whose Allow was undone returns paused, whatever the file says about its pause", async () => {
    for (const paused of [true, false]) {
      const phone = await everySite();
      await phone.allow(shop.company, shop.host);
      await phone.request(shop.url);
      const [granted] = await phone.database.changes.where("[table+id]").equals(["grants", shop.company]).toArray();
      await phone.ask("undo", { batch: granted?.batch });
      const text = recordFile({ grants: [grantOf({ paused })] }, NOON - HOUR);
      expect(await importing(phone, text, { revive: true })).toMatchObject({ paused: [shop.company] });
      expect((await phone.request(shop.url)).error?.code).toBe("not-granted");
    }
  });

  test("an erased permission returns paused", async () => {
    const phone = await everySite();
    await phone.bringIn(recordFile({ grants: [grantOf()] }, NOON - HOUR));
    const text = await phone.export();
    phone.time += HOUR;
    await phone.ask("revoke-company", { company: shop.company });
    await importing(phone, text, { revive: true, confirmed: true });
    expect((await phone.entities()).grants).toMatchObject([{ id: shop.company, paused: true }]);
    expect(phone.browser.rules.held).toEqual([]);
  });
});

test("an empty record imports the copy and the daily copy of any record", async () => {
  faultsMayBeLogged();
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 10 }), async (steps) => {
      const { phone, laptop } = await world();
      const batches: string[] = [];
      for (const one of steps) await one.take(phone, batches);
      await phone.start();
      const text = await phone.export();
      await laptop.start();
      await importing(laptop, text, { confirmed: true });
      const words = (all: Record<string, { id: string }[]>) => ({ ...all, grants: all.grants?.map(({ id }) => id) });
      expect(words(tables(await laptop.export()))).toEqual(words(tables(text)));
      await phone.browser.fire("alarm", { name: "snapshot" });
      await settled();
      expect(tables(phone.files.kept.get("record.json")?.text ?? "")).toEqual(tables(text));
    }),
    { numRuns: runs(40) },
  );
});

describe("a file beside the message", () => {
  test("is imported and exported by its name, whatever its size, and erased with everything", async () => {
    const { phone } = await world();
    const { stage } = await import("../../../src/platform/storage/staged-file.ts");
    const feelings = Array.from({ length: 200 }, (_, day) =>
      feelingRow(new Date(NOON - (day + 1) * HOUR).toISOString(), { note: "n".repeat(1000) }),
    );
    await stage("staged-in.json", new Blob([recordFile({ feelings })]));
    expect(await phone.ask("import-record", { staged: true })).toMatchObject({ rows: 201 });
    expect(await phone.ask("export-record", { staged: true })).toEqual({ file: "staged-out.json" });
    expect(tables(phone.files.kept.get("staged-out.json")?.text ?? "").feelings).toHaveLength(200);
    await phone.ask("erase-everything", {});
    expect([...phone.files.kept.keys()]).toEqual([]);
  });

  test("is refused if it is invalid UTF-8, too large or missing", async () => {
    const { phone } = await world();
    const { stage } = await import("../../../src/platform/storage/staged-file.ts");
    expect((await phone.send("import-record", { staged: true })).error?.code).toBe("not-found");
    const { rowsOf } = await import("../../../src/features/my-data/record-file.ts");
    const text = recordFile({ companies: [{ id: "plain.localhost", name: "P" }] });
    const bytes = new TextEncoder().encode(text);
    bytes[text.indexOf("plain") + 2] = 0xe4;
    await expect(rowsOf(new Blob([bytes]))).rejects.toMatchObject({ code: "import-not-json" });
    await expect(rowsOf(new Blob([new Uint8Array(105 * 1024 * 1024)]))).rejects.toMatchObject({
      code: "import-too-large",
    });
    await stage("staged-in.json", "{");
    expect((await phone.send("import-record", { staged: true })).error?.code).toBe("import-not-json");
  });
});
