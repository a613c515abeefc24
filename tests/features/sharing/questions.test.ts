// Questions of companies: few, only of granted companies, answered with the exact shown text, and otherwise ignored.
import { afterEach, describe, expect, test, vi } from "vitest";
import type { OpenQuestion } from "../../../src/core/commands/questions.ts";
import { encodeAnswer } from "../../../src/signal/question.ts";
import { CompanyServer } from "../../support/device/company-server.ts";
import { faultsMayBeLogged } from "../../support/device/oracle.ts";
import { deliveries, file, takesPart } from "../../support/device/share-steps.ts";
import { bank, type Device, shop, world } from "../../support/device/world.ts";
import { KILL_STEP } from "../../support/runs.ts";

afterEach(() => void vi.unstubAllGlobals());

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const question = {
  id: "q1",
  text: "May we call you?",
  why: "Your guarantee ends.",
  use: "service",
  keep: "P30D",
  answer: ["Yes", "No"],
  expires: "2026-12-01",
};
const another = (n: number) => ({ ...question, id: `q${n}`, text: `Question ${n}?` });

const ask = (phone: Device, said: object = question, url = shop.url) =>
  phone.send("ask-question", said, phone.contentScript(url));
const open = async (phone: Device) =>
  (await phone.ask<{ open: OpenQuestion | null }>("look-at-question", { company: shop.company })).open;
const asked = async (phone: Device) => (await phone.entities()).events.filter(({ id }) => id.startsWith("asked "));

async function allowed() {
  const server = new CompanyServer();
  const { phone, laptop } = await world();
  await takesPart(phone);
  await phone.allow(shop.company, shop.host);
  return { server, phone, laptop };
}

async function answer(phone: Device, given: { choice: string } = { choice: "Yes" }, named = false) {
  const { id } = (await open(phone)) ?? { id: "" };
  const shown = encodeAnswer("q1", given);
  return phone.send("answer-question", { id, answer: given, named, shown });
}

describe("a question", () => {
  test("waits for the user with all its words, and its page gets the same empty answer", async () => {
    const { phone } = await allowed();
    expect(await ask(phone)).toEqual({ value: null });
    expect(await asked(phone)).toEqual([]);
    expect(await open(phone)).toEqual({
      id: "asked shop.example q1",
      company: shop.company,
      name: "The Shop",
      question,
      handle: null,
      asksHost: null,
    });
    expect(await asked(phone)).toMatchObject([{ type: "asked", detail: { text: question.text, by: "company" } }]);
  });

  test("is stored by the hourly start too", async () => {
    const { phone } = await allowed();
    await ask(phone);
    await phone.kill();
    await phone.start();
    expect(await asked(phone)).toHaveLength(1);
  });

  test.each([
    ["no grant", (phone: Device) => phone.ask("revoke-company", { company: shop.company })],
    ["a paused grant", (phone: Device) => phone.ask("edit-grant", { company: shop.company, paused: true })],
  ])("of a company with %s is refused", async (_what, act) => {
    const { phone } = await allowed();
    await act(phone);
    expect((await ask(phone)).error?.code).toBe("not-granted");
    expect(await asked(phone)).toEqual([]);
  });

  test.each([
    ["of a company without an address for answers", { file }],
    ["that has ended", { said: { ...question, expires: "2026-11-17" } }],
    ["that would wait for years", { said: { ...question, expires: "2027-11-17" } }],
  ])(
    "%s is dropped, and its page sees no difference",
    async (_what, { file: own, said }: { file?: object; said?: object }) => {
      const { phone } = await allowed();
      if (own !== undefined) await takesPart(phone, file);
      expect(await ask(phone, said)).toEqual({ value: null });
      expect(await open(phone)).toBeNull();
      expect(await asked(phone)).toEqual([]);
    },
  );

  test("of a company that was allowed automatically is dropped", async () => {
    const { phone } = await allowed();
    const { write } = await import("../../../src/record/write.ts");
    await write([{ table: "grants", id: shop.company, fields: { automatic: true } }]);
    await ask(phone);
    expect(await open(phone)).toBeNull();
  });

  test("is limited to one at a time and three a day, never the same twice", async () => {
    const { phone } = await allowed();
    for (let n = 1; n <= 40; n++) await ask(phone, another(n % 9));
    const first = await open(phone);
    expect(await asked(phone)).toHaveLength(1);
    await phone.ask("decline-question", { id: first?.id, never: false });
    await ask(phone, another(1));
    await ask(phone, { ...another(1), id: "other" });
    expect(await open(phone)).toBeNull();
    for (const n of [11, 12, 13]) {
      await ask(phone, another(n));
      const next = await open(phone);
      if (next !== null) await phone.ask("decline-question", { id: next.id, never: false });
      await phone.pass(MINUTE);
    }
    expect(await asked(phone)).toHaveLength(3);
    await phone.pass(DAY);
    await ask(phone, another(14));
    expect((await open(phone))?.question.id).toBe("q14");
  });

  test("disappears with its last day", async () => {
    const { phone } = await allowed();
    await ask(phone);
    expect(await open(phone)).not.toBeNull();
    phone.now(Date.parse("2026-12-01T22:00:00Z"));
    expect(await open(phone)).not.toBeNull();
    phone.now(Date.parse("2026-12-03T12:00:00Z"));
    expect(await open(phone)).toBeNull();
  });
});

