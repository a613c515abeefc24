// The card of a layer on the dashboard, with one rule editor below it.
import { h, render } from "preact";
import { act } from "preact/test-utils";
import { expect, test } from "vitest";
import type { Rule } from "../../../src/core/record/tables.ts";
import { control, newScreen, press } from "../../support/browser/screen.ts";
import { soon } from "../../support/device/soon.ts";

/** Opens a line, whose editor loads with it, and its whole rule. */
async function openRule(line: string): Promise<void> {
  await press(line);
  await soon(() => expect(control("line-more")).not.toBeNull());
  await press("line-more");
}

const rules: Rule[] = [
  { id: "r1", layer: "base", kinds: ["security"], want: "yes" },
  { id: "r2", layer: "base", kinds: ["changes"], want: "no" },
];

test('"More" of another line opens its rule, even if the editor still shows the rule of the first', async () => {
  await newScreen<{ command: string }>(() => ({ id: "r2", batch: "b" }));
  const { LayerCard } = await import("../../../src/features/preferences/card/layer-card.tsx");
  const names = { base: "", sector: "", company: "" };
  const card = { layer: "base", fields: {}, rules, under: {}, names, today: "2026-11-18" };
  await act(() => render(h(LayerCard, card), document.body));
  await openRule("line-security");
  expect(control("rule-kind-security")?.getAttribute("aria-pressed")).toBe("true");
  await openRule("line-changes");
  expect(control("rule-kind-changes")?.getAttribute("aria-pressed")).toBe("true");
  expect(control("rule-kind-security")?.getAttribute("aria-pressed")).toBe("false");
});
