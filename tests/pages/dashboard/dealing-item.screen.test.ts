// A feeling in a list with the contact and promise of the same note: one entry, and Remove removes all of it.
import { Dexie } from "dexie";
import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { h, render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test } from "vitest";
import { answerCommands } from "../../support/browser/answered.ts";
import { feelingRow } from "../../support/data/rows.ts";
import { settled } from "../../support/device/settle.ts";
import { forgetModules } from "../../support/device/start-anew.ts";

const company = "shop.example";
const at = "2026-11-17T08:30:00Z";
let sent: { command: string; payload: { id?: string } }[] = [];

beforeEach(async () => {
  sent = [];
  forgetModules();
  Dexie.dependencies.indexedDB = new IDBFactory();
  Dexie.dependencies.IDBKeyRange = IDBKeyRange;
  answerCommands((message: (typeof sent)[number]) => {
    sent.push(message);
    return { value: { batch: `batch ${sent.length}` } };
  });
  const { loadMessages } = await import("../../../src/ui/messages.ts");
  await loadMessages("en-GB");
  const { database } = await import("../../../src/record/database.ts");
  const feelings = [
    { ...feelingRow(at), id: "f", $h: "s" },
    { ...feelingRow("2026-11-16T08:30:00Z"), id: "alone", $h: "s" },
  ];
  await database.feelings.bulkPut(feelings as never[]);
  const detail = { text: "A refund", due: "2026-12-01", by: "user" };
  const promise = { id: "p", at, company, type: "promise", detail, dealing: "f", $h: "s" };
  const other = { ...promise, id: "other", dealing: "another note" };
  await database.events.bulkPut([promise, other] as never[]);
});

afterEach(() => render(null, document.body));

const all = (testId: string) => [...document.querySelectorAll<HTMLElement>(`[data-testid="${testId}"]`)];

async function rest(ready: () => boolean): Promise<void> {
  for (let left = 200; left > 0 && !ready(); left--)
    await act(async () => {
      await new Promise((done) => setTimeout(done, 20));
      await settled();
    });
}

test("the promise is below its feeling, and is removed and restored with it", async () => {
  const { CompanyFeelings } = await import("../../../src/pages/dashboard/company-feelings.tsx");
  const { Toasts } = await import("../../../src/ui/toast.tsx");
  await act(() => render([h(CompanyFeelings, { company }), h(Toasts, {})], document.body));
  await rest(() => all("entry-part").length > 0);
  const [first, second] = all("feeling-row");
  expect(first?.querySelectorAll("[data-testid=entry-part]")).toHaveLength(1);
  expect(first?.textContent).toContain("A refund");
  expect(second?.querySelectorAll("[data-testid=entry-part]")).toHaveLength(0);
  const removes = all("feeling-remove");
  await act(() => removes[0]?.click());
  await rest(() => all("undo").length > 0);
  expect(sent.map(({ command, payload }) => [command, payload.id])).toEqual([
    ["remove-feeling", "f"],
    ["remove-event", "p"],
  ]);
  sent = [];
  await act(() => all("undo")[0]?.click());
  await rest(() => sent.length === 2);
  expect(sent.map(({ payload }) => payload)).toEqual([{ batch: "batch 2" }, { batch: "batch 1" }]);
  await act(() => removes[1]?.click());
  expect(sent.at(-1)).toEqual({ command: "remove-feeling", payload: { id: "alone" } });
});
