// Sharing one feeling with one company: the exact preview, the owed delivery, withdrawal; never a silent change.
import { describe, expect, test } from "vitest";
import type { Feeling } from "../../../src/core/record/tables.ts";
import { DEFAULT_PARTS } from "../../../src/core/sharing/default-parts.ts";
import type { Receipt } from "../../../src/core/sharing/receipt.ts";
import { deliveries, file, noted, preview, share } from "../../support/device/share-steps.ts";
import { type Device, shop, world } from "../../support/device/world.ts";

const receipts = async (phone: Device) => (await phone.entities()).receipts as unknown as Receipt[];
const told = async (phone: Device) =>
  (await phone.entities()).events.filter((event) => "shared" in (event as unknown as { detail: object }).detail);
const feelingNow = async (phone: Device) => (await phone.entities()).feelings[0] as Feeling;

describe("the preview", () => {
  test("ticks every line without free text, and shows the exact text", async () => {
    const { phone } = await world();
    const { id } = await noted(phone);
    const seen = await preview(phone, id);
    expect(seen).toMatchObject({
      name: "The Shop",
      lines: ["date", "value", "words", "about", "own-tags", "success", "wanted", "note"],
      ticked: ["date", "value", "words", "about", "success"],
      handle: null,
    });
    expect(JSON.parse(seen.body)).toEqual({
      cmr: "0.1",
      feeling: { date: "2026-11-18", value: -1, words: ["ignored"], about: ["staff"], success: "no" },
    });
  });

  test("contains the ticked lines and nothing else", async () => {
    const { phone } = await world();
    const { id } = await noted(phone);
    const { body } = await preview(phone, id, ["value", "own-tags", "note"]);
    expect(JSON.parse(body)).toEqual({ cmr: "0.1", feeling: { value: -1, about: ["Parking"], note: "Zoë" } });
    expect(await deliveries(phone)).toEqual([]);
  });
});

