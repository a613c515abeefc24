// Installation, wake-ups and alarms; and drafts.
import { describe, expect, test } from "vitest";
import { settled } from "../../support/device/settle.ts";
import { world } from "../../support/device/world.ts";

describe("installation", () => {
  test.each([
    ["install", ["src/entries/welcome/index.html"]],
    ["update", []],
    ["browser_update", []],
  ])("%s opens %j", async (reason, pages) => {
    const { phone } = await world();
    await phone.browser.fire("installed", { reason });
    await settled();
    expect(phone.browser.opened).toEqual(pages.map((page) => phone.browser.root + page));
  });

  test("every listener is registered in the first turn, so that it receives the event that wakes the worker", async () => {
    const { phone } = await world();
    await phone.kill();
    await phone.load();
    for (const [name, event] of Object.entries(phone.browser.events)) {
      expect([name, event.listeners.size]).toEqual([name, 1]);
    }
  });
});

describe("alarms", () => {
  test("are created if missing, and stay unchanged otherwise", async () => {
    const { phone } = await world();
    expect([...phone.browser.alarms]).toEqual([
      ["reconcile", { periodInMinutes: 60 }],
      ["snapshot", { periodInMinutes: 1440 }],
    ]);
    const held = phone.browser.alarms.get("reconcile");
    phone.browser.alarms.delete("snapshot");
    await phone.kill();
    await phone.start();
    expect(phone.browser.alarms.get("reconcile")).toBe(held);
    expect(phone.browser.alarms.size).toBe(2);
  });

  test("are created anew if a clock that was a year ahead set them, since Chromium keeps their time", async () => {
    const { phone } = await world();
    const minutes = (left: number) => ({ periodInMinutes: 60, scheduledTime: phone.time + left * 60_000 });
    for (const [left, stays] of [
      [365 * 24 * 60, false],
      [61, false],
      [60, true],
      [-5, true],
    ] as const) {
      phone.browser.alarms.set("reconcile", minutes(left));
      await phone.kill();
      await phone.start();
      expect(phone.browser.alarms.get("reconcile")).toEqual(stays ? minutes(left) : { periodInMinutes: 60 });
    }
  });

  test("an invalid instant sets no alarm and throws nothing", async () => {
    const { phone } = await world();
    const { ringAt } = await import("../../../src/platform/browser/lifecycle.ts");
    for (const odd of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) ringAt("grant-ends", odd);
    expect(phone.browser.alarms.has("grant-ends")).toBe(false);
    ringAt("grant-ends", phone.time);
    expect(phone.browser.alarms.get("grant-ends")).toEqual({ when: phone.time });
  });

  test("an unknown alarm is ignored", async () => {
    const { phone } = await world();
    const before = await phone.dump();
    await phone.browser.fire("alarm", { name: "of-an-older-version" });
    await settled();
    expect(await phone.dump()).toEqual(before);
  });
});

test("a draft survives the worker's death, is replaced, and is deleted once sent", async () => {
  const { phone } = await world();
  const first = await import("../../../src/platform/session/drafts.ts");
  expect(await first.readDraft("note x")).toBeNull();
  await first.keepDraft("note x", "half a");
  await first.keepDraft("note y", "other");
  await phone.kill();
  await phone.start();
  const { keepDraft, readDraft } = await import("../../../src/platform/session/drafts.ts");
  expect(await readDraft("note x")).toBe("half a");
  await keepDraft("note x", "half a thought");
  expect(await readDraft("note x")).toBe("half a thought");
  await keepDraft("note x", "");
  expect(await readDraft("note x")).toBeNull();
  expect(await readDraft("note y")).toBe("other");
  expect(phone.browser.areas.local.has("draft note x")).toBe(false);
});
