// Updates of preferences: exactly the newest text that the company may read, under the agreed name.
import { afterEach, describe, expect, test, vi } from "vitest";
import { checkBody } from "../../../src/kit/receiver/bodies.ts";
import { CompanyServer } from "../../support/device/company-server.ts";
import { faultsMayBeLogged } from "../../support/device/oracle.ts";
import { settled } from "../../support/device/settle.ts";
import { deliveries, takesPart } from "../../support/device/share-steps.ts";
import { bank, type Device, shop, world } from "../../support/device/world.ts";
import { KILL_STEP } from "../../support/runs.ts";

afterEach(() => void vi.unstubAllGlobals());

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const LONG = 11 * MINUTE;

async function followed() {
  const server = new CompanyServer();
  const { phone, laptop } = await world();
  await takesPart(phone);
  await phone.allow(shop.company, shop.host);
  await phone.ask("acknowledge-preferences", { handle: "c-17" }, phone.contentScript(shop.url));
  await phone.ask("follow-updates", { company: shop.company, on: true, handle: "c-17" });
  return { server, phone, laptop };
}
const style = (phone: Device, ...words: string[]) =>
  phone.ask("edit-layer", { layer: "base", fields: { treatment: { style: words } }, confirmed: true });
const styles = (server: CompanyServer) =>
  server.sent.map(({ body }) => JSON.parse(body).treatment?.style?.join(" ") ?? "");
const states = async (phone: Device) => (await deliveries(phone)).map(({ state }) => state);
const page = async (phone: Device) => JSON.stringify((await phone.request(shop.url)).value);

describe("an update", () => {
  test("is the document that the page gets, under the agreed name, sent once for each text", async () => {
    const { server, phone } = await followed();
    await phone.pass(LONG);
    expect(server.sent).toMatchObject([{ url: "https://www.shop.example/cmr/preferences", body: await page(phone) }]);
    expect(server.sent[0]?.headers).toMatchObject({ authorization: "CMR c-17" });
    expect(checkBody("preferences", server.sent[0]?.body ?? "", phone.time)).toMatchObject({ ok: true });
    await phone.pass(DAY);
    expect(server.sent).toHaveLength(1);
    await style(phone, "short");
    await phone.pass(LONG);
    expect(styles(server)).toEqual(["", "short"]);
    const receipts = (await phone.entities()).receipts.filter((one) => "delivery" in one);
    expect(receipts).toMatchObject(server.sent.map(({ body }) => ({ direction: "answered", payload: body })));
  });

  test("waits some minutes, so that only the newest text leaves", async () => {
    const { server, phone } = await followed();
    await phone.pass(LONG);
    for (const word of ["short", "formal", "detailed"]) await style(phone, word);
    expect((await states(phone)).toSorted()).toEqual(["accepted", "owed"]);
    await phone.pass(LONG);
    expect(styles(server)).toEqual(["", "detailed"]);
  });

  test("is cancelled by a newer text if its attempt had no answer, and never follows it", async () => {
    const { server, phone } = await followed();
    server.reply = () => "lost";
    await style(phone, "short");
    await phone.pass(LONG);
    server.reply = () => ({});
    await style(phone, "formal");
    for (let day = 0; day < 3; day++) await phone.pass(DAY);
    expect(styles(server)).toEqual(["short", "formal"]);
    expect((await states(phone)).toSorted()).toEqual(["accepted", "cancelled"]);
  });

  test("owed before a pause is not sent after it if the user has narrowed the text since", async () => {
    const { server, phone } = await followed();
    await style(phone, "short");
    await phone.ask("edit-grant", { company: shop.company, paused: true });
    await phone.pass(LONG);
    expect(server.sent).toEqual([]);
    await style(phone);
    await phone.ask("edit-grant", { company: shop.company, paused: false, confirmed: true });
    await phone.pass(LONG);
    await phone.pass(LONG);
    expect(styles(server)).toEqual([""]);
  });

  test("narrowed at the last moment leaves with the narrower text only", async () => {
    const { server, phone } = await followed();
    await style(phone, "short");
    await phone.kill();
    phone.time += LONG;
    await phone.load();
    // Written without the effects, as if the worker had died before its receipt.
    const { database } = await import("../../../src/record/database.ts");
    const row = await database.layers.get("base");
    if (row === undefined) throw new Error("no layer");
    await database.layers.put({ ...row, treatment: { style: [] } });
    await phone.browser.fire("alarm", { name: "deliveries" });
    await phone.pass(LONG);
    await phone.pass(LONG);
    expect(styles(server)).toEqual([""]);
  });
});

