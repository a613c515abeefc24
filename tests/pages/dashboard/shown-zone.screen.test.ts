// The dashboard of a user whose zone is Tokyo on a machine elsewhere: every page shows the date in Tokyo.
import "fake-indexeddb/auto";
import { h, render } from "preact";
import { beforeEach, expect, test, vi } from "vitest";
import { Dashboard } from "../../../src/pages/dashboard/dashboard.tsx";
import { clock } from "../../../src/platform/clock.ts";
import { database } from "../../../src/record/database.ts";
import { loadMessages, t } from "../../../src/ui/messages.ts";
import { stampAt } from "../../support/data/rows.ts";
import { soon } from "../../support/device/soon.ts";

const sent = vi.hoisted(() => [] as { command: string; payload: unknown }[]);
vi.mock("webextension-polyfill", () => ({
  default: {
    runtime: {
      sendMessage: async (message: (typeof sent)[number]) => {
        sent.push(message);
        return { value: null };
      },
    },
    storage: { session: { get: async () => ({}), set: async () => {}, remove: async () => {} } },
  },
}));

const NOON = Date.parse("2026-11-18T12:00:00Z");
const $h = stampAt(NOON);
/** The morning of 1 November in Tokyo, still October elsewhere. */
const EVENING = "2026-10-31T20:00:00Z";
const root = document.createElement("div");
const part = (testId: string) => root.querySelector<HTMLSelectElement>(`[data-testid="${testId}"]`);

const open = (hash: string) => {
  location.hash = hash;
  render(h(Dashboard, null), root);
};

beforeEach(async () => {
  clock.now = () => NOON;
  sent.length = 0;
  document.body.append(root);
  render(null, root);
  await loadMessages("en");
  for (const table of database.tables) await table.clear();
  await database.profiles.put({ id: "profile", timeZone: "Asia/Tokyo", $h });
  await database.companies.put({ id: "shop.example", name: "The Shop", $h });
  const row = { at: EVENING, company: "shop.example", $h };
  await database.feelings.put({ ...row, id: "f", scale: 5, value: 1, how: "self", delayMinutes: 0 });
  const letter = { letter: "copy", law: "gdpr", due: "2026-12-01", state: "open" };
  await database.events.put({ ...row, id: "e", type: "told", detail: letter });
});

test("the timeline has Tokyo's month and day", async () => {
  open("#/timeline");
  await soon(() => expect(part("timeline-feeling")?.textContent).toContain("Nov 1, 2026, 5:00 AM"));
  expect(root.textContent).toContain("November 2026");
  expect(root.textContent).not.toContain("October");
});

test("a letter shows the day of sending and the due day in Tokyo", async () => {
  open("#/companies/shop.example/letters");
  await soon(() =>
    expect(part("letter-row")?.textContent).toContain(t("letter_dates", { sent: "Nov 1, 2026", due: "Dec 1, 2026" })),
  );
});

test("another chosen zone applies at once", async () => {
  open("#/timeline");
  await soon(() => expect(part("timeline-feeling")?.textContent).toContain("Nov 1, 2026"));
  await database.profiles.put({ id: "profile", timeZone: "America/Los_Angeles", $h });
  await soon(() => expect(part("timeline-feeling")?.textContent).toContain("Oct 31, 2026, 1:00 PM"));
});

test("a need of support is reviewed a year after the day in Tokyo", async () => {
  clock.now = () => Date.parse("2026-11-18T20:00:00Z");
  await database.layers.put({ id: "base", $h });
  open("#/preferences");
  await soon(() => expect(part("format-large-print")).not.toBeNull());
  part("format-large-print")?.click();
  const treatment = { formats: ["large-print"], supportUntil: "2027-11-19" };
  await soon(() =>
    expect(sent).toContainEqual({
      command: "edit-layer",
      payload: { layer: "base", fields: { treatment }, confirmed: false },
    }),
  );
});

test("a page that stays open over midnight in Tokyo shows what is due on the new day", async () => {
  clock.now = () => Date.parse("2026-11-18T14:55:00Z");
  const detail = { text: "A refund", due: "2026-11-19" };
  await database.events.put({ id: "p", at: EVENING, company: "shop.example", type: "promise", detail, $h });
  open("#/");
  await soon(() => expect(part("home-coming")?.textContent).toContain("A refund"));
  expect(part("home-promise")).toBeNull();
  clock.now = () => Date.parse("2026-11-18T15:00:00Z");
  document.dispatchEvent(new Event("visibilitychange"));
  await soon(() => expect(part("home-promise")?.textContent).toContain("A refund"));
});

test("Preferences report an unknown zone, and accept a chosen one", async () => {
  await database.layers.put({ id: "base", $h });
  await database.profiles.put({ id: "profile", timeZone: "Mars/Olympus", $h });
  open("#/preferences");
  await soon(() => expect(part("time-zone-unknown")).not.toBeNull());
  const select = part("time-zone");
  expect(select?.value).toBe("");
  if (select !== null) select.value = "Asia/Tokyo";
  select?.dispatchEvent(new Event("change", { bubbles: true }));
  expect(sent).toContainEqual({ command: "edit-profile", payload: { timeZone: "Asia/Tokyo" } });
  await database.profiles.put({ id: "profile", timeZone: "Asia/Tokyo", $h });
  await soon(() => expect(part("time-zone-unknown")).toBeNull());
});