describe("no answer", () => {
  test("sends nothing if the user declines, undoes that, or wants no more questions", async () => {
    const { server, phone } = await allowed();
    await ask(phone);
    const { id = "" } = (await open(phone)) ?? {};
    const { batch } = await phone.ask<{ batch: string }>("decline-question", { id, never: true });
    expect(await open(phone)).toBeNull();
    await ask(phone, another(2));
    expect(await open(phone)).toBeNull();
    await phone.ask("undo", { batch });
    expect((await open(phone))?.id).toBe(id);
    await phone.ask("decline-question", { id, never: true });
    await phone.pass(DAY);
    expect(await ask(phone, another(3))).toEqual({ value: null });
    expect(await open(phone)).toBeNull();
    await phone.ask("edit-company", { company: shop.company, asksOff: false });
    await ask(phone, another(4));
    expect((await open(phone))?.question.id).toBe("q4");
    expect(server.sent).toEqual([]);
  });

  test("is indistinguishable for the page: every question causes the same writes", async () => {
    const { phone } = await allowed();
    const steps = async (act: () => Promise<unknown>) => {
      await act();
      phone.browser.areas.session.clear();
      const [rows, session] = [JSON.stringify(await phone.dump()), JSON.stringify(phone.browser.rules)];
      await ask(phone, another(7));
      expect(JSON.stringify(await phone.dump())).toBe(rows);
      expect(JSON.stringify(phone.browser.rules)).toBe(session);
      return [...phone.browser.areas.session.keys()];
    };
    const fresh = await steps(async () => {});
    expect(fresh).toEqual(["asked"]);
    await ask(phone);
    const { id } = (await open(phone)) ?? { id: "" };
    expect(await steps(async () => {})).toEqual(fresh);
    expect(await steps(() => phone.ask("decline-question", { id, never: false }))).toEqual(fresh);
    expect(await steps(() => phone.ask("decline-question", { id, never: true }))).toEqual(fresh);
  });
});

