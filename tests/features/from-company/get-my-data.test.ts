// A company's file about the user: fetched on a press, shown, and stored in the timeline once.
import { describe, expect, test } from "vitest";
import type { DataPreview } from "../../../src/core/commands/from-company.ts";
import type { TimelineEvent } from "../../../src/core/record/tables.ts";
import { CompanyServer, type Reply } from "../../support/device/company-server.ts";
import { file, noted } from "../../support/device/share-steps.ts";
import { type Device, shop, world } from "../../support/device/world.ts";

const { company } = shop;
const JSON_TYPE = { "content-type": "application/json; charset=utf-8" };
const order = (orderNumber: string, more: object = {}) => ({
  "@type": "Order",
  orderNumber,
  orderDate: "2026-11-03",
  acceptedOffer: { price: "12.50", priceCurrency: "EUR" },
  ...more,
});
const OFFERS = { ...file, endpoints: { ...file.endpoints, data: "/cmr/data" } };

async function allowed(participation: object = OFFERS): Promise<{ phone: Device; server: CompanyServer }> {
  const { phone } = await world();
  await noted(phone, participation);
  return { phone, server: new CompanyServer() };
}
const answers = (server: CompanyServer, body: unknown, more: Partial<Exclude<Reply, string>> = {}) => {
  server.reply = () => ({ body, headers: JSON_TYPE, ...more });
};
const fetched = (phone: Device, named = false) => phone.ask<DataPreview>("fetch-data", { company, named });
async function takeOver(
  phone: Device,
  choose: (preview: DataPreview) => object[] = ({ fresh, changed }) => [...fresh, ...changed],
) {
  const preview = await fetched(phone);
  const payload = { company, host: preview.host, entries: choose(preview) };
  return phone.ask<{ batch: string | null; rows: number }>("import-data", payload);
}
const taken = async (phone: Device) =>
  ((await phone.entities()).events as TimelineEvent[]).filter(({ detail }) => "data" in detail);

describe("fetching", () => {
  test("asks the company's address without cookie, name or origin, and stores nothing", async () => {
    const { phone, server } = await allowed();
    answers(server, [order("A-1"), { "@type": "Person" }]);
    const before = await phone.dump();
    expect(await fetched(phone)).toEqual({
      state: "read",
      host: shop.host,
      rows: 2,
      fresh: [{ kind: "order", day: "2026-11-03", reference: "A-1", amount: { value: 12.5, currency: "EUR" } }],
      changed: [],
      removed: [],
      known: 0,
      skipped: [{ reason: "other-type", rows: [2] }],
    });
    expect(await phone.dump()).toEqual(before);
    expect(server.sent).toHaveLength(1);
    expect(server.sent[0]).toMatchObject({
      url: `https://${shop.host}/cmr/data`,
      headers: { accept: "application/json, application/ld+json" },
      options: { method: "GET", credentials: "omit", referrerPolicy: "no-referrer", redirect: "manual" },
    });
    expect(server.sent[0]?.headers).not.toHaveProperty("authorization");
  });

  test("names the customer only if the user chose to", async () => {
    const { phone, server } = await allowed();
    answers(server, []);
    expect((await phone.send("fetch-data", { company, named: true })).error?.code).toBe("not-found");
    await phone.send("acknowledge-preferences", { handle: "c-17" }, phone.contentScript(shop.url));
    await fetched(phone, false);
    await fetched(phone, true);
    expect(server.sent.map(({ headers }) => headers.authorization)).toEqual([undefined, "CMR c-17"]);
  });

  test.each([
    ["a company that names no data", { ...file }, "not-found"],
    ["a company that is not allowed", OFFERS, "not-granted"],
  ])("sends nothing to %s", async (_, participation, code) => {
    const { phone, server } = await allowed(participation);
    if (code === "not-granted") await phone.ask("revoke-company", { company });
    expect((await phone.send("fetch-data", { company, named: false })).error?.code).toBe(code);
    expect(server.sent).toEqual([]);
  });

  test("sends nothing while the grant is paused", async () => {
    const { phone, server } = await allowed();
    await phone.ask("edit-grant", { company, paused: true });
    expect((await phone.send("fetch-data", { company, named: false })).error?.code).toBe("not-granted");
    expect(server.sent).toEqual([]);
  });

  test("from another host needs that host's permission, and returns it after the answer", async () => {
    const { phone, server } = await allowed({
      ...file,
      endpoints: { ...file.endpoints, data: "https://data.shop.example/mine" },
    });
    answers(server, []);
    expect((await phone.send("fetch-data", { company, named: false })).error?.code).toBe("permission-refused");
    await phone.browser.permit("https://data.shop.example/*");
    expect(await fetched(phone)).toMatchObject({ state: "read", host: "data.shop.example" });
    expect(phone.browser.permissions.held).not.toContain("https://data.shop.example/*");
    expect(phone.browser.permissions.held).toContain(`https://${shop.host}/*`);
  });

  test.each<[string, Reply, string]>([
    ["no answer", "down", "unreachable"],
    ["a redirect", { status: 302 }, "redirected"],
    ["a file that is not ready", { status: 202 }, "later"],
    ["an overloaded server", { status: 503 }, "later"],
    ["an unknown customer", { status: 401, body: { reason: "Sign in first\u202e." } }, "refused"],
    ["a page in place of data", { body: "hello", headers: { "content-type": "text/html" } }, "content-type"],
    ["rows by the thousands", { body: Array.from({ length: 5001 }, () => 1), headers: JSON_TYPE }, "too-many-rows"],
    ["a huge file", { body: "x".repeat(3_000_000), headers: JSON_TYPE }, "too-large"],
  ])("%s is reported and stores nothing", async (_, reply, fault) => {
    const { phone, server } = await allowed();
    server.reply = () => reply;
    const answer = await fetched(phone);
    expect(answer).toMatchObject({ state: "failed", fault });
    if (fault === "refused") expect(answer).toMatchObject({ reason: "Sign in first." });
    expect(await taken(phone)).toEqual([]);
  });
});

