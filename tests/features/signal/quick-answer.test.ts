// A repeated request is answered from the cache: the same bytes, and never after they have become wrong.
import { IDBFactory } from "fake-indexeddb";
import { describe, expect, test } from "vitest";
import type { Sender } from "../../../src/core/commands/senders.ts";
import { siteOf } from "../../../src/core/companies/company.ts";
import fixtures from "../../fixtures/senders.json" with { type: "json" };
import { faultsMayBeLogged } from "../../support/device/oracle.ts";
import { countReads } from "../../support/device/reads.ts";
import { settled } from "../../support/device/settle.ts";
import { bank, type Device, shop, world } from "../../support/device/world.ts";
import { KILL_STEP } from "../../support/runs.ts";

const keptBy = (phone: Device): string[] => Object.keys(phone.browser.areas.session.get("answers") ?? {});
const newStyle = (phone: Device, style: string) =>
  phone.send("edit-layer", { layer: "base", fields: { treatment: { style: [style] } }, confirmed: true });
const styleIn = (value: unknown) => (value as { treatment?: { style?: string[] } } | undefined)?.treatment?.style;

/** A device with a granted company whose page has asked once. */
async function asked(): Promise<Device> {
  const { phone } = await world();
  await phone.allow(shop.company, shop.host);
  await phone.request(shop.url);
  expect(keptBy(phone)).toEqual(["https://www.shop.example"]);
  return phone;
}

/** The answer to a page, and the number of rows read for it. */
async function reading(phone: Device, work: () => Promise<unknown>) {
  const reads = countReads(phone.database);
  await phone.database.open();
  reads.take();
  return { answer: await work(), read: Object.keys(reads.take()) };
}

describe("a page that asks again", () => {
  test("gets the same bytes without a read of the record, also from a worker that has just started", async () => {
    const phone = await asked();
    const first = JSON.stringify((await phone.request(shop.url)).value);
    await phone.kill();
    await phone.start();
    const { answer, read } = await reading(phone, () => phone.request(shop.url));
    expect(JSON.stringify((answer as { value: unknown }).value)).toBe(first);
    expect(read).toEqual([]);
    const other = await reading(phone, () => phone.request("https://www.shop.example/elsewhere?x#y"));
    expect([JSON.stringify((other.answer as { value: unknown }).value), other.read]).toEqual([first, []]);
  });

  test("for some parts only is answered from the record", async () => {
    const phone = await asked();
    const { answer, read } = await reading(phone, () => phone.request(shop.url, ["terms"]));
    expect(Object.keys((answer as { value: object }).value)).not.toContain("contact");
    expect(read).not.toEqual([]);
  });

  test("counts towards the rate limit", async () => {
    const phone = await asked();
    for (let time = 1; time < 20; time++) expect((await phone.request(shop.url)).error).toBeUndefined();
    expect((await phone.request(shop.url)).error?.code).toBe("too-many-requests");
  });

  test("gets a new answer once the cached one has expired", async () => {
    const phone = await asked();
    const [first, later] = [await phone.request(shop.url), 31 * 86_400_000];
    phone.time += later;
    const second = await phone.request(shop.url);
    expect(second.error).toBeUndefined();
    expect(second.value).not.toEqual(first.value);
  });

  test("gets a new answer if a clock that was ahead issued the cached one, which a company would refuse", async () => {
    const { phone } = await world();
    await phone.allow(shop.company, shop.host);
    const right = phone.time;
    phone.now(right + 60 * 86_400_000);
    await phone.request(shop.url);
    phone.now(right);
    await phone.kill();
    await phone.start();
    const { value } = await phone.request(shop.url);
    expect(value).toMatchObject({ issued: "2026-11-18T00:00:00Z" });
  });
});

