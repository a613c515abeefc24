// The texts of a rule: typed text is not lost if the user leaves the page while in the field.
import { h, render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Rule } from "../../../src/core/record/tables.ts";
import { RuleList } from "../../../src/features/preferences/rule-list.tsx";
import { loadMessages } from "../../../src/ui/messages.ts";
import { sent, session } from "../../support/browser/kept-session.ts";
import { soon } from "../../support/device/soon.ts";

vi.mock("webextension-polyfill", async () => {
  const { polyfillThat } = await import("../../support/browser/kept-session.ts");
  return polyfillThat(({ payload }) => ({ id: payload.id ?? "r2", batch: "b" }));
});

const RULE: Rule = { id: "r", layer: "base", kinds: ["offers"], about: { label: "Shoes" }, want: "no" };
const root = document.createElement("div");
const part = (testId: string) => root.querySelector<HTMLInputElement>(`[data-testid="${testId}"]`);
const settled = () => act(() => new Promise((done) => setTimeout(done, 10)));
const lastRule = () => sent.filter(({ command }) => command === "edit-preference").at(-1)?.payload.rule;

async function open(button: string): Promise<void> {
  await act(() => render(null, root));
  await act(() => render(h(RuleList, { layer: "base", rules: [RULE], today: "2026-11-18" }), root));
  await act(() => part(button)?.click());
  await settled();
}

async function type(testId: string, text: string, event = "input"): Promise<void> {
  const field = part(testId);
  if (field === null) throw new Error(`no ${testId}`);
  field.value = text;
  await act(() => void field.dispatchEvent(new Event(event, { bubbles: true })));
  await settled();
}

beforeEach(async () => {
  document.body.append(root);
  await loadMessages("en");
  sent.length = 0;
  session.clear();
});
afterEach(() => render(null, root));

test("an unfinished note and subject are saved when their rule is opened again", async () => {
  await open("edit-rule-0");
  await type("rule-note", "Only by letter");
  await type("rule-subject", "Boots");
  expect(sent).toEqual([]);
  await open("edit-rule-0");
  await soon(() => expect(lastRule()).toMatchObject({ note: "Only by letter", about: { label: "Boots" } }));
  expect([part("rule-note")?.value, part("rule-subject")?.value]).toEqual(["Only by letter", "Boots"]);
  expect(session.size).toBe(0);
});

test("a saved text leaves no draft", async () => {
  await open("edit-rule-0");
  await type("rule-note", "Only by letter");
  await type("rule-note", "Only by letter", "change");
  expect(lastRule()).toMatchObject({ note: "Only by letter" });
  expect(session.size).toBe(0);
});

test("the note of a new rule moves with it when it gets its id", async () => {
  await open("add-rule");
  await type("rule-note", "Only by letter");
  expect([...session.keys()]).toEqual(["draft rule base new note"]);
  await act(() => part("rule-kind-news")?.click());
  await soon(() => expect([...session.keys()]).toEqual(["draft rule base r2 note"]));
  expect(part("rule-note")?.value).toBe("Only by letter");
  await open("add-rule");
  expect(part("rule-note")?.value).toBe("");
});

test("a rule that is opened again before the list shows its last edit begins with that edit", async () => {
  const pressed = (kind: string) => part(`rule-kind-${kind}`)?.getAttribute("aria-pressed");
  await open("edit-rule-0");
  await act(() => part("rule-kind-news")?.click());
  await settled();
  await act(() => part("rule-done")?.click());
  await settled();
  await act(() => part("edit-rule-0")?.click());
  await settled();
  expect([pressed("news"), pressed("offers")]).toEqual(["true", "true"]);
  await act(() => part("rule-kind-advice")?.click());
  await settled();
  expect(lastRule()).toMatchObject({ kinds: ["advice", "news", "offers"] });
});
