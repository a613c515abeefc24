// A switch whose change asks first: it shows the wanted state while it asks, and the stored one after a refusal.
import { h, render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Switch } from "../../src/ui/controls.tsx";
import { usePendingSwitch } from "../../src/ui/setting.tsx";

const root = document.createElement("div");
let refuse: () => void = () => {};

function Setting() {
  const { checked, isPending, toggle } = usePendingSwitch(
    false,
    () =>
      new Promise<void>((resolve) => {
        refuse = resolve;
      }),
  );
  return h(Switch, { label: "Share", checked, disabled: isPending, testId: "share", onToggle: toggle });
}
const box = () => root.querySelector<HTMLInputElement>("input") as HTMLInputElement;

beforeEach(() => {
  document.body.append(root);
  return act(() => render(h(Setting, {}), root));
});
afterEach(() => act(() => render(null, root)));

test("a switch shows the wanted state while it asks, and moves back after a refusal", async () => {
  await act(() => box().click());
  expect([box().checked, box().disabled]).toEqual([true, true]);
  await act(async () => refuse());
  expect([box().checked, box().disabled]).toEqual([false, false]);
});
