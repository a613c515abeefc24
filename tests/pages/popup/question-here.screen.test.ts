// The popup offers to make a rule of an answer to a company's question, until the user decides.
import { h, render } from "preact";
import { act } from "preact/test-utils";
import { beforeEach, expect, test } from "vitest";
import type { SiteView } from "../../../src/core/commands/companies.ts";
import { control, newScreen, press } from "../../support/browser/screen.ts";
import { settled } from "../../support/device/settle.ts";

const company = "shop.example";
const site = { company, name: "The Shop", timeZone: "UTC", under: {}, own: [] } as unknown as SiteView;
const answered = { question: "May we call you?", answer: { choice: "No" } };
let edited: { rule: { note?: string }; fresh?: boolean }[] = [];

beforeEach(async () => {
  edited = [];
  await newScreen(() => ({ open: null, answered }));
});

async function open(): Promise<void> {
  const { QuestionHere } = await import("../../../src/pages/popup/question-here.tsx");
  const { keepGivenAnswer } = await import("../../../src/platform/session/given-answers.ts");
  await keepGivenAnswer(company, { delivery: "d", ...answered });
  const onEdit = (editing: (typeof edited)[number]) => edited.push(editing);
  await act(() => render(h(QuestionHere, { site, onEdit } as never), document.body));
  await act(settled);
}

const kept = async () => (await import("../../../src/platform/session/given-answers.ts")).readGivenAnswer(company);

test('"Save it as my preference" opens the editor with question and answer as its note', async () => {
  await open();
  expect(control("question-answered")?.textContent).toContain("The Shop");
  expect(await kept()).not.toBeNull();
  await press("question-keep");
  expect(edited).toMatchObject([{ rule: { note: "May we call you? No" }, fresh: true }]);
  expect(control("question-answered")).toBeNull();
  expect(await kept()).toBeNull();
});

test("a declined offer does not return", async () => {
  await open();
  await press("question-keep-not");
  expect(edited).toEqual([]);
  expect(control("question-answered")).toBeNull();
  expect(await kept()).toBeNull();
});
