// A switch whose change asks first: it shows the wanted state while it asks, and the stored one after a refusal.
import { h, render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Switch } from "../../src/ui/controls.tsx";
import { usePendingSwitch } from "../../src/ui/setting.tsx";
import { settled } from "../support/device/settle.ts";

const root = document.createElement("div");
let answer: (isSaved: boolean) => void = () => {};

function Setting({ stored }: { stored: boolean }) {
  const { checked, isPending, toggle } = usePendingSwitch(
    stored,
    () =>
      new Promise<boolean>((resolve) => {
        answer = resolve;
      }),
  );
  return h(Switch, { label: "Share", checked, disabled: isPending, testId: "share", onToggle: toggle });
}
const show = (stored: boolean) => act(() => render(h(Setting, { stored }), root));
const box = () => root.querySelector<HTMLInputElement>("input") as HTMLInputElement;

beforeEach(() => {
  document.body.append(root);
  return show(false);
});
afterEach(() => act(() => render(null, root)));

test("a switch shows the wanted state while it asks, and moves back after a refusal", async () => {
  await act(() => box().click());
  expect([box().checked, box().disabled]).toEqual([true, true]);
  answer(false);
  await act(settled);
  expect([box().checked, box().disabled]).toEqual([false, false]);
});

test("a saved switch stays where it is until the live query delivers it", async () => {
  await act(() => box().click());
  answer(true);
  await act(settled);
  await show(false);
  expect([box().checked, box().disabled]).toEqual([true, false]);
  await show(true);
  await show(false);
  expect(box().checked).toBe(false);
});