describe("a cached answer is never stale:", () => {
  test("after an edit, pages get the new view, in every order of requests and edits", async () => {
    const phone = await asked();
    const styles = ["short", "formal", "plain-language", "friendly"];
    for (const style of styles) {
      await Promise.all([
        phone.request(shop.url),
        newStyle(phone, style),
        phone.request(shop.url),
        settled().then(() => phone.request(shop.url)),
      ]);
      phone.time += 10_000;
      await phone.kill();
      await phone.start();
      expect(styleIn((await phone.request(shop.url)).value)).toEqual(
        styleIn((await phone.request(shop.url, ["treatment"])).value),
      );
    }
  });

  test.each<[string, (phone: Device) => Promise<unknown>]>([
    ["revoked", (phone) => phone.ask("revoke-company", { company: shop.company })],
    ["paused", (phone) => phone.ask("edit-grant", { company: shop.company, paused: true })],
    ["erased with everything", (phone) => phone.ask("erase-everything", {})],
  ])("%s: pages are refused, and nothing stays cached", async (_, work) => {
    const phone = await asked();
    await work(phone);
    expect(keptBy(phone)).toEqual([]);
    expect((await phone.request(shop.url)).error?.code).toBe("not-granted");
  });

  test.each<[string, (phone: Device) => Promise<unknown>]>([
    ["permission removed in the browser", (phone) => phone.browser.unpermit(`https://${shop.host}/*`)],
    ["permission removed in the browser, without an event", async (phone) => phone.browser.permissions.held.clear()],
  ])("%s: pages are refused", async (_, work) => {
    const phone = await asked();
    await work(phone);
    expect((await phone.request(shop.url)).error?.code).toBe("not-granted");
  });

  test("record erased while pages ask: nothing stays cached", async () => {
    const phone = await asked();
    const questions = Array.from({ length: 12 }, (_, turn) =>
      Array.from({ length: turn }).reduce<Promise<unknown>>((before) => before.then(settled), Promise.resolve()),
    );
    await Promise.all([
      phone.ask("erase-everything", {}),
      ...questions.map((turn) => turn.then(() => phone.request(shop.url))),
    ]);
    expect(keptBy(phone)).toEqual([]);
    const { readCachedAnswer } = await import("../../../src/platform/session/answer-cache.ts");
    expect(await readCachedAnswer("https://www.shop.example")).toBeNull();
  });

  test("record lost: pages are refused, and nothing stays cached", async () => {
    faultsMayBeLogged();
    const phone = await asked();
    await phone.kill();
    phone.factory = new IDBFactory();
    await phone.start();
    expect(keptBy(phone)).toEqual([]);
    expect((await phone.request(shop.url)).error?.code).toBe("record-lost");
  });

  test("worker killed at every effect of a write: the cache equals the record", async () => {
    faultsMayBeLogged();
    const writes: ((phone: Device) => Promise<unknown>)[] = [
      (phone) => newStyle(phone, "short"),
      (phone) => phone.send("revoke-company", { company: shop.company }),
    ];
    for (const write of writes) {
      for (let effects = 0, died = true; died; effects += KILL_STEP) {
        const phone = await asked();
        died = await phone.killDuring(effects, () => write(phone));
        const kept = keptBy(phone);
        await phone.start();
        const { grants, layers } = await phone.entities();
        const isWritten =
          styleIn(layers.find(({ id }) => id === "base")) !== undefined ||
          (grants[0] as { revokedAt?: string }).revokedAt !== undefined;
        if (isWritten) expect(kept).toEqual([]);
        if (!died) expect(isWritten).toBe(true);
      }
    }
  });

  test("a write commits only after the cached answer is cleared, and fails if it cannot be", async () => {
    const phone = await asked();
    let forget = () => {};
    phone.browser.beforeForgetting = () => new Promise<void>((done) => (forget = done));
    const writing = newStyle(phone, "short");
    await settled();
    expect(styleIn((await phone.entities()).layers[0])).toBeUndefined();
    expect((await phone.request(shop.url)).error).toBeUndefined();
    forget();
    expect((await writing).error).toBeUndefined();
    expect([keptBy(phone), styleIn((await phone.entities()).layers[0])]).toEqual([[], ["short"]]);

    await phone.request(shop.url);
    phone.browser.beforeForgetting = async () => Promise.reject(new Error("no"));
    expect((await newStyle(phone, "formal")).error?.code).toBe("storage-failed");
    expect(styleIn((await phone.request(shop.url)).value)).toEqual(["short"]);
    phone.browser.beforeForgetting = async () => {};
    expect((await newStyle(phone, "formal")).error).toBeUndefined();
    expect(styleIn((await phone.request(shop.url)).value)).toEqual(["formal"]);
  });

  test("a write that changes no view leaves the cached answer", async () => {
    const phone = await asked();
    await phone.ask("rate-visit", { company: shop.company, value: 1 });
    await phone.ask("rate-visit", { company: bank.company, value: -1 });
    expect(keptBy(phone)).toEqual(["https://www.shop.example"]);
  });
});

describe("is refused to", () => {
  const SENDERS = Object.entries(fixtures.browsers).flatMap(([browser, { own, senders }]) =>
    senders
      .filter((one) => one.class !== "content-top")
      .map(({ name, sender }) => ({ name: `${browser}: ${name}`, sender: sender as Sender, own })),
  );

  test("every sender but the top document of a granted page", async () => {
    const phone = await asked();
    await phone.browser.permit("https://*/*");
    await phone.kill();
    const [[, answer] = []] = Object.entries(phone.browser.areas.session.get("answers") ?? {});
    // Caches an answer for each of these sites, even for hosts that cannot be granted.
    const origins = SENDERS.flatMap(({ sender }) => siteOf(sender.url ?? "")?.origin ?? []);
    phone.browser.areas.session.set("answers", Object.fromEntries(origins.map((origin) => [origin, answer])));
    const told: string[] = [];
    for (const { name, sender, own } of SENDERS) {
      const id = sender.id === own.id ? phone.browser.id : sender.id;
      const reply = await phone.send("request-preferences", { id: "r" }, { ...sender, id });
      if (reply.error === undefined) told.push(name);
    }
    expect(told).toEqual([]);
    expect([SENDERS.length > 20, origins.length > 5]).toEqual([true, true]);
  });

  test("another host of the same company, or without encryption", async () => {
    const phone = await asked();
    for (const url of ["https://shop.example/", "http://www.shop.example/"])
      expect((await phone.request(url)).error).toBeDefined();
  });

  test("a message that is not exactly this request", async () => {
    const phone = await asked();
    const from = phone.contentScript(shop.url);
    for (const payload of [null, "r", {}, { id: 1 }, { id: "x".repeat(101) }, { id: "r", more: 1 }])
      expect((await phone.send("request-preferences", payload, from)).error?.code).toBe("bad-command");
  });
});

test("the answers of the newest ten pages stay cached", async () => {
  const phone = await asked();
  const [[, answer] = []] = Object.entries(phone.browser.areas.session.get("answers") ?? {});
  const older = Array.from({ length: 10 }, (_, index) => [`https://shop-${index}.example`, answer]);
  phone.browser.areas.session.set("answers", Object.fromEntries(older));
  await phone.kill();
  await phone.request(shop.url);
  expect(keptBy(phone)).toEqual([...older.slice(1).map(([origin]) => origin), "https://www.shop.example"]);
});
