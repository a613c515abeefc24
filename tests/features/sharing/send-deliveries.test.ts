// Owed deliveries: sent once in effect, with the exact text, only with permission, and never dropped silently.
import { afterEach, describe, expect, test, vi } from "vitest";
import type { TimelineEvent } from "../../../src/core/record/tables.ts";
import { CompanyServer, type Reply } from "../../support/device/company-server.ts";
import { faultsMayBeLogged } from "../../support/device/oracle.ts";
import { deliveries, file, noted, preview, share } from "../../support/device/share-steps.ts";
import { type Device, shop, world } from "../../support/device/world.ts";

afterEach(() => void vi.unstubAllGlobals());

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

async function shared(reply: Reply = {}, options: { named?: boolean; participation?: object } = {}) {
  const server = new CompanyServer();
  server.reply = () => reply;
  const { phone, laptop } = await world();
  const { id } = await noted(phone, options.participation);
  const { body } = await preview(phone, id);
  const key = await share(phone, id, options.named === true ? { named: true } : {});
  return { server, phone, laptop, id, key, body };
}
const events = async (phone: Device) => (await phone.entities()).events as unknown as TimelineEvent[];
const one = async (phone: Device) => (await deliveries(phone))[0];

describe("an owed delivery", () => {
  test("is sent after the time for Undo, with the exact text, its key and nothing else", async () => {
    const { server, phone, key, body } = await shared({ body: { receipt: "r-17" } });
    expect(server.sent).toEqual([]);
    await phone.pass(11_000);
    expect(server.sent).toMatchObject([{ url: "https://www.shop.example/cmr/feelings", body }]);
    expect(server.sent[0]?.headers).toEqual({ "content-type": "application/json", "idempotency-key": key });
    expect(server.sent[0]?.options).toMatchObject({
      method: "POST",
      credentials: "omit",
      redirect: "manual",
      referrerPolicy: "no-referrer",
      cache: "no-store",
    });
    const accepted = { state: "accepted", acceptedAt: "2026-11-18T12:00:11Z", reference: "r-17", attempts: 1, body };
    expect(await one(phone)).toMatchObject(accepted);
    await phone.pass(DAY);
    expect(server.sent).toHaveLength(1);
  });

  test("hides the browser's origin before the first request", async () => {
    const { phone } = await shared();
    await phone.pass(11_000);
    const rules = phone.browser.rules.get("session");
    expect(rules).toMatchObject([
      {
        condition: { initiatorDomains: [new URL(phone.browser.root).host], resourceTypes: ["xmlhttprequest"] },
        action: { requestHeaders: [{ header: "origin", operation: "remove" }] },
      },
    ]);
  });

  test("names the customer only by the company's own name for them, and only if the user chose it", async () => {
    const server = new CompanyServer();
    const { phone } = await world();
    const { id } = await noted(phone);
    await phone.ask("acknowledge-preferences", { handle: "c-17" }, phone.contentScript(shop.url));
    await share(phone, id, { named: true });
    await phone.pass(11_000);
    expect(server.sent[0]?.headers).toMatchObject({ authorization: "CMR c-17" });
    expect(server.sent[0]?.body).not.toContain("c-17");
  });

  test("withdrawn in time is never sent, and Undo of that sends it", async () => {
    const { server, phone, key } = await shared();
    const { batch } = await phone.ask<{ batch: string }>("withdraw-share", { id: key });
    await phone.pass(DAY);
    expect(server.sent).toEqual([]);
    await phone.ask("undo", { batch });
    await phone.pass(MINUTE);
    expect(server.sent).toHaveLength(1);
  });
});

describe("the company's words", () => {
  const answer = {
    receipt: "r",
    reply: "We are sorry.",
    promise: { what: "We refund you.", by: "2026-11-20" },
  };

  test("are entries of the timeline: the reply, and the promise with its day", async () => {
    const { phone, key } = await shared({ body: answer });
    await phone.pass(11_000);
    const from = { company: shop.company, at: "2026-11-18T12:00:11Z" };
    expect(await events(phone)).toEqual(
      expect.arrayContaining([
        {
          ...from,
          id: `answered ${key}`,
          type: "answered",
          detail: { reply: "We are sorry.", by: "company", delivery: key },
        },
        {
          ...from,
          id: `promise ${key}`,
          type: "promise",
          detail: { text: "We refund you.", due: "2026-11-20", by: "company", delivery: key },
        },
      ]),
    );
  });

  test("cannot be edited, and the promise can be settled as kept or broken", async () => {
    const { phone, key } = await shared({ body: answer });
    await phone.pass(2 * DAY);
    const { readDuePromises } = await import("../../../src/features/timeline/read-promises.ts");
    expect(await readDuePromises()).toMatchObject([{ due: "2026-11-20", promise: { id: `promise ${key}` } }]);
    expect((await phone.send("remove-event", { id: `promise ${key}` })).error?.code).toBe("not-allowed");
    const outcome = { company: shop.company, type: "breach", at: "2026-11-20T12:00:00Z" };
    await phone.ask("edit-event", { ...outcome, detail: { promise: `promise ${key}` } });
    expect(await readDuePromises()).toEqual([]);
  });

  test("in another form change nothing about the acceptance", async () => {
    const { phone } = await shared({ body: { reply: 7, receipt: "r" } });
    const before = (await events(phone)).length;
    await phone.pass(11_000);
    expect(await one(phone)).toMatchObject({ state: "accepted" });
    expect((await one(phone))?.reference).toBeUndefined();
    expect(await events(phone)).toHaveLength(before);
  });
});

