// A plan that the user sends to one company: the exact text, once in effect, deleted there at the user's request.
import { afterEach, describe, expect, test, vi } from "vitest";
import { checkBody } from "../../../src/kit/receiver/bodies.ts";
import { CompanyServer } from "../../support/device/company-server.ts";
import { faultsMayBeLogged } from "../../support/device/oracle.ts";
import { deliveries, plan, sendPlan, sendPlanAgain, takesPart } from "../../support/device/share-steps.ts";
import { type Device, shop, world } from "../../support/device/world.ts";
import { KILL_STEP } from "../../support/runs.ts";

afterEach(() => void vi.unstubAllGlobals());

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

async function allowed() {
  const server = new CompanyServer();
  const { phone } = await world();
  await takesPart(phone);
  await phone.allow(shop.company, shop.host);
  return { server, phone };
}
const states = async (phone: Device) =>
  (await deliveries(phone)).map(({ kind, state, stopped = "" }) => `${kind} ${state} ${stopped}`.trim());

describe("a plan", () => {
  test("is sent with exactly the shown text, which the receiver accepts, even if its audience is nobody", async () => {
    const { server, phone } = await allowed();
    const { key, body } = await sendPlan(phone);
    await phone.pass(MINUTE);
    expect(server.sent).toMatchObject([{ url: "https://www.shop.example/cmr/plans", body }]);
    expect(server.sent[0]?.headers).toEqual({ "content-type": "application/json", "idempotency-key": key });
    const { audience: _audience, ...told } = plan;
    expect(JSON.parse(body)).toEqual({ cmr: "0.1", plan: told });
    expect(checkBody("plan", body, phone.time)).toMatchObject({ ok: true, checked: { replaces: null } });
    expect((await phone.entities()).receipts).toMatchObject([
      { direction: "shared" },
      { payload: body, delivery: key },
    ]);
  });

  test("names the user only if the user chose so", async () => {
    const { server, phone } = await allowed();
    await phone.ask("acknowledge-preferences", { handle: "c-17" }, phone.contentScript(shop.url));
    const { id, key } = await sendPlan(phone, true);
    await phone.pass(MINUTE);
    expect(server.sent[0]?.headers).toMatchObject({ authorization: "CMR c-17" });
    await phone.ask("edit-plan", { id, plan: { ...plan, what: "a racing bicycle" } });
    const { body } = await sendPlanAgain(phone, id);
    await phone.pass(MINUTE);
    expect(server.sent[1]?.headers.authorization).toBeUndefined();
    expect(JSON.parse(body)).toMatchObject({ plan: { what: "a racing bicycle" }, replaces: key });
  });

  test("is sent once for two presses, and refused if it changed since it was shown", async () => {
    const { server, phone } = await allowed();
    const { id, key, body } = await sendPlan(phone);
    expect((await sendPlanAgain(phone, id)).key).toBe(key);
    await phone.pass(MINUTE);
    expect((await sendPlanAgain(phone, id)).key).toBe(key);
    await phone.ask("edit-plan", { id, plan: { ...plan, what: "a racing bicycle" } });
    const stale = { id, company: shop.company, named: false, shown: body };
    expect((await phone.send("share-plan", stale)).error?.code).toBe("share-changed");
    expect(server.sent).toHaveLength(1);
  });

  test("needs a company that takes plans and is allowed", async () => {
    const { phone } = await allowed();
    const { id } = await phone.ask<{ id: string }>("edit-plan", { plan });
    await phone.ask("revoke-company", { company: shop.company });
    const payload = { id, company: shop.company, named: false, shown: "{}" };
    expect((await phone.send("share-plan", payload)).error?.code).toBe("not-granted");
    expect(await deliveries(phone)).toEqual([]);
  });

  test.each([
    ["paused", "plan owed ended"],
    ["done", "plan owed ended"],
  ])("waits while it is %s, with the reason", async (status, state) => {
    const { server, phone } = await allowed();
    const { id } = await sendPlan(phone);
    await phone.ask("set-plan-status", { id, status });
    await phone.pass(MINUTE);
    expect(await states(phone)).toEqual([state]);
    await phone.ask("set-plan-status", { id, status: "open" });
    await phone.pass(MINUTE);
    expect(await states(phone)).toEqual(["plan accepted"]);
    expect(server.sent).toHaveLength(1);
  });

  test("is not sent after its last day, nor once it is removed; Undo of the removal sends it", async () => {
    const { server, phone } = await allowed();
    const { id } = await sendPlan(phone);
    const { batch } = await phone.ask<{ batch: string }>("remove-plan", { id });
    await phone.pass(DAY);
    expect(server.sent).toEqual([]);
    expect(await states(phone)).toEqual(["plan cancelled"]);
    phone.now(Date.parse("2027-06-01T12:00:00Z"));
    await phone.ask("undo", { batch });
    await phone.pass(MINUTE);
    expect(server.sent).toEqual([]);
    expect(await states(phone)).toEqual(["plan owed ended"]);
  });
});