describe("sharing", () => {
  test("stores the owed delivery, its receipt and the timeline's entry in one write", async () => {
    const { phone } = await world();
    const { id } = await noted(phone);
    const { body } = await preview(phone, id);
    const key = await share(phone, id);
    expect(key.length).toBeGreaterThanOrEqual(25);
    expect(await deliveries(phone)).toEqual([
      {
        id: key,
        kind: "feeling",
        at: "2026-11-18T12:00:00Z",
        company: shop.company,
        endpoint: "https://www.shop.example/cmr/feelings",
        body,
        attempts: 0,
        nextAt: "2026-11-18T12:00:10Z",
        state: "owed",
        feeling: id,
        version: 1,
      },
    ]);
    expect((await receipts(phone)).at(-1)).toMatchObject({ direction: "answered", payload: body, delivery: key });
    expect(await told(phone)).toMatchObject([{ type: "told", detail: { delivery: key } }]);
    const batches = await phone.database.changes.where("[table+id]").equals(["deliveries", key]).toArray();
    const tables = await phone.database.changes
      .where("batch")
      .equals(batches[0]?.batch ?? "")
      .toArray();
    expect(tables.map(({ table }) => table).sort()).toEqual(["deliveries", "events", "receipts"]);
  });

  test("is idempotent", async () => {
    const { phone } = await world();
    const { id } = await noted(phone);
    expect(await share(phone, id)).toBe(await share(phone, id, { lines: ["value"] }));
    expect(await deliveries(phone)).toHaveLength(1);
  });

  test("a text that differs from the shown one is refused", async () => {
    const { phone } = await world();
    const { id } = await noted(phone);
    const { body, ticked } = await preview(phone, id);
    await phone.ask("describe-feeling", { id, detail: { words: ["angry"] } });
    const payload = { id, lines: ticked, named: false, shown: body };
    expect((await phone.send("share-feeling", payload)).error?.code).toBe("share-changed");
    const dated = await preview(phone, id, ["date"]);
    const empty = { id, lines: ["date"], named: false, shown: dated.body };
    expect((await phone.send("share-feeling", empty)).error?.code).toBe("share-changed");
    expect(await deliveries(phone)).toEqual([]);
  });

  test.each([
    ["does not take feelings", { ...file, honours: {} }, true],
    ["does not say where to", { ...file, endpoints: {} }, true],
    ["is not allowed to be told", file, false],
  ])("with a company that %s is refused", async (_what, participation, part) => {
    const { phone } = await world();
    const { id } = await noted(phone, participation, part);
    const { body, ticked } = await preview(phone, id);
    const reply = await phone.send("share-feeling", { id, lines: ticked, named: false, shown: body });
    expect(reply.error?.code).toBe("not-granted");
    expect(await deliveries(phone)).toEqual([]);
  });

  test("the feelings part needs a confirmation of its own", async () => {
    const { phone } = await world();
    await noted(phone, file, false);
    const parts = { ...DEFAULT_PARTS, feelings: true };
    const asks = await phone.ask("edit-grant", { company: shop.company, parts });
    expect(asks).toMatchObject({
      asks: [{ company: shop.company, name: "The Shop (shop.example)", widenings: [{ what: "feelings" }] }],
    });
    await phone.ask("edit-grant", { company: shop.company, parts, confirmed: true });
    expect(await phone.ask("edit-grant", { company: shop.company, parts })).toMatchObject({ batch: expect.anything() });
  });

  test("uses the company's name for the user only if it gave one and the user chose it", async () => {
    const { phone } = await world();
    const { id } = await noted(phone);
    const { body, ticked } = await preview(phone, id);
    const payload = { id, lines: ticked, named: true, shown: body };
    expect((await phone.send("share-feeling", payload)).error?.code).toBe("share-changed");
    await phone.ask("acknowledge-preferences", { handle: "c-17" }, phone.contentScript(shop.url));
    phone.time += 1000;
    await phone.ask("acknowledge-preferences", { honours: {} }, phone.contentScript(shop.url));
    expect((await preview(phone, id)).handle).toBe("c-17");
    await share(phone, id, { named: true });
    expect(await deliveries(phone)).toMatchObject([{ handle: "c-17", body }]);
    expect(body).not.toContain("c-17");
  });

  test("does not end the reading period of the preferences", async () => {
    const { phone } = await world();
    const { id } = await noted(phone);
    const before = (await receipts(phone)).length;
    await share(phone, id);
    await phone.pass(3_600_000);
    await phone.request(shop.url);
    expect((await receipts(phone)).length).toBe(before + 1);
    await phone.ask("revoke-company", { company: shop.company });
    expect((await receipts(phone)).at(-1)?.direction).toBe("withdrawn");
  });
});