describe("nothing leaves", () => {
  test.each([
    ["updates are off", (phone: Device) => phone.ask("follow-updates", { company: shop.company, on: false })],
    ["the company is revoked", (phone: Device) => phone.ask("revoke-company", { company: shop.company })],
    ["the permission is gone", (phone: Device) => phone.browser.unpermit(`https://${shop.host}/*`)],
  ])("once %s", async (_what, act) => {
    const { server, phone } = await followed();
    await act(phone);
    await style(phone, "short");
    await phone.pass(DAY);
    expect(server.sent).toEqual([]);
  });

  test("under a name that the user did not see, nor after a new Allow", async () => {
    const { server, phone } = await followed();
    await phone.pass(LONG);
    const other = { company: shop.company, on: true, handle: "c-18" };
    expect((await phone.send("follow-updates", other)).error?.code).toBe("share-changed");
    await phone.ask("acknowledge-preferences", { handle: "c-18" }, phone.contentScript(shop.url));
    await style(phone, "short");
    await phone.pass(LONG);
    expect(server.sent.map(({ headers }) => headers.authorization)).toEqual(["CMR c-17", "CMR c-17"]);
    await phone.ask("revoke-company", { company: shop.company });
    await phone.allow(shop.company, shop.host);
    await style(phone, "formal");
    await phone.pass(DAY);
    expect(server.sent).toHaveLength(2);
  });

  test("from a device that did not switch updates on, until the user takes them over", async () => {
    const { server, phone, laptop } = await followed();
    await phone.pass(LONG);
    const text = await phone.export();
    await phone.kill();
    await laptop.start();
    await takesPart(laptop);
    await laptop.bringIn(text);
    await laptop.browser.permit(`https://${shop.host}/*`);
    await style(laptop, "short");
    await laptop.pass(DAY);
    expect(server.sent).toHaveLength(1);
    await laptop.ask("follow-updates", { company: shop.company, on: true, handle: "c-17" });
    await laptop.pass(LONG);
    expect(styles(server)).toEqual(["", "short"]);
  });
});

test("a new text computes an update only if its company gets updates", async () => {
  const { phone } = await followed();
  await phone.allow(bank.company, bank.host);
  await phone.pass(LONG);
  const { setDocumentReader } = await import("../../../src/features/sharing/owe-updates.ts");
  const { documentOf } = await import("../../../src/features/signal/publish-signals.ts");
  let runs = 0;
  setDocumentReader((company) => {
    runs++;
    return documentOf(company);
  });
  const texts = async () =>
    (await phone.entities()).receipts.filter((one) => "direction" in one && one.direction === "shared").length;
  const after = async (company: string) => {
    const before = await texts();
    runs = 0;
    const fields = { treatment: { style: ["short"] } };
    await phone.ask("edit-layer", { layer: `company:${company}`, fields, confirmed: true });
    await settled();
    return { texts: (await texts()) - before, runs };
  };
  expect(await after(bank.company)).toEqual({ texts: 1, runs: 0 });
  expect(await after(shop.company)).toMatchObject({ texts: 1 });
  expect(runs).toBeGreaterThan(0);
});

test("with the worker killed at every step, the newest text arrives, and no older one after it", async () => {
  faultsMayBeLogged(/the worker is dead|effect of a write|receipts are late|update is owed/);
  for (let effects = 1; ; effects += 4 * KILL_STEP) {
    const { server, phone } = await followed();
    await phone.pass(LONG);
    const died = await phone.killDuring(effects, () => style(phone, "short"));
    await phone.start();
    await style(phone, "formal");
    for (let turn = 0; turn < 3; turn++) await phone.pass(DAY);
    expect(styles(server).at(-1)).toBe("formal");
    expect(styles(server).filter((one) => one === "formal")).toHaveLength(1);
    if (!died) return;
  }
}, 120_000);