describe("an answer", () => {
  test("is delivered with exactly the shown text, settles the question, and can be deleted there", async () => {
    const { server, phone } = await allowed();
    await ask(phone);
    const { value } = await answer(phone);
    expect(await open(phone)).toBeNull();
    await phone.pass(MINUTE);
    const body = '{"cmr":"0.1","answer":{"question":"q1","choice":"Yes"}}';
    expect(server.sent).toMatchObject([{ url: "https://www.shop.example/cmr/answers", body }]);
    expect(server.sent[0]?.headers.authorization).toBeUndefined();
    const [delivery] = await deliveries(phone);
    expect(delivery).toMatchObject({ kind: "answer", state: "accepted", question: "asked shop.example q1" });
    await phone.ask("withdraw-delivered", { id: (value as { delivery: string }).delivery });
    await phone.pass(MINUTE);
    expect(server.sent[1]).toMatchObject({ url: "https://www.shop.example/cmr/withdraw" });
  });

  test("is offered as a rule until the user decides, also after the worker restarts", async () => {
    const { phone } = await allowed();
    const answered = async () =>
      (await phone.ask<{ answered: unknown }>("look-at-question", { company: shop.company })).answered;
    await ask(phone);
    expect(await answered()).toBeNull();
    const { value } = await answer(phone);
    expect(await answered()).toEqual({ question: "May we call you?", answer: { choice: "Yes" } });
    await phone.kill();
    await phone.start();
    expect(await answered()).toEqual({ question: "May we call you?", answer: { choice: "Yes" } });
    await phone.ask("withdraw-share", { id: (value as { delivery: string }).delivery });
    expect(await answered()).toBeNull();
    await answer(phone, { choice: "No" });
    const { dropGivenAnswer } = await import("../../../src/platform/session/given-answers.ts");
    await dropGivenAnswer(shop.company);
    expect(await answered()).toBeNull();
  });

  test("leaves the browser session once its company is removed", async () => {
    const { phone } = await allowed();
    await ask(phone);
    await answer(phone);
    const { readGivenAnswer } = await import("../../../src/platform/session/given-answers.ts");
    expect(await readGivenAnswer(shop.company)).toContain("Yes");
    await phone.ask("remove-companies", { companies: [shop.company] });
    expect(await readGivenAnswer(shop.company)).toBeNull();
  });

  test("withdrawn in time leaves the question open", async () => {
    const { server, phone } = await allowed();
    await ask(phone);
    const { value } = await answer(phone);
    await phone.ask("withdraw-share", { id: (value as { delivery: string }).delivery });
    expect((await open(phone))?.question.id).toBe("q1");
    await phone.pass(DAY);
    expect(server.sent).toEqual([]);
  });

  test("that was not asked for, or is not the shown text, is refused", async () => {
    const { phone } = await allowed();
    await ask(phone);
    expect((await answer(phone, { choice: "Perhaps" })).error?.code).toBe("bad-command");
    const payload = { id: "asked shop.example q1", answer: { choice: "No" }, named: false };
    expect(
      (await phone.send("answer-question", { ...payload, shown: encodeAnswer("q1", { choice: "Yes" }) })).error?.code,
    ).toBe("share-changed");
    expect((await phone.send("answer-question", { ...payload, id: "e", shown: "" })).error?.code).toBe("not-found");
    expect(await deliveries(phone)).toEqual([]);
  });

  test("is not sent after the permission ended", async () => {
    const { server, phone } = await allowed();
    await ask(phone);
    await answer(phone);
    await phone.ask("revoke-company", { company: shop.company });
    await phone.pass(DAY);
    expect(server.sent).toEqual([]);
  });
});

test("the questions of one company do not depend on those of another", async () => {
  const { phone } = await allowed();
  expect((await ask(phone, question, bank.url)).error?.code).toBe("not-granted");
  await ask(phone);
  expect((await phone.ask<{ open: null }>("look-at-question", { company: bank.company })).open).toBeNull();
});

test("with the worker killed at every step, an answer arrives once in effect", async () => {
  faultsMayBeLogged(/the worker is dead/);
  for (let effects = 1; ; effects += 4 * KILL_STEP) {
    const { server, phone } = await allowed();
    server.reply = () => (server.sent.length === 0 ? "lost" : {});
    await ask(phone);
    const died = await phone.killDuring(effects, () => answer(phone));
    await phone.start();
    await answer(phone);
    for (let day = 0; day < 2; day++) await phone.pass(DAY);
    expect([...server.kept.values()]).toEqual(['{"cmr":"0.1","answer":{"question":"q1","choice":"Yes"}}']);
    expect((await deliveries(phone)).map(({ state }) => state)).toEqual(["accepted"]);
    if (!died) return;
  }
}, 60_000);