describe("a shared feeling", () => {
  test.each([
    ["/cmr/feelings", "http://shop.localhost:8443/cmr/feelings"],
    ["https://api.shop.example/feelings", "https://api.shop.example/feelings"],
  ])("goes to %s as the company's file names it for the page's origin", async (feelings, endpoint) => {
    const { phone } = await world();
    const { endpointFor } = await import("../../../src/features/sharing/company-endpoint.ts");
    await noted(phone, { ...file, endpoints: { feelings } });
    const stored = await phone.database.participations.get(shop.host);
    if (stored === undefined) throw new Error("no file is stored");
    expect(endpointFor({ ...stored, id: "shop.localhost", origin: "http://shop.localhost:8443" }, "feelings")).toBe(
      endpoint,
    );
  });

  test("is one entry of the timeline, and its receipt shows the delivery's state", async () => {
    const { phone } = await world();
    const { id } = await noted(phone);
    const key = await share(phone, id);
    const { readTimelinePage } = await import("../../../src/features/timeline/read-timeline.ts");
    const { readGrantsAndReceipts } = await import("../../../src/features/sharing/read-grants-and-receipts.ts");
    const span = { company: shop.company, filter: null, after: null, until: null };
    const { entries } = await readTimelinePage(span);
    expect(entries.filter((entry) => entry.kind !== "feeling").map(({ kind }) => kind)).toEqual(["event", "event"]);
    const [proof, reading] = (await readGrantsAndReceipts(null, { most: 9 })).receipts;
    expect(proof).toMatchObject({
      name: "The Shop",
      delivery: { delivery: { state: "owed" }, sentHere: [key], endpoint: null },
      receipt: { delivery: key },
    });
    expect(reading).toMatchObject({ until: null, delivery: null, receipt: { direction: "shared" } });
    expect((await readGrantsAndReceipts(null, { most: 9, kind: "told" })).receipts).toHaveLength(1);
    expect((await readGrantsAndReceipts(null, { most: 9, kind: "answered" })).receipts).toEqual([]);
    await phone.ask("withdraw-share", { id: key });
    expect((await readGrantsAndReceipts(null, { most: 9 })).receipts[0]).toMatchObject({
      delivery: { delivery: { state: "cancelled" } },
    });
  });

  test("that was sent without an answer may have arrived, as withdrawing it says", async () => {
    const { phone } = await world();
    const { id } = await noted(phone);
    const key = await share(phone, id);
    await phone.database.deliveries.update(key, { attempts: 1 });
    expect(await phone.ask("withdraw-share", { id: key })).toMatchObject({ tried: true });
  });

  test("is cancelled by withdrawing and owed again by Undo; the receipt stays", async () => {
    const { phone } = await world();
    const { id } = await noted(phone);
    const key = await share(phone, id);
    const { batch, tried } = await phone.ask<{ batch: string; tried: boolean }>("withdraw-share", { id: key });
    expect(tried).toBe(false);
    expect(await deliveries(phone)).toMatchObject([{ state: "cancelled" }]);
    expect(await told(phone)).toMatchObject([{ detail: { withdrawn: true } }]);
    expect((await phone.send("withdraw-share", { id: key })).error?.code).toBe("not-found");
    await phone.ask("undo", { batch });
    expect(await deliveries(phone)).toMatchObject([{ state: "owed" }]);
    expect(await told(phone)).toMatchObject([{ detail: { shared: "feeling", delivery: key } }]);
    expect((await receipts(phone)).filter(({ delivery }) => delivery === key)).toHaveLength(1);
  });

  test("gets a new version with the first edit, and its sent text stays unchanged", async () => {
    const { phone } = await world();
    const { id } = await noted(phone);
    await share(phone, id);
    const [{ body } = { body: "" }] = await deliveries(phone);
    await phone.ask("describe-feeling", { id, detail: { words: ["ignored"] } });
    expect((await feelingNow(phone)).version).toBeUndefined();
    await phone.ask("rate-visit", { company: shop.company, value: 1 });
    await phone.ask("describe-feeling", { id, detail: { note: "better now" } });
    expect(await feelingNow(phone)).toMatchObject({ value: 1, note: "better now", version: 2 });
    expect(await deliveries(phone)).toMatchObject([{ body, version: 1, state: "owed" }]);
  });

  test("names the accepted version that it replaces", async () => {
    const { phone } = await world();
    const { id } = await noted(phone);
    const first = await share(phone, id);
    const { write } = await import("../../../src/record/write.ts");
    await write([{ table: "deliveries", id: first, fields: { state: "accepted" } }]);
    expect(await share(phone, id)).toBe(first);
    await phone.ask("describe-feeling", { id, detail: { words: ["angry"] } });
    const second = await share(phone, id);
    expect(second).not.toBe(first);
    const body = (await deliveries(phone)).find((one) => one.id === second)?.body ?? "";
    expect(JSON.parse(body).replaces).toBe(first);
  });

  test("that is removed is not sent, and its text is erased with it", async () => {
    const { phone } = await world();
    const { id } = await noted(phone);
    await share(phone, id, { lines: ["value", "note"] });
    const { batch } = await phone.ask<{ batch: string }>("remove-feeling", { id });
    expect(await deliveries(phone)).toMatchObject([{ state: "cancelled" }]);
    await phone.ask("undo", { batch });
    expect(await deliveries(phone)).toMatchObject([{ state: "owed" }]);
    await phone.ask("remove-feeling", { id });
    await phone.pass(3_600_000);
    expect(JSON.stringify(await phone.dump())).not.toContain("Zoë");
  });

  test.each(["in Regards", "in the browser"])(
    "nothing is owed to a company after its permission was revoked %s",
    async (where) => {
      const { phone } = await world();
      const { id } = await noted(phone);
      await share(phone, id);
      if (where === "in Regards") await phone.ask("revoke-company", { company: shop.company });
      else await phone.browser.unpermit(`https://${shop.host}/*`);
      await phone.pass(60_000);
      expect(await deliveries(phone)).toMatchObject([{ state: "cancelled" }]);
    },
  );
});
