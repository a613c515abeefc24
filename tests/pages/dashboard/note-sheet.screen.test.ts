// The sheet "Note a visit or call": one Save stores the contact, the feeling and the promise, and one Undo removes them.
import { Dexie } from "dexie";
import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { h, render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test } from "vitest";
import { answerCommands } from "../../support/browser/answered.ts";
import { faultsMayBeLogged } from "../../support/device/oracle.ts";
import { settled } from "../../support/device/settle.ts";
import { forgetModules } from "../../support/device/start-anew.ts";

const company = "shop.example";
let sent: { command: string; payload: unknown }[] = [];
let refused = "";

beforeEach(async () => {
  sent = [];
  refused = "";
  forgetModules();
  Dexie.dependencies.indexedDB = new IDBFactory();
  Dexie.dependencies.IDBKeyRange = IDBKeyRange;
  answerCommands((message: (typeof sent)[number]) => {
    sent.push(message);
    if (message.command === refused) return { error: { code: "storage" } };
    const at = "2026-11-18T12:00:00Z";
    return {
      value: { batch: `batch of ${message.command}`, id: "e", feeling: { id: "f", at }, contact: { id: "c", at } },
    };
  });
  const { clock } = await import("../../../src/platform/clock.ts");
  clock.now = () => Date.parse("2026-11-18T12:00:00Z");
  const { loadMessages } = await import("../../../src/ui/messages.ts");
  await loadMessages("en-GB");
  const { database } = await import("../../../src/record/database.ts");
  await database.companies.put({ id: company, name: "The Shop", $h: "s" });
});

afterEach(() => render(null, document.body));

const all = (testId: string) => [...document.querySelectorAll<HTMLElement>(`[data-testid="${testId}"]`)];
const rest = (): Promise<void> =>
  act(async () => {
    await new Promise((done) => setTimeout(done, 20));
    await settled();
  });

async function until(testId: string): Promise<void> {
  for (let left = 100; left > 0 && all(testId).length === 0; left--) await rest();
  expect(all(testId)).not.toEqual([]);
}

async function press(testId: string): Promise<void> {
  await until(testId);
  await act(() => (all(testId)[0]?.querySelector("input") ?? all(testId)[0])?.click());
  await rest();
}

async function open(of: string | null = company): Promise<void> {
  const [{ NoteSheet, openNote }, { Toasts }] = await Promise.all([
    import("../../../src/pages/dashboard/note-sheet.tsx"),
    import("../../../src/ui/toast.tsx"),
  ]);
  await act(() => render([h(NoteSheet, {}), h(Toasts, {})], document.body));
  await act(() => openNote(of));
  await until("note-save");
}

async function pick(testId: string, value: string): Promise<void> {
  await act(() => {
    const select = all(testId)[0] as HTMLSelectElement;
    select.value = value;
    select.dispatchEvent(new Event("change", { bubbles: true }));
  });
  await rest();
}

async function type(testId: string, text: string): Promise<void> {
  await act(() => {
    const field = all(testId)[0] as HTMLTextAreaElement;
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  await rest();
}

test("a bad call with a promise makes three rows of one dealing, which one Undo removes", async () => {
  await open();
  await press("note-way-call");
  await pick("note-kind", "offers");
  await until("note-verdict");
  await press("note-rate-bad");
  await type("note-text", "A refund");
  await press("note-promise-two-weeks");
  await press("note-save");
  expect(sent).toEqual([
    { command: "record-contact", payload: { company, kind: "offers", channel: "call" } },
    {
      command: "rate-visit",
      payload: { company, value: -1, another: true, at: "2026-11-18T12:00:00Z", dealing: "c" },
    },
    {
      command: "edit-event",
      payload: {
        company,
        type: "promise",
        at: "2026-11-18T12:00:00Z",
        dealing: "c",
        detail: { due: "2026-12-02", text: "A refund" },
      },
    },
  ]);
  expect(all("note-save")).toEqual([]);
  sent = [];
  await press("undo");
  await rest();
  expect(sent.map(({ payload }) => payload)).toEqual([
    { batch: "batch of edit-event" },
    { batch: "batch of rate-visit" },
    { batch: "batch of record-contact" },
  ]);
});

test("a visit stores its text as the note of the feeling", async () => {
  await open();
  await press("note-rate-very-good");
  await type("note-text", "Kind people");
  await press("note-save");
  expect(sent).toEqual([
    { command: "rate-visit", payload: { company, value: 2, another: true } },
    { command: "describe-feeling", payload: { id: "f", detail: { note: "Kind people" } } },
  ]);
});

test("the sheet of all companies asks for the company, and reports a missing one before it saves", async () => {
  await open(null);
  await press("note-save");
  expect(all("note-faults")[0]?.children).toHaveLength(2);
  expect(sent).toEqual([]);
  await type("note-company", company);
  await press("note-rate-good");
  await press("note-save");
  expect(sent).toEqual([{ command: "rate-visit", payload: { company, value: 1, another: true } }]);
});

test("a refusal removes the rows that were saved before it", async () => {
  faultsMayBeLogged(/Refusal: storage/);
  refused = "edit-event";
  await open();
  await press("note-rate-bad");
  await press("note-promise-week");
  await press("note-save");
  expect(sent.map(({ command }) => command)).toEqual(["rate-visit", "edit-event", "undo"]);
  expect(sent[2]?.payload).toEqual({ batch: "batch of rate-visit" });
  expect(all("note-save")).toHaveLength(1);
  expect(all("undo")).toEqual([]);
});

test("a refusal keeps the sheet and the text open", async () => {
  faultsMayBeLogged(/Refusal: storage/);
  refused = "edit-event";
  await open();
  await type("note-text", "They will call back");
  await press("note-save");
  expect(sent.map(({ command }) => command)).toEqual(["edit-event"]);
  expect((all("note-text")[0] as HTMLTextAreaElement).value).toBe("They will call back");
  expect(all("fault")[0]?.textContent).not.toBe("");
});
