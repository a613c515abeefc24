// Controls of a grant, used faster than the live query delivers what is stored.
import "fake-indexeddb/auto";
import { h, render } from "preact";
import { act } from "preact/test-utils";
import { beforeEach, expect, test } from "vitest";
import { DEFAULT_PARTS } from "../../../src/core/sharing/default-parts.ts";
import { control, newScreen, pick, press } from "../../support/browser/screen.ts";
import { stampAt } from "../../support/data/rows.ts";
import { settled } from "../../support/device/settle.ts";
import { soon } from "../../support/device/soon.ts";

const COMPANY = "shop.example";
const $h = stampAt(Date.parse("2026-11-18T12:00:00Z"));

let deliver: (fields: object) => Promise<void>;
let refuses = false;
const list = () => control<HTMLSelectElement>("grant-until");
const box = (testId: string) => control<HTMLInputElement>(testId)?.checked;

beforeEach(async () => {
  refuses = false;
  await newScreen(() => (refuses ? null : { batch: null }));
  const { database } = await import("../../../src/record/database.ts");
  const { GrantControls } = await import("../../../src/pages/dashboard/grant-controls.tsx");
  for (const table of database.tables) await table.clear();
  deliver = async (fields) => {
    const grant = { id: COMPANY, hosts: [COMPANY], parts: DEFAULT_PARTS, at: "2026-11-01T12:00:00Z", ...fields };
    await act(async () => void (await database.grants.put({ ...grant, $h })));
    await act(settled);
  };
  await deliver({});
  await act(() => render(h(GrantControls, { company: COMPANY, name: "The Shop", state: "live" }), document.body));
  await soon(() => expect(control("grant")?.textContent).toContain(COMPANY));
});

test("the end stays at the last picked one when an earlier one is delivered", async () => {
  const [, month = "", quarter = ""] = [...(list()?.options ?? [])].map(({ value }) => value);
  await pick("grant-until", month);
  await pick("grant-until", quarter);
  await deliver({ until: month });
  expect(list()?.value).toBe(quarter);
  await deliver({ until: quarter });
  await deliver({});
  await soon(() => expect(list()?.value).toBe(""));
});

test("a part stays switched when an earlier edit is delivered", async () => {
  await press("part-terms");
  await press("part-plans");
  await deliver({ parts: { ...DEFAULT_PARTS, terms: false } });
  expect([box("part-terms"), box("part-plans")]).toEqual([false, true]);
});

test("a refused edit moves its control back", async () => {
  refuses = true;
  await press("pause");
  await press("part-terms");
  const [, month = ""] = [...(list()?.options ?? [])].map(({ value }) => value);
  await pick("grant-until", month);
  expect([box("pause"), box("part-terms"), list()?.value]).toEqual([false, true, ""]);
});
