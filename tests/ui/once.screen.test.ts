// A button acts once for two presses, by hand or by a program, at once or a moment later.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { h, render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { mayDoAgain, useOnce } from "../../src/ui/once.ts";

const root = document.createElement("div");
let done = 0;
let answer: () => Promise<boolean> = async () => true;

function Save({ what = "" }: { what?: string }) {
  const press = useOnce(async () => {
    done++;
    return answer();
  }, what);
  return h("button", { type: "button", onClick: () => void press() }, "Save");
}
const show = (props: { what?: string } = {}) => act(() => render(h(Save, props), root));
const press = () =>
  act(async () => {
    root.querySelector("button")?.click();
    await vi.advanceTimersByTimeAsync(0);
  });

beforeEach(async () => {
  vi.useFakeTimers();
  mayDoAgain();
  done = 0;
  answer = async () => true;
  await show();
});

afterEach(async () => {
  await act(() => render(null, root));
  vi.useRealTimers();
});

test.each([0, 10, 30, 500, 1900])("a button that is pressed twice within %i ms acts once", async (pause) => {
  await press();
  await vi.advanceTimersByTimeAsync(pause);
  await press();
  expect(done).toBe(1);
});

test("a button that is pressed again while its act runs, however long, does nothing", async () => {
  let end = (_done: boolean) => {};
  answer = () => new Promise((resolve) => (end = resolve));
  await press();
  await vi.advanceTimersByTimeAsync(9000);
  await press();
  end(true);
  await vi.advanceTimersByTimeAsync(10);
  await press();
  expect(done).toBe(1);
});

test("a button that has left the page does nothing", async () => {
  const button = root.querySelector("button");
  await press();
  await act(() => render(null, root));
  button?.click();
  expect(done).toBe(1);
});

test.each<[string, () => unknown]>([
  ["later", () => vi.advanceTimersByTimeAsync(2100)],
  ["after Undo", mayDoAgain],
  ["for something else", () => show({ what: "another letter" })],
])("a button that is pressed again %s acts again", async (_when, between) => {
  await press();
  await between();
  await press();
  expect(done).toBe(2);
});

test("a refused act may be tried again at once", async () => {
  answer = async () => false;
  await press();
  await press();
  expect(done).toBe(2);
});

/** Commands that create a row with each call, except those with a row id that the editor remembers. */
const MAKING = ["record-letter", "edit-plan", "edit-event", "record-contact", "import-record", "rate-visit"];

test("every button that creates or exports something treats two presses as one", () => {
  const folder = join(import.meta.dirname, "../../src");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".tsx"));
  const made = files.flatMap((file) => {
    const text = readFileSync(join(folder, file), "utf8");
    const makes = MAKING.some((name) => text.includes(`("${name}"`)) || /\bsaveFile\(/.test(text);
    return makes && !text.includes("useOnce") ? [file.replaceAll("\\", "/")] : [];
  });
  // The buttons are in their callers, listed below.
  const called = ["features/compliance/contact-fields.tsx", "pages/dashboard/timeline-others.tsx"];
  // The copies of a damaged record are saved one by one, as often as the user wants.
  expect(made).toEqual([...called, "features/my-data/recovery.tsx"].sort());
  for (const file of ["pages/popup/contact-form.tsx", "features/timeline/event-editor.tsx"])
    expect(readFileSync(join(folder, file), "utf8")).toContain("useOnce");
});
