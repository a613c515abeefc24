// The text of a company's promise: fetched on a press, stored once, and only if it is the announced one.
import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import type { TimelineEvent } from "../../../src/core/record/tables.ts";
import { CompanyServer } from "../../support/device/company-server.ts";
import { file, noted } from "../../support/device/share-steps.ts";
import { type Device, shop, world } from "../../support/device/world.ts";

const { company } = shop;
const hashOf = (text: string) => createHash("sha256").update(text).digest("hex");
const naming = (text: string) => ({ ...file, promise: { url: "/promise.txt", sha256: hashOf(text) } });

/** A company whose server answers with plain text instead of JSON. */
class TextServer extends CompanyServer {
  text = "";
  type = "text/plain; charset=utf-8";
  constructor() {
    super();
    const answer = fetch;
    globalThis.fetch = async (url, options) => {
      await answer(url, options);
      return new Response(this.text, { headers: { "content-type": this.type } });
    };
  }
}

async function allowed(text: string): Promise<{ phone: Device; server: TextServer }> {
  const { phone } = await world();
  await noted(phone, naming(text));
  const server = new TextServer();
  server.text = text;
  return { phone, server };
}
const fetched = (phone: Device) => phone.ask<{ batch: string | null }>("fetch-promise", { company });
const kept = async (phone: Device) =>
  ((await phone.entities()).events as TimelineEvent[]).filter(({ detail }) => "promiseText" in detail);

test("the announced text is stored with its hash and address; a second press stores nothing", async () => {
  const text = "\ufeffWe call at most once a month.\r\n";
  const { phone, server } = await allowed(text);
  expect(await kept(phone)).toEqual([]);
  const { batch } = await fetched(phone);
  expect(server.sent).toHaveLength(1);
  expect(server.sent[0]?.headers).not.toHaveProperty("authorization");
  expect(server.sent[0]?.options).toMatchObject({ credentials: "omit", redirect: "manual" });
  const url = `https://${shop.host}/promise.txt`;
  const detail = { by: "company", promiseText: text, sha256: hashOf(text), url };
  expect(await kept(phone)).toMatchObject([{ at: "2026-11-18T12:00:00Z", company, type: "terms-changed", detail }]);
  expect(await fetched(phone)).toEqual({ state: "kept", batch: null });
  expect(await kept(phone)).toHaveLength(1);
  await phone.ask("undo", { batch });
  expect(await kept(phone)).toEqual([]);
});

test("another text than the announced one is not stored", async () => {
  const { phone, server } = await allowed("We call at most once a month.");
  server.text = "We call whenever we like.";
  expect(await fetched(phone)).toEqual({ state: "failed", fault: "other-text" });
  server.type = "text/html";
  expect(await fetched(phone)).toEqual({ state: "failed", fault: "content-type" });
  server.type = "text/plain";
  server.text = "x".repeat(65_537);
  expect(await fetched(phone)).toEqual({ state: "failed", fault: "too-large" });
  expect(await kept(phone)).toEqual([]);
});

test("nothing is fetched without a promise in the file or without a grant", async () => {
  const { phone, server } = await allowed("text");
  await phone.ask("revoke-company", { company });
  expect((await phone.send("fetch-promise", { company })).error?.code).toBe("not-granted");
  await phone.database.participations.clear();
  expect((await phone.send("fetch-promise", { company })).error?.code).toBe("not-found");
  expect(server.sent).toEqual([]);
});