describe("without success", () => {
  test("a refusal is final, with the company's reason, and the feeling can be shared anew", async () => {
    const { server, phone, id } = await shared({ status: 422, body: { reason: "We closed." } });
    await phone.pass(DAY);
    expect(await one(phone)).toMatchObject({ state: "refused", reason: "We closed.", lastError: "http-422" });
    expect(server.sent).toHaveLength(1);
    server.reply = () => ({});
    await share(phone, id);
    await phone.pass(MINUTE);
    expect((await deliveries(phone)).map(({ state }) => state).sort()).toEqual(["accepted", "refused"]);
  });

  test("twelve attempts with the same key and text are the most; then the delivery waits for the user", async () => {
    const { server, phone, key, body } = await shared({ status: 503 });
    for (let day = 0; day < 40; day++) await phone.pass(DAY);
    expect(server.sent).toHaveLength(12);
    expect(new Set(server.sent.map((sent) => `${sent.headers["idempotency-key"]} ${sent.body}`))).toEqual(
      new Set([`${key} ${body}`]),
    );
    expect(await one(phone)).toMatchObject({ state: "owed", stopped: "gave-up", attempts: 12, lastError: "http-503" });
    server.reply = () => ({});
    await phone.ask("retry-delivery", { id: key });
    await phone.pass(MINUTE);
    expect(await one(phone)).toMatchObject({ state: "accepted" });
    expect((await one(phone))?.stopped).toBeUndefined();
  });

  test("Retry-After is obeyed, up to a day", async () => {
    const { server, phone } = await shared({ status: 429, headers: { "retry-after": "7200" } });
    await phone.pass(11_000);
    await phone.pass(119 * MINUTE);
    expect(server.sent).toHaveLength(1);
    server.reply = () => ({ status: 503, headers: { "retry-after": "99999999" } });
    await phone.pass(2 * MINUTE);
    expect(server.sent).toHaveLength(2);
    await phone.pass(DAY + MINUTE);
    expect(server.sent).toHaveLength(3);
  });

  test.each(["down", "lost"] as const)(
    "the answer %s leads to another attempt, and the company stores the text once",
    async (fault) => {
      const { server, phone, key, body } = await shared(fault);
      await phone.pass(MINUTE);
      expect(await one(phone)).toMatchObject({ state: "owed", lastError: "unreachable", attempts: 1 });
      server.reply = () => ({});
      await phone.pass(DAY);
      expect(await one(phone)).toMatchObject({ state: "accepted" });
      expect([...server.kept]).toEqual([[key, body]]);
    },
  );

  test("an attempt that a clock a year ahead put off is made once the clock is right", async () => {
    const { server, phone } = await shared("down");
    const right = phone.time + MINUTE;
    await phone.pass(365 * DAY);
    expect(Date.parse((await one(phone))?.nextAt ?? "")).toBeGreaterThan(right + DAY);
    server.reply = () => ({});
    phone.now(right);
    await phone.kill();
    await phone.start();
    expect(await one(phone)).toMatchObject({ state: "accepted" });
  });

  test("an alarm starts the next attempt", async () => {
    const { server, phone } = await shared("down");
    await phone.pass(11_000);
    server.reply = () => ({});
    const when = phone.browser.alarms.get("deliveries")?.when ?? 0;
    expect(when).toBeGreaterThan(phone.time);
    phone.now(when + 1000);
    await phone.browser.fire("alarm", { name: "deliveries" });
    const { settled } = await import("../../support/device/settle.ts");
    await settled();
    expect(await one(phone)).toMatchObject({ state: "accepted" });
  });
});

