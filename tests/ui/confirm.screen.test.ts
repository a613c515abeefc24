// A confirmation dialog closes at once when it is answered, so that the page below is usable.
import { h, options, render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test } from "vitest";

afterEach(() => render(null, document.body));

/** Renders by hand, without a paint. */
let draw: () => void = () => {};
beforeEach(() => {
  const { debounceRendering } = options;
  options.debounceRendering = (work) => {
    draw = work;
  };
  return () => {
    if (debounceRendering === undefined) delete options.debounceRendering;
    else options.debounceRendering = debounceRendering;
  };
});

test("the dialog closes with the render after the answer, before any paint", async () => {
  const { Confirm, confirm } = await import("../../src/ui/confirm.tsx");
  await act(() => render(h(Confirm, {}), document.body));
  const dialog = document.querySelector("dialog") as HTMLDialogElement;
  const answer = confirm({ title: "Allow?", lines: ["Telco reads it."], yes: "Yes", no: "No" });
  draw();
  expect(dialog.open).toBe(true);
  document.querySelector<HTMLButtonElement>('[data-testid="confirm-no"]')?.click();
  draw();
  expect(dialog.open).toBe(false);
  expect(await answer).toBe(false);
});

test("a late close event of the last question leaves the next one open", async () => {
  const { Confirm, confirm } = await import("../../src/ui/confirm.tsx");
  await act(() => render(h(Confirm, {}), document.body));
  const dialog = document.querySelector("dialog") as HTMLDialogElement;
  const question = { title: "Allow?", lines: ["Telco reads it."], yes: "Yes", no: "No" };
  void confirm(question);
  draw();
  document.querySelector<HTMLButtonElement>('[data-testid="confirm-no"]')?.click();
  draw();
  const answer = confirm(question);
  draw();
  dialog.dispatchEvent(new Event("close"));
  draw();
  expect(dialog.open).toBe(true);
  document.querySelector<HTMLButtonElement>('[data-testid="confirm-yes"]')?.click();
  expect(await answer).toBe(true);
});

test("closing the dialog in any other way means no", async () => {
  const { Confirm, confirm } = await import("../../src/ui/confirm.tsx");
  await act(() => render(h(Confirm, {}), document.body));
  const answer = confirm({ title: "Allow?", lines: ["Telco reads it."], yes: "Yes", no: "No" });
  draw();
  document.querySelector("dialog")?.close();
  expect(await answer).toBe(false);
});
