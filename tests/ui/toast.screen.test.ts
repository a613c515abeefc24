// The message line: names its Undo and disappears after some seconds or with the next act; an error stays until the
// next act.
import { h, render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { loadMessages } from "../../src/ui/messages.ts";
import { complain, hush, say, Toasts } from "../../src/ui/toast.tsx";

const root = document.createElement("div");
const part = (testId: string) => root.querySelector<HTMLElement>(`[data-testid="${testId}"]`);
const said = () => part("status")?.textContent ?? "";
const press = (selector: string) => act(() => root.querySelector<HTMLElement>(selector)?.click());
const pass = (milliseconds: number) => act(() => void vi.advanceTimersByTime(milliseconds));

beforeEach(async () => {
  await loadMessages("en");
  vi.useFakeTimers();
  document.body.append(root);
  const other = (name: string, more = {}) => h("button", { type: "button", id: name, ...more }, name);
  const fold = h("details", null, h("summary", null, "More"), "…");
  await act(() =>
    render(
      h("div", null, other("one"), other("two"), other("opens", { "aria-expanded": false }), fold, h(Toasts, null)),
      root,
    ),
  );
});

afterEach(async () => {
  await act(hush);
  await act(() => render(null, root));
  root.remove();
  vi.useRealTimers();
});

test("Undo's name includes its act, and begins with its visible word", async () => {
  const undone = vi.fn();
  await act(() => say("Words saved on this device.", undone));
  expect(part("undo")?.getAttribute("aria-label")).toBe("Undo: Words saved on this device.");
  await press('[data-testid="undo"]');
  expect(undone).toHaveBeenCalledOnce();
});

test("a message disappears after some seconds, but stays under the pointer or the focus", async () => {
  await act(() => say("Saved.", () => {}));
  await pass(7900);
  expect(said()).toContain("Saved.");
  part("undo")?.focus();
  await pass(20_000);
  expect(said()).toContain("Saved.");
  part("undo")?.blur();
  await pass(1100);
  expect(said()).toBe("");
});

test("a newer message stays for its own full time", async () => {
  await act(() => say("One."));
  await pass(7000);
  await act(() => say("Two."));
  await pass(7000);
  expect(said()).toContain("Two.");
  await pass(1100);
  expect(said()).toBe("");
});

test("an error has no time limit, and disappears with the next act", async () => {
  await act(() => complain("It was not saved."));
  await pass(60_000);
  expect(part("fault")?.textContent).toContain("It was not saved.");
  await press("#one");
  expect(part("fault")?.textContent).toBe("");
});

test.each([
  ["another button", "#two", ""],
  ["the same button again", "#one", "Saved."],
  ["opening something", "#opens", "Saved."],
  ["opening a fold", "summary", "Saved."],
])("after a button's own message, %s", async (_what, selector, left) => {
  await press("#one");
  await act(() => say("Saved."));
  await press(selector);
  expect(said()).toContain(left);
  if (left === "") expect(said()).toBe("");
});