describe("keeping the entries", () => {
  test("stores the shown entries with their source, in one write that Undo reverts", async () => {
    const { phone, server } = await allowed();
    answers(server, [
      order("A-1", { description: "A kettle" }),
      { "@type": "CommunicateAction", startTime: "2026-11-05T10:00:00Z", agent: { "@type": "Organization" } },
      { "@type": "CommunicateAction", startTime: "2026-11-06", agent: { "@type": "Person" } },
    ]);
    const before = await phone.entities();
    const { batch, rows } = await takeOver(phone);
    expect(rows).toBe(3);
    const by = { by: "company", source: shop.host };
    expect(
      (await taken(phone)).map(({ id, ...event }) => event).toSorted((one, other) => (one.at < other.at ? -1 : 1)),
    ).toEqual([
      {
        at: "2026-11-03T12:00:00Z",
        company,
        type: "purchase",
        detail: {
          ...by,
          data: "order",
          day: "2026-11-03",
          reference: "A-1",
          text: "A kettle",
          amount: 12.5,
          currency: "EUR",
        },
      },
      { at: "2026-11-05T10:00:00Z", company, type: "contact", detail: { ...by, data: "message", from: "company" } },
      {
        at: "2026-11-06T12:00:00Z",
        company,
        type: "asked",
        detail: { ...by, data: "message", day: "2026-11-06", from: "customer" },
      },
    ]);
    await phone.ask("undo", { batch });
    expect(await phone.entities()).toEqual(before);
  });

  test("twice imports nothing twice, and a row that the file repeats counts once", async () => {
    const { phone, server } = await allowed();
    const unnumbered = { "@type": "Invoice", paymentDueDate: "2026-11-09", description: "Gas" };
    answers(server, [order("A-1"), order("A-1"), unnumbered, unnumbered, order("A-2")]);
    expect((await fetched(phone)).skipped).toEqual([{ reason: "twice", rows: [2, 4] }]);
    await takeOver(phone);
    const once = await taken(phone);
    expect(once).toHaveLength(3);
    expect(await fetched(phone)).toMatchObject({ fresh: [], changed: [], known: 3 });
    const entries = [{ kind: "order", day: "2026-11-03", reference: "A-2", amount: { value: 12.5, currency: "EUR" } }];
    expect(await phone.ask("import-data", { company, host: shop.host, entries })).toEqual({ batch: null, rows: 0 });
    expect(await taken(phone)).toEqual(once);
  });

  test("with a changed row changes its entry, and Undo restores the earlier words", async () => {
    const { phone, server } = await allowed();
    answers(server, [order("A-1")]);
    await takeOver(phone);
    const before = await taken(phone);
    answers(server, [order("A-1", { acceptedOffer: { price: 9, priceCurrency: "EUR" } })]);
    expect(await fetched(phone)).toMatchObject({ fresh: [], changed: [{ reference: "A-1" }], known: 0 });
    const { batch } = await takeOver(phone);
    expect(await taken(phone)).toMatchObject([{ detail: { amount: 9 } }]);
    await phone.ask("undo", { batch });
    expect(await taken(phone)).toEqual(before);
  });

  test("restores a removed entry only at the user's request", async () => {
    const { phone, server } = await allowed();
    answers(server, [order("A-1"), order("A-2")]);
    await takeOver(phone);
    const [first] = await taken(phone);
    await phone.ask("remove-event", { id: first?.id ?? "" });
    const again = await fetched(phone);
    expect(again).toMatchObject({ fresh: [], changed: [], known: 1 });
    expect(again.removed).toHaveLength(1);
    await takeOver(phone, ({ removed }) => removed);
    expect(await taken(phone)).toHaveLength(2);
  });

  test("stores the company's words: the user can remove an entry but not edit it", async () => {
    const { phone, server } = await allowed();
    answers(server, [order("A-1")]);
    await takeOver(phone);
    const [entry] = await taken(phone);
    const edit = { id: entry?.id ?? "", company, type: "purchase", at: entry?.at ?? "", detail: { text: "mine" } };
    expect((await phone.send("edit-event", edit)).error?.code).toBe("not-allowed");
  });

  test("from a host of another company is refused", async () => {
    const { phone } = await allowed();
    const entries = [{ kind: "order", day: "2026-11-03" }];
    expect((await phone.send("import-data", { company, host: "www.bank.example", entries })).error?.code).toBe(
      "bad-command",
    );
  });

  test("with the worker killed at any effect stores all entries or none", async () => {
    for (let effects = 1; effects < 60; effects++) {
      const { phone, server } = await allowed();
      answers(server, [order("A-1"), order("A-2")]);
      const { fresh, host } = await fetched(phone);
      const died = await phone.killDuring(effects, () => phone.send("import-data", { company, host, entries: fresh }));
      await phone.start();
      expect([0, 2]).toContain((await taken(phone)).length);
      if (!died) return;
    }
    throw new Error("it never survived");
  });
});