describe("without a permission nothing leaves", () => {
  test.each([
    ["the company is revoked", (phone: Device) => phone.ask("revoke-company", { company: shop.company })],
    ["the browser's permission is gone", (phone: Device) => phone.browser.unpermit(`https://${shop.host}/*`)],
    [
      "the feelings part is off",
      (phone: Device) => phone.ask("edit-grant", { company: shop.company, parts: { feelings: false } }),
    ],
    ["the company is paused", (phone: Device) => phone.ask("edit-grant", { company: shop.company, paused: true })],
    [
      "the grant has ended",
      (phone: Device) => phone.ask("edit-grant", { company: shop.company, until: "2026-11-18T12:00:05Z" }),
    ],
    [
      "the feeling is removed",
      async (phone: Device) => {
        const [feeling] = (await phone.entities()).feelings;
        return phone.ask("remove-feeling", { id: feeling?.id });
      },
    ],
  ])("when %s", async (_when, act) => {
    const { server, phone } = await shared();
    await act(phone);
    await phone.pass(DAY);
    expect(server.sent).toEqual([]);
  });

  test("to a paused company until the user resumes", async () => {
    const { server, phone } = await shared();
    await phone.ask("edit-grant", { company: shop.company, paused: true });
    await phone.pass(MINUTE);
    expect(await one(phone)).toMatchObject({ state: "owed", stopped: "not-granted" });
    await phone.ask("edit-grant", { company: shop.company, paused: false, confirmed: true });
    await phone.pass(MINUTE);
    expect(server.sent).toHaveLength(1);
    expect(await one(phone)).toMatchObject({ state: "accepted" });
  });

  test("to another host of the company without a permission of its own, which ends with the grant", async () => {
    const participation = { ...file, endpoints: { feelings: "https://api.shop.example/f" } };
    const { server, phone, id, key } = await shared({}, { participation });
    expect((await preview(phone, id)).asksHost).toBe("api.shop.example");
    await phone.pass(MINUTE);
    expect(await one(phone)).toMatchObject({ state: "owed", stopped: "no-permission" });
    await phone.browser.permit("https://api.shop.example/*");
    await phone.pass(MINUTE);
    expect(server.sent).toMatchObject([{ url: "https://api.shop.example/f", headers: { "idempotency-key": key } }]);
    await phone.ask("revoke-company", { company: shop.company });
    expect(phone.browser.permissions.contains(["https://api.shop.example/*"])).toBe(false);
  });
});

describe("exactly one device sends", () => {
  test("a delivery from a file is not sent before the user takes it over", async () => {
    const { server, phone, laptop, key } = await shared("down");
    const text = await phone.export();
    await phone.kill();
    await laptop.start();
    const stored = { id: shop.host, company: shop.company, fetchedAt: laptop.time, hash: "h", participation: file };
    await laptop.database.participations.put(stored as never);
    await laptop.bringIn(text);
    await laptop.browser.permit(`https://${shop.host}/*`);
    server.reply = () => ({});
    await laptop.pass(DAY);
    expect(server.sent).toEqual([]);
    await laptop.ask("retry-delivery", { id: key });
    await laptop.pass(MINUTE);
    expect(server.sent).toHaveLength(1);
    expect(await one(laptop)).toMatchObject({ state: "accepted" });
  });

  test("an acceptance overrides a withdrawal on a device that did not know of it", async () => {
    const { phone, key } = await shared();
    await phone.pass(MINUTE);
    const { write } = await import("../../../src/record/write.ts");
    await write([{ table: "deliveries", id: key, fields: { state: "cancelled" } }]);
    expect(await one(phone)).toMatchObject({ state: "accepted" });
  });

  test("a withdrawal during the request takes effect only if the company did not accept the text", async () => {
    const { server, phone, key } = await shared();
    server.reply = async () => {
      await phone.ask("withdraw-share", { id: key });
      return server.sent.length === 0 ? { status: 503 } : {};
    };
    await phone.pass(MINUTE);
    expect(await one(phone)).toMatchObject({ state: "cancelled" });
    await phone.pass(DAY);
    expect(server.sent).toHaveLength(1);
  });
});

test("with the worker killed at every step, a delivery arrives once in effect and is never lost", async () => {
  faultsMayBeLogged(/the worker is dead/);
  for (let effects = 1; ; effects++) {
    const { server, phone, key, body } = await shared({ body: { reply: "Thanks." } });
    await phone.kill();
    phone.time += MINUTE;
    const died = await phone.killDuring(effects);
    await phone.start();
    for (let day = 0; day < 2; day++) await phone.pass(DAY);
    expect(await one(phone)).toMatchObject({ state: "accepted" });
    expect([...server.kept]).toEqual([[key, body]]);
    expect((await events(phone)).filter(({ detail }) => "reply" in detail)).toHaveLength(1);
    if (!died) return;
  }
}, 60_000);
