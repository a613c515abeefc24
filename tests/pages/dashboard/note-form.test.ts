import { describe, expect, test } from "vitest";
import { noteFaults } from "../../../src/pages/dashboard/note-check.ts";
import {
  contactIn,
  dayOfNote,
  dueOfNote,
  instantOfNote,
  type NoteForm,
  newNote,
  readNoteForm,
} from "../../../src/pages/dashboard/note-form.ts";

const TODAY = "2026-11-28";
const form = (fields: Partial<NoteForm> = {}) => newNote({ company: "bank.example", ...fields });

describe("the faults of a note", () => {
  test.each([
    [form(), ["empty"]],
    [form({ value: 1 }), []],
    [form({ text: " hello " }), []],
    [form({ promise: "week" }), []],
    [form({ way: "call" }), ["empty"]],
    [form({ way: "call", kind: "offers" }), []],
    [form({ kind: "offers" }), ["empty"]],
    [form({ value: 1, company: "no company" }), ["company"]],
    [form({ value: 1, day: "day" }), ["date"]],
    [form({ value: 1, day: "day", date: "2026-11" }), ["date"]],
    [form({ value: 1, day: "day", date: "2026-11-29" }), ["date"]],
    [form({ promise: "day" }), ["due"]],
    [form({ promise: "day", due: "2026-12-24" }), []],
  ])("%#", (one, faults) => {
    expect(noteFaults(one, TODAY)).toEqual(faults);
  });
});

describe("a note", () => {
  test("includes a contact only with a channel and a kind", () => {
    expect(contactIn(form({ way: "call", kind: "service" }))).toEqual({ kind: "service", channel: "call" });
    expect(contactIn(form({ way: "visit", kind: "service" }))).toBeNull();
    expect(contactIn(form({ way: "call" }))).toBeNull();
  });

  test("has a promise that is due counted from its own day", () => {
    expect(dueOfNote(form({ promise: "week" }), TODAY)).toBe("2026-12-05");
    expect(dueOfNote(form({ promise: "two-weeks", day: "yesterday" }), TODAY)).toBe("2026-12-11");
    expect(dueOfNote(form(), TODAY)).toBeNull();
  });

  test("has no instant today, and noon on an earlier day", () => {
    expect(dayOfNote(form({ day: "yesterday" }), TODAY)).toBe("2026-11-27");
    expect(instantOfNote(form(), TODAY, "Europe/Berlin")).toBeUndefined();
    expect(instantOfNote(form({ day: "yesterday" }), TODAY, "Europe/Berlin")).toBe("2026-11-27T11:00:00Z");
  });

  test("reads back from its draft, and from no other text", () => {
    const draft = form({ value: -2, way: "call", kind: "offers", promise: "month" });
    expect(readNoteForm(JSON.stringify(draft))).toEqual(draft);
    for (const text of ["", "{}", "null", JSON.stringify({ ...draft, way: "fax" })])
      expect(readNoteForm(text)).toBeNull();
  });
});