describe("a withdrawal", () => {
  async function delivered(named = false) {
    const { server, phone } = await allowed();
    if (named) await phone.ask("acknowledge-preferences", { handle: "c-17" }, phone.contentScript(shop.url));
    const sent = await sendPlan(phone, named);
    await phone.pass(MINUTE);
    return { server, phone, ...sent };
  }

  test("asks for every version under its own key, with the name under which the text came", async () => {
    const { server, phone, id, key } = await delivered(true);
    await phone.ask("edit-plan", { id, plan: { ...plan, what: "a racing bicycle" } });
    const second = await sendPlanAgain(phone, id);
    await phone.pass(MINUTE);
    await phone.ask("withdraw-delivered", { id: second.key });
    await phone.pass(MINUTE);
    const asked = server.sent.slice(2);
    expect(asked.map(({ url, body, headers }) => [url, JSON.parse(body).withdraw, headers.authorization])).toEqual([
      ["https://www.shop.example/cmr/withdraw", key, "CMR c-17"],
      ["https://www.shop.example/cmr/withdraw", second.key, undefined],
    ]);
    expect(new Set(server.sent.map(({ headers }) => headers["idempotency-key"])).size).toBe(4);
    expect(await phone.ask("withdraw-delivered", { id: second.key })).toEqual({ deliveries: [] });
  });

  test("is possible after the permission ended, and returns the browser's permission afterwards", async () => {
    const { server, phone, key } = await delivered();
    await phone.ask("revoke-company", { company: shop.company });
    expect(phone.browser.permissions.contains([`https://${shop.host}/*`])).toBe(false);
    await phone.ask("withdraw-delivered", { id: key });
    await phone.pass(MINUTE);
    expect(await states(phone)).toEqual(["plan accepted", "withdraw owed no-permission"]);
    await phone.browser.permit(`https://${shop.host}/*`);
    await phone.pass(MINUTE);
    expect(server.sent.at(-1)?.body).toBe(`{"cmr":"0.1","withdraw":"${key}"}`);
    expect(await states(phone)).toEqual(["plan accepted", "withdraw accepted"]);
    expect(phone.browser.permissions.contains([`https://${shop.host}/*`])).toBe(false);
    expect((await phone.entities()).grants).toMatchObject([{ revokedAt: expect.any(String) }]);
  });

  test("that is owed survives the end of the grant, and keeps the browser's permission until it has arrived", async () => {
    const { server, phone, key } = await delivered();
    server.reply = () => "down";
    await phone.ask("withdraw-delivered", { id: key });
    await phone.pass(MINUTE);
    await phone.ask("revoke-company", { company: shop.company });
    await phone.pass(MINUTE);
    expect(phone.browser.permissions.contains([`https://${shop.host}/*`])).toBe(true);
    server.reply = () => ({});
    await phone.pass(DAY);
    expect(await states(phone)).toEqual(["plan accepted", "withdraw accepted"]);
    expect(phone.browser.permissions.contains([`https://${shop.host}/*`])).toBe(false);
    expect((await phone.request(shop.url)).error?.code).toBe("not-granted");
  });

  test("can be withdrawn in time, and requested again after a refusal", async () => {
    const { server, phone, key } = await delivered();
    const { deliveries: made } = await phone.ask<{ deliveries: string[] }>("withdraw-delivered", { id: key });
    await phone.ask("withdraw-share", { id: made[0] });
    await phone.pass(DAY);
    expect(server.sent).toHaveLength(1);
    server.reply = () => ({ status: 404 });
    await phone.ask("withdraw-delivered", { id: key });
    await phone.pass(MINUTE);
    server.reply = () => ({});
    await phone.ask("withdraw-delivered", { id: key });
    await phone.pass(MINUTE);
    expect((await states(phone)).toSorted()).toEqual([
      "plan accepted",
      "withdraw accepted",
      "withdraw cancelled",
      "withdraw refused",
    ]);
  });

  test("can follow an attempt without an answer, but not a text that never left", async () => {
    const { server, phone } = await allowed();
    const first = await sendPlan(phone);
    await phone.ask("withdraw-share", { id: first.key });
    expect((await phone.send("withdraw-delivered", { id: first.key })).error?.code).toBe("not-found");
    server.reply = () => "lost";
    const second = await sendPlan(phone);
    await phone.pass(MINUTE);
    await phone.ask("withdraw-share", { id: second.key });
    server.reply = () => ({});
    await phone.ask("withdraw-delivered", { id: second.key });
    await phone.pass(MINUTE);
    expect(JSON.parse(server.sent.at(-1)?.body ?? "").withdraw).toBe(second.key);
  });
});

test("with the worker killed at every step and replies lost, a plan and its withdrawal arrive once in effect", async () => {
  faultsMayBeLogged(/the worker is dead/);
  for (let effects = 1; ; effects += 10 * KILL_STEP) {
    const { server, phone } = await allowed();
    server.reply = () => (server.sent.length % 2 === 0 ? "lost" : { body: { receipt: "r" } });
    const { key, body } = await sendPlan(phone);
    await phone.kill();
    phone.time += MINUTE;
    const died = await phone.killDuring(effects);
    await phone.start();
    await phone.pass(DAY);
    await phone.ask("withdraw-delivered", { id: key });
    await phone.pass(DAY);
    await phone.pass(DAY);
    expect(await states(phone)).toEqual(["plan accepted", "withdraw accepted"]);
    expect([...server.kept.values()]).toEqual([body, `{"cmr":"0.1","withdraw":"${key}"}`]);
    if (!died) return;
  }
}, 60_000);
