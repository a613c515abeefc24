// The page of preferences, used faster than the live query delivers what is stored.
import "fake-indexeddb/auto";
import { h, render } from "preact";
import { act } from "preact/test-utils";
import { beforeEach, expect, test } from "vitest";
import { control, newScreen, pick } from "../../support/browser/screen.ts";
import { stampAt } from "../../support/data/rows.ts";
import { settled } from "../../support/device/settle.ts";
import { soon } from "../../support/device/soon.ts";

const $h = stampAt(Date.parse("2026-11-18T12:00:00Z"));
const zone = () => control<HTMLSelectElement>("time-zone");

let deliver: (timeZone: string) => Promise<void>;
let show: (sector?: string) => Promise<void>;

beforeEach(async () => {
  await newScreen(() => ({ batch: null }));
  const { database } = await import("../../../src/record/database.ts");
  const { PreferencesPage } = await import("../../../src/features/preferences/preferences-page.tsx");
  for (const table of database.tables) await table.clear();
  await database.layers.put({ id: "base", $h });
  deliver = async (timeZone) => {
    await act(async () => void (await database.profiles.put({ id: "profile", timeZone, $h })));
    await act(settled);
  };
  show = (sector) => act(() => render(h(PreferencesPage, { sector }), document.body));
  await deliver("Europe/Berlin");
  await show();
  await soon(() => expect(zone()?.value).toBe("Europe/Berlin"));
});

test("the time zone stays at the last picked one when an earlier one is delivered", async () => {
  await pick("time-zone", "Europe/Bratislava");
  await pick("time-zone", "Europe/Brussels");
  await deliver("Europe/Bratislava");
  expect(zone()?.value).toBe("Europe/Brussels");
  await deliver("Europe/Brussels");
  await deliver("Asia/Tokyo");
  await soon(() => expect(zone()?.value).toBe("Asia/Tokyo"));
});

test("the list of kinds of companies stays while another kind is read", async () => {
  const list = control("preferences-for");
  list?.focus();
  await show("bank");
  expect(control("preferences-for")).toBe(list);
  expect(document.activeElement).toBe(list);
  expect(control("hold-control")).toBeNull();
  await soon(() => expect(control("hold-control")).not.toBeNull());
  expect(control("preferences-for")).toBe(list);
});
