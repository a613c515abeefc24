// The timeline on the screen: its editor for each kind of entry, more pages, and the actions of an entry.
import { Dexie } from "dexie";
import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { h, render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { answerCommands } from "../../support/browser/answered.ts";
import { feelingRow } from "../../support/data/rows.ts";
import { settled } from "../../support/device/settle.ts";
import { forgetModules } from "../../support/device/start-anew.ts";

const NOW = Date.parse("2026-11-18T12:00:00Z");
let sent: { command: string; payload: Record<string, unknown> }[] = [];

beforeEach(async () => {
  sent = [];
  forgetModules();
  Dexie.dependencies.indexedDB = new IDBFactory();
  Dexie.dependencies.IDBKeyRange = IDBKeyRange;
  const contact = { id: "c", at: "", kind: "offers", channel: "call", verdict: "unclear", reason: "no-rule" };
  answerCommands((message: (typeof sent)[number]) => {
    sent.push(message);
    return { value: { id: "e", batch: "b", feeling: { id: "f" }, contact } };
  });
  const { clock } = await import("../../../src/platform/clock.ts");
  clock.now = () => NOW;
});

afterEach(() => render(null, document.body));

async function open(company: string | null, rows: { events?: object[]; feelings?: object[] } = {}): Promise<void> {
  const { database } = await import("../../../src/record/database.ts");
  await database.profiles.put({ id: "profile", timeZone: "Europe/Berlin", $h: "s" });
  await database.events.bulkPut((rows.events ?? []) as never[]);
  await database.feelings.bulkPut((rows.feelings ?? []) as never[]);
  const { loadMessages } = await import("../../../src/ui/messages.ts");
  await loadMessages("en-GB");
  await draw(company);
}

/** Renders the page with the overlays of every page. */
async function draw(company: string | null): Promise<void> {
  const { Timeline } = await import("../../../src/pages/dashboard/timeline.tsx");
  const { Confirm } = await import("../../../src/ui/confirm.tsx");
  const { Toasts } = await import("../../../src/ui/toast.tsx");
  const page = h("div", null, h(Timeline, { company }), h(Toasts, null), h(Confirm, null));
  await act(() => render(page, document.body));
  await rest(() => document.querySelector(".entry, .card .card") !== null);
}

/** Opens another page, reloads or closes the window, and returns. */
async function comeBack(company: string | null): Promise<void> {
  render(null, document.body);
  await draw(company);
}

/** Waits for the live queries and their render. */
async function rest(ready: () => boolean = () => true): Promise<void> {
  for (let left = 200; left > 0; left--) {
    await act(async () => {
      await new Promise((done) => setTimeout(done, 20));
      await settled();
    });
    if (ready()) return;
  }
}
const all = (testId: string) => [...document.querySelectorAll<HTMLElement>(`[data-testid="${testId}"]`)];
const control = <T extends HTMLElement>(testId: string): T => {
  const [found] = all(testId);
  if (found === undefined) throw new Error(`no ${testId}`);
  return found as T;
};
const text = (testId: string): string => control(testId).textContent ?? "";

async function fill(fields: Record<string, string>): Promise<void> {
  for (const [testId, value] of Object.entries(fields)) {
    const field = control<HTMLInputElement | HTMLSelectElement>(testId);
    await act(() => {
      field.value = value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }
}

async function press(testId: string): Promise<void> {
  await act(() => control(testId).click());
  await rest();
}

/** The editor loads at the first press. */
async function pressForEditor(testId: string): Promise<void> {
  await press(testId);
  await rest(() => all("event-editor").length > 0);
}

const event = (id: string, at: string, { type, ...detail }: { type: string; [member: string]: unknown }) => ({
  id,
  at,
  company: "shop.example",
  type,
  detail,
  $h: "s",
});

describe("the editor", () => {
  test("saves a promise with its date", async () => {
    await open("shop.example");
    await pressForEditor("timeline-add");
    await fill({ "event-type": "promise", "event-text": "A refund " });
    await fill({ "event-due-year": "2026" });
    await press("event-save");
    expect(text("event-faults")).toContain("whole day");
    await fill({ "event-due-month": "11" });
    await fill({ "event-due-day": "20" });
    await press("event-save");
    const detail = { text: "A refund", due: "2026-11-20" };
    expect(sent).toEqual([
      {
        command: "edit-event",
        payload: { company: "shop.example", type: "promise", at: "2026-11-18T12:00:00Z", detail },
      },
    ]);
    expect(all("event-editor")).toEqual([]);
  });

  test("begins with the last edit of an entry, even before the timeline shows it", async () => {
    await open("shop.example", {
      events: [event("e", "2026-11-17T12:00:00Z", { type: "visit", text: "one", by: "user" })],
    });
    await pressForEditor("event-edit");
    await fill({ "event-text": "two" });
    await press("event-save");
    await pressForEditor("event-edit");
    expect(control<HTMLTextAreaElement>("event-text").value).toBe("two");
  });

  test("saves a purchase on another day, from a company typed by name", async () => {
    await open(null);
    await pressForEditor("timeline-add");
    await fill({ "event-type": "purchase", "event-company": "nowhere", "event-amount": "twelve" });
    await fill({ "event-date-day": "19" });
    await press("event-save");
    expect(all("event-faults")[0]?.children.length).toBe(3);
    await fill({ "event-company": "https://www.gas.example/", "event-amount": "12,50", "event-currency": "EUR" });
    await fill({ "event-date-day": "17" });
    await press("event-save");
    expect(sent[0]?.payload).toEqual({
      company: "gas.example",
      type: "purchase",
      at: "2026-11-17T11:00:00Z",
      detail: { amount: 12.5, currency: "EUR" },
    });
  });

  test("saves a feeling about a call, and its note", async () => {
    await open("shop.example");
    await pressForEditor("timeline-add");
    await fill({ "event-type": "feeling", "event-text": "An hour on the line", "event-date-day": "16" });
    await press("event-save");
    expect(sent).toEqual([]);
    await act(() => control("rate-bad").querySelector("input")?.click());
    await press("event-save");
    expect(sent).toEqual([
      {
        command: "rate-visit",
        payload: { company: "shop.example", value: -1, another: true, at: "2026-11-16T11:00:00Z" },
      },
      { command: "describe-feeling", payload: { id: "f", detail: { note: "An hour on the line" } } },
    ]);
  });

  test.each([
    ["", "18", {}],
    ["9:05", "18", { at: "2026-11-18T08:05:00Z" }],
    ["", "17", { at: "2026-11-17T11:00:00Z", timeUnknown: true }],
  ])("saves a contact at %j on the %s", async (time, day, when) => {
    await open("shop.example");
    await pressForEditor("timeline-add");
    await fill({ "event-type": "contact" });
    await fill({ "event-time": time, "event-date-day": day, "contact-kind": "partners", "contact-channel": "sms" });
    await press("event-save");
    const payload = { company: "shop.example", kind: "partners", channel: "sms", ...when };
    expect(sent).toEqual([{ command: "record-contact", payload }]);
  });
});

describe("unsaved text", () => {
  test("returns after another page or a reload, on its own page only, until it is saved", async () => {
    await open("shop.example");
    await pressForEditor("timeline-add");
    await fill({ "event-type": "promise", "event-text": "A refund", "event-date-day": "16" });
    await comeBack("other.example");
    expect(all("event-editor")).toEqual([]);
    await comeBack("shop.example");
    await rest(() => all("event-editor").length > 0);
    expect(control<HTMLTextAreaElement>("event-text").value).toBe("A refund");
    await press("event-save");
    expect(sent[0]?.payload).toMatchObject({
      type: "promise",
      at: "2026-11-16T11:00:00Z",
      detail: { text: "A refund" },
    });
    await comeBack("shop.example");
    expect(all("event-editor")).toEqual([]);
  });

  test("returns with Undo after it was discarded; an empty form offers no Undo", async () => {
    await open(null);
    await pressForEditor("timeline-add");
    await press("event-cancel");
    expect(all("undo")).toEqual([]);
    await pressForEditor("timeline-add");
    await fill({ "event-company": "shop.example", "event-text": "A refund" });
    await press("event-cancel");
    expect(text("status")).toContain("The entry was not saved.");
    await press("undo");
    await rest(() => all("event-editor").length > 0);
    expect(control<HTMLInputElement>("event-company").value).toBe("shop.example");
    expect(control<HTMLTextAreaElement>("event-text").value).toBe("A refund");
  });

  test("is replaced by another entry only after a question", async () => {
    const own = (id: string) => event(id, "2026-11-10T08:30:00Z", { type: "visit", text: `entry ${id}`, by: "user" });
    await open("shop.example", { events: [own("one"), own("two")] });
    const edit = async (index: number) => {
      await act(() => all("event-edit")[index]?.click());
      await rest();
    };
    const typed = () => control<HTMLTextAreaElement>("event-text").value;
    await edit(0);
    await rest(() => all("event-editor").length > 0);
    const [first, second] = typed() === "entry one" ? ["entry one", "entry two"] : ["entry two", "entry one"];
    await edit(1);
    expect(typed()).toBe(second);
    await fill({ "event-text": "My words" });
    await edit(0);
    await press("confirm-no");
    expect(typed()).toBe("My words");
    await edit(0);
    await press("confirm-yes");
    expect(typed()).toBe(first);
  });

  test("reads back unchanged; other texts are no entry", async () => {
    const { newEvent, readEventForm } = await import("../../../src/features/timeline/event-form.ts");
    const form = { ...newEvent("shop.example", "2026-11-18", "EUR"), text: "x", due: "2027-05" };
    expect(readEventForm(JSON.stringify(form))).toEqual(form);
    for (const other of ["", "null", "[]", "{}", "no JSON", '{"type":1}']) expect(readEventForm(other)).toBeNull();
  });
});

test("the user can open, change and remove an own entry, but not an automatic one", async () => {
  const own = event("own", "2026-11-10T08:30:00Z", { type: "visit", text: "In the <shop>", by: "user" });
  await open("shop.example", { events: [own, event("app", "2026-11-09T08:30:00Z", { type: "told", revoked: true })] });
  expect(all("timeline-event").map((entry) => entry.textContent)).toEqual([
    expect.stringContaining("In the <shop>"),
    expect.stringContaining("You took your permission back."),
  ]);
  expect(all("event-edit")).toHaveLength(1);
  await pressForEditor("event-edit");
  expect(control<HTMLTextAreaElement>("event-text").value).toBe("In the <shop>");
  await fill({ "event-text": "In the other shop" });
  await press("event-save");
  expect(sent[0]?.payload).toMatchObject({
    id: "own",
    at: "2026-11-10T08:30:00Z",
    detail: { text: "In the other shop" },
  });
  await press("event-remove");
  expect(sent[1]).toEqual({ command: "remove-event", payload: { id: "own" } });
});

test("one note is one entry led by its feeling: its promise is edited and settled there; Remove and Undo apply to all of it", async () => {
  const at = "2026-11-10T08:30:00Z";
  const contact = {
    kind: "offers",
    channel: "call",
    verdict: "broke",
    reason: "not-wanted",
    readable: true,
    by: "user",
  };
  const promise = { type: "promise", text: "A refund", due: "2026-11-17", by: "user" };
  await open(null, {
    events: [event("c", at, { type: "contact", ...contact }), { ...event("p", at, promise), dealing: "c" }],
    feelings: [{ ...feelingRow(at), id: "f", dealing: "c", $h: "s" }],
  });
  expect([all("timeline-feeling"), all("timeline-event")].map(({ length }) => length)).toEqual([1, 0]);
  expect(all("entry-part").map((part) => part.dataset.type)).toEqual(["contact", "promise"]);
  expect(all("entry-standing").map((part) => part.dataset.standing)).toEqual(["broke", "due"]);
  await press("promise-kept");
  expect(sent.pop()?.payload).toMatchObject({ type: "resolved", detail: { promise: "p" } });
  await press("event-remove");
  expect(sent.map(({ command, payload }) => [command, payload.id])).toEqual([
    ["remove-feeling", "f"],
    ["remove-event", "c"],
    ["remove-event", "p"],
  ]);
  sent = [];
  await press("undo");
  await rest(() => sent.length === 3);
  expect(sent.map(({ command }) => command)).toEqual(["undo", "undo", "undo"]);
  await pressForEditor("event-edit");
  expect(control<HTMLTextAreaElement>("event-text").value).toBe("A refund");
});

test("a due promise shows that, and is settled in place", async () => {
  const detail = { text: "A refund", due: "2026-11-17", by: "user" };
  await open(null, { events: [event("p", "2026-11-10T08:30:00Z", { type: "promise", ...detail })] });
  expect(control("entry-standing").dataset.standing).toBe("due");
  await press("promise-broken");
  expect(sent[0]?.payload).toMatchObject({ type: "breach", company: "shop.example", detail: { promise: "p" } });
});

test("a button loads more pages under one heading for each month; filter and search start again", async () => {
  const at = (index: number) => new Date(NOW - index * 3_600_000 * 5).toISOString().replace(".000", "");
  const many = Array.from({ length: 250 }, (_, index) =>
    event(`e${index}`, at(index), { type: index % 50 === 0 ? "purchase" : "visit", text: `call ${index}`, by: "user" }),
  );
  await open("shop.example", { events: many });
  expect(all("timeline-event")).toHaveLength(100);
  await press("timeline-more");
  await rest(() => all("timeline-event").length === 200);
  await press("timeline-more");
  await rest(() => all("timeline-event").length === 250);
  expect(all("timeline-event").map((entry) => entry.querySelector(".note")?.textContent)).toEqual(
    many.map((_, index) => `call ${index}`),
  );
  expect(all("timeline-more")).toEqual([]);
  expect([...document.querySelectorAll("[data-testid=timeline] h2")].map((title) => title.textContent)).toEqual([
    "November 2026",
    "October 2026",
    "September 2026",
  ]);
  await fill({ "timeline-filter": "purchase" });
  await rest(() => all("timeline-event").length === 5);
  await fill({ "timeline-search": "CALL 200" });
  await rest(() => all("timeline-event").length === 1);
  await fill({ "timeline-search": "no such call" });
  await rest(() => all("timeline-all").length === 1);
  await press("timeline-all");
  await rest(() => all("timeline-event").length === 100);
  expect(control<HTMLInputElement>("timeline-search").value).toBe("");
});
