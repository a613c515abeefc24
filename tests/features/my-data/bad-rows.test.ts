// Invalid rows from earlier versions: no feature stops, no page is blank, and the record's copy is readable.
import { expect, test } from "vitest";
import type { Row } from "../../../src/core/record/change.ts";
import type { TableName } from "../../../src/core/record/tables.ts";
import { DEFAULT_PARTS } from "../../../src/core/sharing/default-parts.ts";
import { feelingRow, recordFile, stampAt } from "../../support/data/rows.ts";
import { bank, type Device, NOON, shop, world } from "../../support/device/world.ts";

const BAD = ["yesterday", "", "20261118", "2026-13-45", "~~~", "2026-11-18T12:00:00.500Z"];

async function poisoned(): Promise<Device> {
  const { phone } = await world();
  await phone.allow(bank.company, bank.host);
  const put = (table: TableName, row: object) =>
    phone.database[table].put({ $h: stampAt(NOON - 1000), ...row } as unknown as Row);
  for (const [index, at] of BAD.entries()) {
    const id = stampAt(NOON - 5000, index);
    await put("feelings", { ...feelingRow(at), id });
    await put("events", { id, at, company: shop.company, type: "promise", detail: { due: at } });
    await put("receipts", {
      ...{ id, at, company: shop.company, direction: "answered", payload: "", payloadHash: "", purposes: [] },
    });
  }
  const grant = { hosts: [shop.host], parts: DEFAULT_PARTS, since: "2026-11-01T00:00:00Z", until: "zzz" };
  await put("grants", { id: shop.company, ...grant });
  await put("companies", { id: shop.company, name: "The Shop", $h: `1${"z".repeat(22)}` });
  phone.browser.permissions.add(["https://*/*"]);
  await phone.kill();
  return phone.start();
}

test("rating, reading and disclosing continue, and an invalid end ends the permission", async () => {
  const phone = await poisoned();
  phone.browser.tabs = [{ id: 1, url: shop.url, active: true }];
  expect(await phone.ask("look-at-tab", { tab: 1 })).toMatchObject({ kind: "site", grant: "none" });
  for (const value of [1, 2]) await phone.ask("rate-visit", { company: shop.company, value });
  const feelings = (await phone.entities()).feelings as unknown as { at: string; value: number }[];
  // The second tap changes the feeling of today, whose stored instant has fractions of a second.
  expect(feelings).toMatchObject([{ at: "2026-11-18T12:00:00Z", value: 2 }]);
  expect((await phone.request(shop.url)).error?.code).toBe("not-granted");
  expect((await phone.request(bank.url)).value).toMatchObject({ cmr: "0.1" });
  await phone.ask("revoke-company", { company: bank.company });
  expect(phone.browser.rules.held).toEqual([]);
});

test("a new record can import the copy of a record with invalid rows", async () => {
  const phone = await poisoned();
  await phone.ask("edit-company", { company: shop.company, name: "Corner shop" });
  const text = await phone.export();
  const { laptop } = await world();
  await laptop.start();
  await laptop.ask("import-record", { text });
  expect((await laptop.entities()).companies).toContainEqual({ id: shop.company, name: "Corner shop" });
});

test("different forms of one instant count as one", async () => {
  const { ratingsOf } = await import("../../../src/core/insight/rating.ts");
  const feelings = [
    { id: "b", at: "2026-11-18T12:00:00.500Z", company: shop.company, value: 1 as const },
    { id: "a", at: "2026-11-18T12:00:00Z", company: shop.company, value: -1 as const },
    { id: "c", at: "2026-11-18T15:00:00+05:30", company: shop.company, value: 2 as const },
  ];
  expect(ratingsOf(feelings, () => "2026-11-18")).toMatchObject([{ value: 1 }]);
});

const NO_DOCUMENTS = [
  {},
  { issued: 5, expires: 7e12 },
  { issued: "2026-11-18T00:00:00Z", expires: "x" },
  { issued: "2026-11-18T00:00:00Z", expires: "2999-01-01T00:00:00Z" },
  { contact: { rules: 5 } },
];

test("a receipt from a file stops no reading and gives no document its dates, whatever its text", async () => {
  for (const given of NO_DOCUMENTS) {
    const { phone } = await world();
    await phone.allow(shop.company, shop.host);
    const rule = { kinds: ["news"], want: "no", until: "2026-12-24" };
    await phone.ask("edit-preference", { layer: `company:${shop.company}`, rule });
    const read = await phone.ask<object>("request-preferences", { id: "r" }, phone.contentScript(shop.url));
    phone.time += 60_000;
    const row = {
      at: "2026-11-18T12:00:59Z",
      company: shop.company,
      direction: "shared",
      payloadHash: "",
      purposes: [],
    };
    const payload = JSON.stringify({ ...read, issued: undefined, expires: undefined, ...given });
    await phone.ask("import-record", { text: recordFile({ receipts: [{ ...row, payload }] }) });
    await phone.kill();
    await phone.start();
    // A part is never answered from the cache.
    const again = await phone.request(shop.url, ["contact", "treatment", "terms"]);
    expect([given, again.value]).toEqual([given, read]);
  }
});
