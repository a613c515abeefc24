// The card of a company's question: its author, the exact text of the answer before it leaves, and ways to decline.
import { h, render } from "preact";
import { act } from "preact/test-utils";
import { beforeEach, expect, test } from "vitest";
import type { GivenAnswerView, OpenQuestion } from "../../../src/core/commands/questions.ts";
import type { AnswerForm } from "../../../src/signal/question.ts";
import { control, newScreen, press } from "../../support/browser/screen.ts";
import { settled } from "../../support/device/settle.ts";

const openWith = (answer: AnswerForm): OpenQuestion => ({
  id: "asked shop.example q1",
  company: "shop.example",
  name: "The Shop",
  question: {
    id: "q1",
    text: "May we <b>call</b> you?",
    why: "Your guarantee ends.",
    use: "service",
    keep: "P90D",
    answer,
    expires: "2026-12-24",
    lang: "en",
  },
  handle: "c-17",
  asksHost: null,
});

let sent: { command: string; payload: Record<string, unknown> }[] = [];
let said: string[] = [];

beforeEach(async () => {
  said = [];
  sent = await newScreen(({ command }) => (command === "answer-question" ? { delivery: "d" } : { batch: "b" }));
});

async function show(answer: AnswerForm): Promise<void> {
  const { QuestionCard, saidIn } = await import("../../../src/features/sharing/question-card.tsx");
  const onSent = (answered: GivenAnswerView) => said.push(saidIn(answered));
  const props = { open: openWith(answer), today: "2026-11-18", onSent };
  await act(() => render(h(QuestionCard, props), document.body));
  await act(settled);
}

test("the card names company and domain, and shows its words, reason, use and retention as plain text", async () => {
  await show(["Yes", "No"]);
  const text = control("question")?.textContent ?? "";
  expect(text).toContain("A question from The Shop (shop.example)");
  expect(control("question-text")?.textContent).toBe("May we <b>call</b> you?");
  for (const part of ["Your guarantee ends.", "90 days", "24 Dec 2026"]) expect(text).toContain(part);
  expect(control("question-text")?.querySelector("bdi")?.lang).toBe("en");
  expect(control("share-form")).toBeNull();
});

test("a choice shows the exact text, anonymous at first, and Send sends exactly that", async () => {
  await show(["Yes", "No"]);
  await press("answer-1");
  const shown = '{"cmr":"0.1","answer":{"question":"q1","choice":"Yes"}}';
  expect(control("share-text")?.textContent).toBe(shown);
  expect(control<HTMLSelectElement>("share-as")?.value).toBe("anonymous");
  await press("share-confirm");
  const payload = { id: "asked shop.example q1", answer: { choice: "Yes" }, named: false, shown };
  expect(sent).toEqual([{ command: "answer-question", payload }]);
  expect(said).toEqual(["May we <b>call</b> you? Yes"]);
});

test("another choice can be made before anything is sent", async () => {
  await show(["Yes", "No"]);
  await press("answer-1");
  await press("share-cancel");
  expect(control("share-form")).toBeNull();
  await press("answer-2");
  expect(control("share-text")?.textContent).toContain('"No"');
  expect(sent).toEqual([]);
});

test("words and a feeling are answers too", async () => {
  await show("text");
  const field = control<HTMLTextAreaElement>("answer-text");
  await act(() => {
    if (field === null) return;
    field.value = "After six, please.";
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  expect(control("share-text")?.textContent).toContain('"text":"After six, please."');
  render(null, document.body);
  await show("feeling");
  await press("answer-1");
  expect(control("share-text")?.textContent).toContain('"feeling":{"value":');
});

test.each([
  ["question-later", false],
  ["question-never", true],
])("%s declines with one press", async (button, never) => {
  await show(["Yes", "No"]);
  await press(button);
  expect(sent).toEqual([{ command: "decline-question", payload: { id: "asked shop.example q1", never } }]);
});
