// A screen over a background that only answers, in British English, in the page's body.
import { render } from "preact";
import { act } from "preact/test-utils";
import { settled } from "../device/settle.ts";
import { forgetModules } from "../device/start-anew.ts";
import { answerCommands } from "./answered.ts";

/** Unmounts the last screen and loads the interface anew. Returns the list of the commands that the screen sends. */
export async function newScreen<Sent>(answer: (message: Sent) => unknown): Promise<Sent[]> {
  const sent: Sent[] = [];
  render(null, document.body);
  forgetModules();
  answerCommands((message: Sent) => {
    sent.push(message);
    return { value: answer(message) };
  });
  const { loadMessages } = await import("../../../src/ui/messages.ts");
  await loadMessages("en-GB");
  return sent;
}

export const control = <T extends HTMLElement>(testId: string): T | null =>
  document.querySelector<T>(`[data-testid="${testId}"]`);

export async function press(testId: string): Promise<void> {
  await act(() => control(testId)?.click());
  await act(settled);
}

/** Picks an option of a list, as an arrow key does. */
export async function pick(testId: string, value: string): Promise<void> {
  const select = control<HTMLSelectElement>(testId);
  if (select === null) throw new Error(`no list ${testId}`);
  await act(async () => {
    select.value = value;
    select.dispatchEvent(new Event("change", { bubbles: true }));
  });
  await act(settled);
}
