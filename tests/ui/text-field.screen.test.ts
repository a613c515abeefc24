// A field keeps typed text from its first render on, until the stored text changes.
import { h, render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, expect, test } from "vitest";
import { settled } from "../support/device/settle.ts";

afterEach(() => render(null, document.body));

const drawn = async (value: string) => {
  const { TextField } = await import("../../src/ui/controls.tsx");
  return h(TextField, { label: "Note", value, most: 20, testId: "note", onSettle: () => {} });
};
const field = (): HTMLInputElement => document.querySelector("input") as HTMLInputElement;
function type(text: string): void {
  field().value = text;
  field().dispatchEvent(new Event("input", { bubbles: true }));
}

test("a key that is pressed during the field's first render is not lost", async () => {
  render(await drawn(""), document.body);
  type("O");
  await settled();
  expect(field().value).toBe("O");
});

test("a re-render keeps typed text, and another stored text replaces it", async () => {
  const [empty, same, other] = [await drawn(""), await drawn(""), await drawn("Call me")];
  await act(() => render(empty, document.body));
  await act(() => type("Only in"));
  await act(() => render(same, document.body));
  expect(field().value).toBe("Only in");
  await act(() => render(other, document.body));
  expect(field().value).toBe("Call me");
  await act(() => render(empty, document.body));
  expect(field().value).toBe("");
});

test("text that is typed after Enter stays when the text that Enter saved is delivered", async () => {
  const [empty, saved] = [await drawn(""), await drawn("Call")];
  await act(() => render(empty, document.body));
  await act(() => type("Call"));
  await act(() => void field().dispatchEvent(new Event("change", { bubbles: true })));
  await act(() => type("Call me"));
  await act(() => render(saved, document.body));
  expect(field().value).toBe("Call me");
});
