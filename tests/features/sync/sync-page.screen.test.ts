// The page "Sync and devices" while sync is off or on: state in words, decisions, devices and the two ends.
import { render } from "preact";
import { afterEach, describe, expect, test } from "vitest";
import type { SyncProblem } from "../../../src/core/commands/sync.ts";
import { PROBLEMS } from "../../../src/features/sync/sync-problem.ts";
import { found, NOW, OFF, ON, openSync, press, textOf, type } from "../../support/browser/sync-screen.ts";
import { soon } from "../../support/device/soon.ts";

afterEach(() => render(null, document.body));

const said = () => textOf("status");
const commands = (told: readonly { command: string }[]) => told.map(({ command }) => command);

test("off: says that the record is only on this device", async () => {
  await openSync(OFF);
  expect(textOf("sync-off")).toContain("in this browser only");
});

describe("on: the state in words", () => {
  test.each([
    [{ ...ON }, "Synced 2 minutes ago"],
    [{ ...ON, lastSyncedAt: NOW - 1000 }, "Synced just now"],
    [{ ...ON, lastSyncedAt: NOW - 26 * 3_600_000 }, "Synced yesterday"],
    [{ ...ON, lastSyncedAt: null, state: "waiting" as const }, "On, not synced yet"],
    [{ ...ON, state: "syncing" as const }, "Syncing…"],
    [{ ...ON, state: "waiting" as const, problem: problem("offline") }, "Waiting for the network; nothing is lost"],
    [{ ...ON, state: "waiting" as const, problem: problem("busy") }, "Waiting; nothing is lost"],
    [{ ...ON, state: "needs-user" as const, problem: problem("full") }, "Stopped until you decide; nothing is lost"],
  ])("%#: %s", async (report, sentence) => {
    await openSync(report);
    expect(textOf("sync-state-text")).toBe(sentence);
  });
});

function problem(code: SyncProblem, retryAt: number | null = null) {
  return { code, detail: "", retryAt };
}

