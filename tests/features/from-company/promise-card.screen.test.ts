// The card of a company's promise: a press fetches it, and shows a new text beside the stored one.
import { h, render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test } from "vitest";
import { answerFrom } from "../../support/browser/answered.ts";
import { stampAt } from "../../support/data/rows.ts";
import { soon } from "../../support/device/soon.ts";

const NOW = Date.parse("2026-11-18T12:00:00Z");
const $h = stampAt(NOW);
const company = "shop.example";
const host = "www.shop.example";
const [OLD, NEW] = ["a".repeat(64), "b".repeat(64)];
let sent: { command: string }[] = [];
let answer: object = {};

beforeEach(() => {
  [sent, answer] = [[], { state: "kept", batch: "b" }];
  answerFrom(host, (message: (typeof sent)[number]) => {
    sent.push(message);
    return { value: answer };
  });
});
afterEach(() => act(() => render(null, document.body)));

const all = (testId: string) => [...document.querySelectorAll<HTMLElement>(`[data-testid="${testId}"]`)];
const textOf = (testId: string) => all(testId)[0]?.textContent;

const keptText = (id: string, promiseText: string, sha256: string) => ({
  id,
  at: `2026-11-0${id}T12:00:00Z`,
  company,
  type: "terms-changed",
  detail: { by: "company", promiseText, sha256, url: `https://${host}/promise.txt` },
  $h,
});

async function open(events: object[], sha256 = OLD): Promise<void> {
  const { database } = await import("../../../src/record/database.ts");
  const { clock } = await import("../../../src/platform/clock.ts");
  clock.now = () => NOW;
  const participation = {
    cmr: "0.1" as const,
    lastUpdate: "2026-11-01",
    status: "live" as const,
    company: { name: "The Shop" },
    hosts: [host],
    honours: {},
    promise: { url: "/promise.txt", sha256 },
  };
  await database.participations.put({ id: host, company, fetchedAt: NOW, hash: "h", participation });
  const grant = { id: company, hosts: [host], parts: { contact: true }, since: "2026-11-01T00:00:00Z", $h };
  await database.grants.put(grant);
  await database.events.bulkPut(events as never[]);
  const { loadMessages } = await import("../../../src/ui/messages.ts");
  await loadMessages("en-GB");
  const { PromiseCards } = await import("../../../src/features/from-company/promise-card.tsx");
  await act(() => render(h(PromiseCards, { company }), document.body));
  await soon(() => expect(all("promise-fetch")).toHaveLength(1));
}

test("nothing is fetched before the press; a text that is not the announced one has a sentence", async () => {
  answer = { state: "failed", fault: "other-text" };
  await open([]);
  expect(sent).toEqual([]);
  await act(() => all("promise-fetch")[0]?.click());
  expect(sent).toEqual([{ command: "fetch-promise", payload: { company } }]);
  await soon(() =>
    expect(textOf("promise-fault")).toBe("This is not the text that the company’s file names, so it was not kept."),
  );
});

test("the stored text is shown line by line, as text", async () => {
  await open([keptText("1", "We call once a month.\n<img src=x onerror=alert(1)>", OLD)]);
  expect(textOf("promise-state")).toContain("The company’s file still names it.");
  expect([...(all("promise-text")[0]?.children ?? [])].map((line) => line.textContent)).toEqual([
    "We call once a month.",
    "<img src=x onerror=alert(1)>",
  ]);
  expect(document.querySelector("img")).toBeNull();
});

test("a new text is announced before it is fetched, and then compared with the previous one", async () => {
  await open([keptText("1", "We call once a month.\nWe sell nothing.", OLD)], NEW);
  expect(textOf("promise-state")).toContain("names another one now.");
  expect(textOf("promise-fetch")).toBe("Get the new text and compare");
  const { database } = await import("../../../src/record/database.ts");
  await database.events.put(keptText("2", "We call once a week.\nWe sell nothing.", NEW));
  await soon(() =>
    expect([...(all("promise-changes")[0]?.children ?? [])].map((line) => line.textContent)).toEqual([
      "GoneWe call once a month.",
      "NewWe call once a week.",
    ]),
  );
});
