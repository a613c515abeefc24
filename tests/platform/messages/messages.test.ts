// Commands are allowed or refused by the class of their sender, in both browsers, and every message gets an answer.
import { describe, expect, test } from "vitest";
import { ERROR_CODES } from "../../../src/core/commands/errors.ts";
import type { CommandName } from "../../../src/core/commands/index.ts";
import { SENDER_CLASSES, type Sender, senderClass } from "../../../src/core/commands/senders.ts";
import type { Handlers } from "../../../src/platform/messages/messages.ts";
import fixtures from "../../fixtures/senders.json" with { type: "json" };
import { COMMAND_NAMES, PAYLOADS } from "../../support/data/payloads.ts";
import { faultsMayBeLogged } from "../../support/device/oracle.ts";
import { world } from "../../support/device/world.ts";

const FROM_A_SITE: readonly CommandName[] = [
  "request-preferences",
  "acknowledge-preferences",
  "notice-site",
  "ask-question",
];

const SENDERS = Object.entries(fixtures.browsers).flatMap(([browser, { own, senders }]) =>
  senders.map(({ name, class: kind, sender }) => ({
    name: `${browser}: ${name}`,
    kind,
    sender: sender as Sender,
    own,
  })),
);

/** The specification, stated independently: our windows may send every command except those of sites. */
const isAllowed = (command: CommandName, kind: string): boolean =>
  FROM_A_SITE.includes(command) ? kind === "content-top" : kind === "own-page";

async function answering(work: () => unknown = () => "done") {
  await world();
  const { answer } = await import("../../../src/platform/messages/messages.ts");
  const called: string[] = [];
  const handle = (name: string) => async () => {
    called.push(name);
    return work();
  };
  const handlers = Object.fromEntries(COMMAND_NAMES.map((name) => [name, handle(name)])) as unknown as Handlers;
  const own = { id: "self", root: "chrome-extension://self/" };
  const page: Sender = { id: "self", url: "chrome-extension://self/popup.html" };
  return { answer, called, handlers, own, page };
}

describe("commands permitted to each sender", () => {
  test("every class of sender is among the fixtures, in both browsers where it can be", () => {
    for (const { senders } of Object.values(fixtures.browsers)) {
      expect([...new Set(senders.map((one) => one.class))].sort()).toEqual([...SENDER_CLASSES].sort());
    }
  });

  test.each(SENDERS)("$name is $kind", ({ sender, own, kind }) => {
    expect(senderClass(sender, own)).toBe(kind);
  });

  test("each command runs exactly for its senders, and is refused to all others", async () => {
    const { answer, called, handlers } = await answering();
    let cells = 0;
    for (const { name, kind, sender, own } of SENDERS) {
      for (const command of COMMAND_NAMES) {
        called.length = 0;
        const reply = await answer({ command, payload: PAYLOADS[command] }, sender, { handlers, own });
        const allowed = isAllowed(command, kind);
        expect([name, command, called]).toEqual([name, command, allowed ? [command] : []]);
        if (allowed) expect(reply).toEqual({ value: "done" });
        else expect(reply).toEqual({ error: { code: "not-allowed", message: `not-allowed: ${command}` } });
        cells++;
      }
    }
    expect(cells).toBe(SENDERS.length * COMMAND_NAMES.length);
  });

  test("a refused sender changes nothing in the real background", async () => {
    const { phone, shop } = await world();
    await phone.allow(shop.company, shop.host);
    const before = await phone.dump();
    const own = { id: phone.browser.id, root: phone.browser.root };
    for (const { sender, kind } of SENDERS.filter((one) => one.own.id === own.id)) {
      for (const command of COMMAND_NAMES.filter((name) => !isAllowed(name, kind))) {
        expect((await phone.send(command, PAYLOADS[command], sender)).error?.code).toBe("not-allowed");
      }
    }
    expect(await phone.dump()).toEqual(before);
    expect(phone.browser.rules.held).toHaveLength(1);
  });
});

describe("every message gets an answer", () => {
  const THROWN = [new Error("boom"), new TypeError("x is not a function"), "a string", null, undefined, { odd: true }];

  test.each(THROWN.map((thrown) => [String(thrown), thrown]))(
    "with the error if a handler throws %s",
    async (_name, thrown) => {
      const { answer, handlers, own, page } = await answering(() => {
        throw thrown;
      });
      faultsMayBeLogged();
      const reply = await answer({ command: "record-health", payload: {} }, page, { handlers, own });
      expect(reply).toEqual({ error: { code: "unexpected", message: String(thrown) } });
    },
  );

  test("with the value null if a handler returns nothing", async () => {
    const { answer, handlers, own, page } = await answering(() => undefined);
    expect(await answer({ command: "record-health", payload: {} }, page, { handlers, own })).toEqual({ value: null });
  });

  const NO_COMMAND = [
    null,
    7,
    "rate-visit",
    [],
    {},
    { command: "" },
    { command: "__proto__" },
    { command: "constructor" },
    { command: 1 },
    { command: ["undo"] },
  ];
  test.each(NO_COMMAND.map((message) => [JSON.stringify(message), message]))(
    "with bad-command if it is %s",
    async (_name, message) => {
      const { answer, called, handlers, own, page } = await answering();
      const reply = await answer(message, page, { handlers, own });
      expect(reply).toMatchObject({ error: { code: "bad-command" } });
      expect(called).toEqual([]);
    },
  );

  test("with a storage fault if the database fails outside of a write", async () => {
    const { phone, shop } = await world();
    faultsMayBeLogged(/Quota|full/);
    const before = await phone.dump();
    phone.faults.after = 1;
    const reply = await phone.send("allow-company", PAYLOADS["allow-company"]);
    expect(reply.error?.code).toBe("storage-full");
    expect(await phone.dump()).toEqual(before);
    await phone.allow(shop.company, shop.host);
    expect((await phone.entities()).grants).toHaveLength(1);
  });

  test("that `send` returns as a value or throws as a refusal with its code", async () => {
    const { phone } = await world();
    const { send } = await import("../../../src/platform/messages/send.ts");
    expect(await send("record-health", {})).toEqual({ health: "sound", snapshotTakenAt: null });
    await expect(send("undo", { batch: "nobody's" })).rejects.toMatchObject({ code: "nothing-to-undo" });
    phone.browser.events.message.listeners.clear();
    phone.browser.events.message.listeners.add((_message, _sender, respond) =>
      (respond as (value: unknown) => void)(undefined),
    );
    await expect(send("record-health", {})).rejects.toMatchObject({ code: "unexpected" });
  });

  test("from one listener of the browser", async () => {
    const { phone } = await world();
    expect(phone.browser.events.message.listeners.size).toBe(1);
    const codes: readonly string[] = ERROR_CODES;
    for (const command of ["rate-visit", "nothing"]) {
      expect(codes).toContain((await phone.send(command, { odd: 1 })).error?.code);
    }
  });
});

test("a message gets an answer even if the module of its handler fails to load", async () => {
  faultsMayBeLogged();
  const { phone } = await world();
  const { listen } = await import("../../../src/platform/messages/listen.ts");
  listen(async () => {
    throw new Error("no such module");
  });
  const listener = [...phone.browser.events.message.listeners].at(-1);
  const reply = await new Promise((respond) => void listener?.({}, {}, respond));
  expect(reply).toEqual({ error: { code: "unexpected", message: "Error: no such module" } });
});