test.each(Object.keys(PROBLEMS) as SyncProblem[])("on: %s has a sentence and a next step", async (code) => {
  await openSync({ ...ON, state: "waiting", problem: problem(code, NOW + 600_000) });
  const lines = [...(found("sync-problem")?.querySelectorAll("p") ?? [])].map(({ textContent }) => textContent ?? "");
  expect(lines).toHaveLength(2);
  for (const line of lines) expect(line).toMatch(/^[A-Z].*\./);
  expect(lines.join(" ")).not.toMatch(/sync_|\{/);
  expect(lines[1]).toMatch(/Next try at \d\d:10/);
});

test("on: names the choice that keeps a folder within reach", async () => {
  const place = { kind: "folder" as const, name: "Regards" };
  await openSync({ ...ON, place, state: "needs-user", problem: problem("no-permission") });
  expect(textOf("sync-problem")).toContain("“Allow on every visit”");
});

test("on: shows progress, and stops a sync", async () => {
  const progress = { direction: "up" as const, rows: 1500, ofRows: 20_000, bytes: 512_000, secondsLeft: 200 };
  const { told } = await openSync({ ...ON, state: "syncing", progress });
  expect(textOf("sync-progress")).toBe("Sending: 1,500 of 20,000 entries, 512 kB. About 3 minutes left.");
  await press("sync-pause");
  await soon(() => expect(said()).toContain("goes on from here"));
  expect(commands(told)).toEqual(["pause-sync"]);
});

test("on: syncs now and shows the new state", async () => {
  const { told, now } = await openSync(ON);
  now.report = { ...ON, lastSyncedAt: NOW };
  await press("sync-now");
  await soon(() => expect(textOf("sync-state-text")).toBe("Synced just now"));
  expect(commands(told)).toEqual(["sync-now"]);
});

test("on: renews data that the storage lost", async () => {
  const { told } = await openSync({ ...ON, state: "needs-user", problem: problem("vault-missing") });
  await press("sync-act-renew");
  await soon(() => expect(said()).toContain("Created again"));
  expect(commands(told)).toEqual(["renew-vault"]);
});

test.each([
  ["keep", false],
  ["erase", true],
])("on: held erasures: %s", async (button, erase) => {
  const { told } = await openSync({ ...ON, state: "needs-user", problem: problem("many-erased"), heldErasures: 34 });
  expect(textOf("sync-erasures")).toContain("34 entries");
  await press(`sync-erasures-${button}`);
  await soon(() => expect(told).toEqual([{ command: "decide-erasures", payload: { erase } }]));
});

test("on: lists devices, own one first, and renames it", async () => {
  const { told } = await openSync(ON);
  const rows = [...document.querySelectorAll("[data-testid=sync-device]")].map(({ textContent }) => textContent);
  expect(rows[0]).toContain("Phone");
  expect(rows[1]).toContain("Laptop Last seen yesterday");
  await press("sync-rename");
  await type("sync-name", "Old phone");
  await press("sync-name-save");
  await soon(() => expect(told).toEqual([{ command: "name-device", payload: { name: "Old phone" } }]));
});

test("on: forgets another device only after a yes", async () => {
  const { told } = await openSync(ON);
  await press("sync-forget");
  await press("confirm-no");
  await press("sync-forget");
  expect(textOf("confirm")).toContain("All entries it made stay.");
  await press("confirm-yes");
  await soon(() => expect(told).toEqual([{ command: "forget-device", payload: { device: "aaaaaaaaa1" } }]));
});

test.each([
  ["sync-leave", "leave-sync", "Everything stays here"],
  ["sync-erase", "erase-vault", "erased for good, for all devices. Storage: cloud.example."],
])("on: %s asks, names the consequence, and then acts", async (button, command, line) => {
  const { told, now } = await openSync(ON);
  await press(button);
  expect(textOf("confirm")).toContain(line);
  await press("confirm-no");
  expect(told).toEqual([]);
  await press(button);
  now.report = OFF;
  await press("confirm-yes");
  await soon(() => expect(found("sync-off")).not.toBeNull());
  expect(commands(told)).toEqual([command]);
});

test("on: restores a lost value, with Undo", async () => {
  const lost = [{ n: 7, table: "plans", id: "x", field: "what", value: "a new car", at: NOW, device: "Laptop" }];
  const { told } = await openSync(ON, { "read-lost-values": lost, "restore-lost-value": { batch: "b" } });
  await soon(() => expect(textOf("sync-lost-value")).toMatch(/a new carPlan \(what\), .*, Laptop/));
  await press("sync-lost-restore");
  await soon(() => expect(said()).toContain("Restored."));
  expect(found("undo")).not.toBeNull();
  expect(told).toContainEqual({ command: "restore-lost-value", payload: { n: 7, confirmed: false } });
});

test("on: writes a lost setting without brackets", async () => {
  const value = { days: [1, 2], from: "17:30" };
  const lost = [{ n: 1, table: "rules", id: "x", field: "window", value, at: NOW, device: "" }];
  await openSync(ON, { "read-lost-values": lost });
  await soon(() => expect(textOf("sync-lost-value")).toContain("days: 1, 2 · from: 17:30"));
});

test("on: names files that could not be used, with the reason", async () => {
  await openSync({ ...ON, quarantined: [{ file: "heads/a.age", code: "forged" }] });
  expect(textOf("sync-file")).toContain("made by somebody who does not have your key");
});

test("on: lists companies that another device allowed, each of which can be left out", async () => {
  const allowElsewhere = ["bank", "shop"].map((name) => ({
    company: `${name}.example`,
    name,
    hosts: [`www.${name}.example`],
  }));
  const { told } = await openSync({ ...ON, allowElsewhere });
  const { browser } = await import("../../../src/platform/browser/browser.ts");
  const asked: unknown[] = [];
  browser.permissions.request = async (wanted) => asked.push(wanted) > 0;
  expect(textOf("sync-elsewhere-allow")).toBe("Allow 2 companies here");
  await press("sync-elsewhere-shop.example");
  expect(textOf("sync-elsewhere-allow")).toBe("Allow 1 company here");
  await press("sync-elsewhere-allow");
  await soon(() => expect(said()).toContain("Allowed here too."));
  expect(asked).toEqual([{ origins: ["https://www.bank.example/*"] }]);
  const payload = { company: "bank.example", paused: false, confirmed: false };
  expect(told).toEqual([{ command: "edit-grant", payload }]);
});
