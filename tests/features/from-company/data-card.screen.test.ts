// The card "Your data there": one press fetches and shows, one keeps, and each obstacle has a sentence.
import { h, render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { DataPreview } from "../../../src/core/commands/from-company.ts";
import { answerFrom } from "../../support/browser/answered.ts";
import { stampAt } from "../../support/data/rows.ts";
import { soon } from "../../support/device/soon.ts";

const NOW = Date.parse("2026-11-18T12:00:00Z");
const $h = stampAt(NOW);
const company = "shop.example";
const order = (reference: string) => ({
  kind: "order" as const,
  day: "2026-11-03",
  reference,
  amount: { value: 12.5, currency: "EUR" },
});
const PREVIEW: DataPreview = {
  state: "read",
  host: "www.shop.example",
  rows: 9,
  fresh: [order("A-1"), { kind: "message", day: "2026-11-04", from: "company", text: "Hello" }],
  changed: [],
  removed: [order("A-0")],
  known: 4,
  skipped: [{ reason: "date", rows: [3, 7] }],
};

let sent: { command: string; payload: Record<string, unknown> }[] = [];
let answers: Record<string, unknown> = {};

beforeEach(() => {
  sent = [];
  answers = { "fetch-data": PREVIEW, "import-data": { batch: "b", rows: 2 } };
  answerFrom(PREVIEW.host, (message: (typeof sent)[number]) => {
    sent.push(message);
    return { value: answers[message.command] };
  });
});
afterEach(() => act(() => render(null, document.body)));

const all = (testId: string) => [...document.querySelectorAll<HTMLElement>(`[data-testid="${testId}"]`)];
const textOf = (testId: string) => all(testId)[0]?.textContent;
const press = (testId: string) => act(() => all(testId)[0]?.click());

async function open({ granted = true, handle = false, data = true } = {}): Promise<void> {
  const { database } = await import("../../../src/record/database.ts");
  const { clock } = await import("../../../src/platform/clock.ts");
  clock.now = () => NOW;
  const participation = {
    cmr: "0.1",
    lastUpdate: "2026-11-01",
    status: "live",
    company: { name: "The Shop" },
    hosts: ["www.shop.example"],
    honours: {},
    ...(data ? { endpoints: { data: "/cmr/data" } } : {}),
  } as const;
  await database.participations.put({
    id: "www.shop.example",
    company,
    fetchedAt: NOW,
    hash: "h",
    participation: { ...participation, hosts: ["www.shop.example"] },
  });
  if (granted)
    await database.grants.put({
      id: company,
      hosts: ["www.shop.example"],
      parts: { contact: true },
      since: "2026-11-01T00:00:00Z",
      $h,
    });
  if (handle)
    await database.events.put({
      id: "e",
      at: "2026-11-02T00:00:00Z",
      company,
      type: "answered",
      detail: { said: { handle: "c-17" } },
      $h,
    });
  const { loadMessages } = await import("../../../src/ui/messages.ts");
  await loadMessages("en-GB");
  const { DataCards } = await import("../../../src/features/from-company/data-card.tsx");
  const { Toasts } = await import("../../../src/ui/toast.tsx");
  await act(() => render(h("div", null, h(DataCards, { company }), h(Toasts, null)), document.body));
}

test("one press shows the entries, the counts and the reasons; one more keeps exactly these entries", async () => {
  await open({ handle: true });
  await soon(() => expect(all("data-get")).toHaveLength(1));
  await press("data-get");
  await soon(() => expect(all("data-preview")).toHaveLength(1));
  expect(sent).toEqual([{ command: "fetch-data", payload: { company, named: true } }]);
  expect(textOf("data-counts")).toBe("The file has 9 entries. 2 are new. 4 are in your timeline already.");
  expect(textOf("data-entries")).toContain("An order: €12.50");
  expect(textOf("data-skipped")).toBe("Left out. The date is missing or does not exist. Entries: 3 and 7");
  await press("data-keep");
  expect(sent[1]).toEqual({
    command: "import-data",
    payload: { company, host: "www.shop.example", entries: PREVIEW.fresh },
  });
  await soon(() => expect(textOf("status")).toContain("2 entries added to your timeline."));
  expect(all("undo")).toHaveLength(1);
  expect(all("data-get")).toHaveLength(1);
});

test("removed entries come back only if the user switches them on", async () => {
  await open();
  await soon(() => expect(all("data-get")).toHaveLength(1));
  await press("data-get");
  await soon(() => expect(all("data-revive")).toHaveLength(1));
  await press("data-revive");
  await press("data-keep");
  expect(sent.at(-1)?.payload.entries).toEqual([...PREVIEW.fresh, ...PREVIEW.removed]);
});

test("a failure is a sentence, with the company's own words beside it", async () => {
  answers["fetch-data"] = { state: "failed", fault: "refused", reason: "Sign in first." };
  await open();
  await soon(() => expect(all("data-get")).toHaveLength(1));
  await press("data-get");
  await soon(() =>
    expect(textOf("data-fault")).toBe("The company does not answer this request. The company says: Sign in first."),
  );
  expect(all("data-get")).toHaveLength(1);
});

test("a company that is not allowed gets no request", async () => {
  await open({ granted: false });
  await soon(() => expect(all("data-not-allowed")).toHaveLength(1));
  expect(all("data-get")).toHaveLength(0);
});

test("a company that names no data has no card", async () => {
  await open({ data: false });
  await soon(async () => {
    const { readDataOffers } = await import("../../../src/features/from-company/read-offer.ts");
    expect(await readDataOffers(company)).toEqual([]);
  });
  expect(all("data-card")).toHaveLength(0);
});
