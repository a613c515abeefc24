// Reminders: from a visit to the badge on the toolbar button and the rating. Off by default.
import { describe, expect, test, vi } from "vitest";
import { EVERY_SITE } from "../../../src/core/companies/host.ts";
import type { Feeling, TimelineEvent } from "../../../src/core/record/tables.ts";
import { settled } from "../../support/device/settle.ts";
import { type Device, shop, world } from "../../support/device/world.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Switches reminders on, as Settings does, four days after installation. */
async function reminding(chance = 0): Promise<Device> {
  const { phone } = await world();
  phone.time += 4 * DAY;
  await phone.browser.permit(...EVERY_SITE);
  await phone.ask("edit-reminders", { on: true });
  phone.here.clock.clock.chance = () => chance;
  return phone;
}

async function goTo(phone: Device, url: string): Promise<void> {
  phone.browser.tabs = [{ id: 1, url, active: true }];
  await phone.browser.fire("updated", 1, { status: "complete" }, phone.browser.tabs[0]);
  await settled();
}

async function wait(phone: Device, milliseconds: number, alarm: string): Promise<void> {
  phone.time += milliseconds;
  await phone.browser.fire("alarm", { name: alarm });
  await settled();
}

/** Four minutes at a company, then a minute elsewhere. */
async function visit(phone: Device, url = shop.url): Promise<void> {
  await goTo(phone, url);
  phone.time += 4 * MINUTE;
  await goTo(phone, "about:blank");
  await wait(phone, MINUTE, "visits");
}

const visits = async (phone: Device) =>
  ((await phone.entities()).events as unknown as TimelineEvent[]).filter(({ type }) => type === "visit");
const following = (phone: Device): number[] =>
  (["activated", "updated", "focused"] as const).map((name) => phone.browser.events[name].listeners.size);
const badge = (phone: Device) => phone.browser.badge;
const rate = (phone: Device, company = shop.company) =>
  phone.ask<{ feeling: Feeling }>("rate-visit", { company, value: 1 });

describe("page events", () => {
  test("are watched only while reminders are on: otherwise no page load wakes the background", async () => {
    const { phone } = await world();
    expect(following(phone)).toEqual([0, 0, 0]);
    await phone.kill();
    await phone.load();
    expect(following(phone)).toEqual([1, 1, 1]);
    await settled();
    expect(following(phone)).toEqual([0, 0, 0]);
    await phone.browser.permit(...EVERY_SITE);
    await phone.ask("edit-reminders", { on: true });
    expect(following(phone)).toEqual([1, 1, 1]);
    await phone.ask("edit-reminders", { on: true });
    await phone.kill();
    await phone.start();
    expect(following(phone)).toEqual([1, 1, 1]);
    await phone.ask("edit-reminders", { on: false });
    expect(following(phone)).toEqual([0, 0, 0]);
  });

  test("are watched at a start in Firefox only if reminders were on, and for at most a minute", async () => {
    // In Firefox the background is a page, with localStorage; listeners of its first turn wake it.
    const kept = new Map<string, string>();
    vi.stubGlobal("localStorage", {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    });
    const { phone } = await world();
    const restart = async () => {
      await phone.kill();
      await phone.load();
      return following(phone);
    };
    expect(await restart()).toEqual([0, 0, 0]);
    await phone.browser.permit(...EVERY_SITE);
    await phone.ask("edit-reminders", { on: true });
    expect(following(phone)).toEqual([1, 1, 1]);
    expect(phone.browser.alarms.get("pages")).toEqual({ when: phone.time + MINUTE });
    expect(await restart()).toEqual([1, 1, 1]);
    phone.browser.alarms.delete("pages");
    await settled();
    expect(phone.browser.alarms.has("pages")).toBe(false);
    await phone.ask("edit-reminders", { on: false });
    expect(following(phone)).toEqual([0, 0, 0]);
    expect(await restart()).toEqual([0, 0, 0]);
    expect(kept).toEqual(new Map());
    vi.unstubAllGlobals();
  });

  test("stop when the record is erased", async () => {
    const phone = await reminding();
    expect(following(phone)).toEqual([1, 1, 1]);
    await phone.ask("erase-everything", {});
    expect(following(phone)).toEqual([0, 0, 0]);
  });
});

describe("a visit", () => {
  test("is not counted while reminders are off", async () => {
    const { phone } = await world();
    await phone.browser.permit(...EVERY_SITE);
    await visit(phone);
    expect(await visits(phone)).toEqual([]);
    expect(phone.browser.areas.session.has("visits")).toBe(false);
  });

  test("that was long enough is stored as an event with minutes and pages, and no address is stored anywhere", async () => {
    const phone = await reminding(0.9);
    await goTo(phone, `${shop.url}?secret=1`);
    phone.time += 2 * MINUTE;
    await goTo(phone, `${shop.url}?secret=2`);
    phone.time += 2 * MINUTE;
    await goTo(phone, "https://www.bank.example/secret");
    await wait(phone, MINUTE, "visits");
    expect(await visits(phone)).toMatchObject([
      { company: shop.company, detail: { minutes: 4, pages: 2, drawn: false } },
    ]);
    const kept = JSON.stringify([await phone.dump(), [...phone.browser.areas.session], [...phone.browser.areas.local]]);
    expect(kept).not.toContain("secret");
    expect(badge(phone).text).toBe("");
  });

  test("lasts only while its window has the focus, and is one event a day", async () => {
    const phone = await reminding(0.9);
    await goTo(phone, shop.url);
    phone.browser.focused = false;
    await phone.browser.fire("focused", -1);
    await settled();
    await wait(phone, 20 * MINUTE, "visits");
    expect(await visits(phone)).toEqual([]);
    phone.browser.focused = true;
    await visit(phone);
    await visit(phone);
    expect(await visits(phone)).toMatchObject([{ detail: { minutes: 8, pages: 3, drawn: false } }]);
  });

  test("that the user noted stays apart from the counted ones: not counted, and not erased with them", async () => {
    const phone = await reminding(0.9);
    const at = new Date(phone.time - MINUTE).toISOString().replace(/\.\d+/, "");
    const noted = { company: shop.company, type: "visit", at, detail: { text: "in the shop itself" } };
    await phone.ask("edit-event", noted);
    await visit(phone);
    expect(await visits(phone)).toHaveLength(2);
    const { readCounters } = await import("../../../src/features/reminders/read-counters.ts");
    expect((await readCounters()).visits).toBe(1);
    await phone.ask("forget-reminders", {});
    expect(await visits(phone)).toMatchObject([{ detail: { text: "in the shop itself", by: "user" } }]);
  });

  test("is not counted twice if the worker dies", async () => {
    const phone = await reminding();
    await goTo(phone, shop.url);
    phone.time += 4 * MINUTE;
    await goTo(phone, "about:blank");
    phone.time += MINUTE;
    await phone.kill();
    await phone.start();
    await phone.kill();
    await phone.start();
    expect(await visits(phone)).toMatchObject([{ detail: { minutes: 4, pages: 1 } }]);
  });
});

describe("the badge", () => {
  test("appears after a drawn visit, and disappears automatically", async () => {
    const phone = await reminding();
    await phone.ask("edit-company", { company: shop.company, name: "The Shop" });
    await visit(phone);
    expect(badge(phone)).toEqual({ text: "1", title: "How was The Shop (shop.example) today?" });
    expect(await visits(phone)).toMatchObject([{ detail: { drawn: true } }]);
    await wait(phone, 30 * MINUTE, "reminder");
    expect(badge(phone).text).toBe("");
    expect(badge(phone).title).not.toContain("Shop");
  });

  test("returns after the worker dies, for the remaining time", async () => {
    const phone = await reminding();
    await visit(phone);
    await phone.kill();
    phone.browser.badge = { text: "", title: "" };
    await phone.start();
    expect(badge(phone).text).toBe("1");
    await phone.kill();
    phone.time += 31 * MINUTE;
    await phone.start();
    expect(badge(phone).text).toBe("");
  });

  test("disappears after half an hour, however often the background restarted", async () => {
    const phone = await reminding();
    await visit(phone);
    const end = phone.time + 30 * MINUTE;
    phone.time += 20 * MINUTE;
    await phone.kill();
    await phone.start();
    expect(phone.browser.alarms.get("reminder")).toEqual({ when: end });
  });

  test("disappears when the popup opens, which shows the company it asked about", async () => {
    const phone = await reminding();
    await visit(phone);
    expect(await phone.ask("look-at-reminder", {})).toMatchObject({ due: { company: shop.company } });
    expect(badge(phone).text).toBe("");
    phone.time += 31 * MINUTE;
    expect(await phone.ask("look-at-reminder", {})).toMatchObject({ due: null });
  });

  test.each([
    ["muted", { muted: true }],
    ["of a sensitive sector", { sector: "health" }],
  ])("does not appear for a company that is %s", async (_what, fields) => {
    const phone = await reminding();
    await phone.ask("edit-company", { company: shop.company, ...fields });
    await visit(phone);
    expect(badge(phone).text).toBe("");
    expect((await visits(phone)).some(({ detail }) => "drawn" in detail)).toBe(false);
  });

  test("does not appear in quiet hours, nor in the first three days", async () => {
    const phone = await reminding();
    phone.now(Date.parse("2026-11-25T22:00:00Z"));
    await phone.ask("edit-profile", { timeZone: "UTC" });
    await visit(phone);
    expect(badge(phone).text).toBe("");
    const { phone: fresh } = await world();
    await fresh.browser.permit(...EVERY_SITE);
    await fresh.ask("edit-reminders", { on: true });
    fresh.here.clock.clock.chance = () => 0;
    await visit(fresh);
    expect(badge(fresh).text).toBe("");
  });
});

describe("a rating", () => {
  test("is marked as reminded while the badge shows and for half an hour after", async () => {
    const phone = await reminding();
    await visit(phone);
    expect((await rate(phone, "bank.example")).feeling.how).toBe("self");
    phone.time += 10 * MINUTE;
    expect((await rate(phone)).feeling).toMatchObject({ how: "nudge", delayMinutes: 10 });
    expect(badge(phone).text).toBe("");
    expect(await phone.ask("look-at-reminder", {})).toMatchObject({ due: null });
  });

  test("of an earlier day is not marked as reminded", async () => {
    const phone = await reminding();
    await visit(phone);
    const at = new Date(phone.time - DAY).toISOString().replace(/\.\d+/, "");
    const { feeling } = await phone.ask<{ feeling: Feeling }>("rate-visit", { company: shop.company, value: -1, at });
    expect(feeling).toMatchObject({ how: "self", delayMinutes: 24 * 60 });
  });

  test("more than half an hour after the badge is not marked as reminded", async () => {
    const phone = await reminding();
    await visit(phone);
    phone.time += 61 * MINUTE;
    expect((await rate(phone)).feeling.how).toBe("self");
  });
});

describe("the setting", () => {
  test("three pauses switch reminders off, with a notice until the user reacts, and return the permission", async () => {
    const phone = await reminding();
    const shown = ["a", "b", "c"].flatMap((name) =>
      [30, 15].map((days) => ({ company: `${name}.example`, at: phone.time - days * DAY })),
    );
    const { readReminders } = phone.here.record;
    const row = await readReminders();
    await phone.database.meta.put({ key: "reminders", ...row, since: phone.time - 40 * DAY, shown });
    await phone.pass(60 * MINUTE);
    expect(await readReminders()).toMatchObject({ on: false, stopped: true });
    await phone.pass(60 * MINUTE);
    expect(phone.browser.permissions.held.size).toBe(0);
    await phone.ask("edit-reminders", { on: false });
    expect(await readReminders()).toMatchObject({ stopped: false });
  });

  test("switching off noticing or reminders keeps the permission that the other needs", async () => {
    const phone = await reminding();
    await phone.ask("edit-notice", { notice: true, autoGrant: false });
    await phone.ask("edit-notice", { notice: false, autoGrant: false });
    expect([...phone.browser.permissions.held]).toEqual([...EVERY_SITE]);
    await phone.ask("edit-notice", { notice: true, autoGrant: false });
    await phone.ask("edit-reminders", { on: false });
    expect([...phone.browser.permissions.held]).toEqual([...EVERY_SITE]);
    await phone.ask("edit-notice", { notice: false, autoGrant: false });
    expect(phone.browser.permissions.held.size).toBe(0);
  });

  test("switching off Global Privacy Control keeps the permission that reminders need; the last setting returns it", async () => {
    const phone = await reminding();
    await phone.ask("edit-gpc", { on: true });
    await phone.ask("edit-gpc", { on: false });
    expect([...phone.browser.permissions.held]).toEqual([...EVERY_SITE]);
    await phone.ask("edit-gpc", { on: true });
    await phone.ask("edit-reminders", { on: false });
    expect([...phone.browser.permissions.held]).toEqual([...EVERY_SITE]);
    await phone.ask("edit-gpc", { on: false });
    expect(phone.browser.permissions.held.size).toBe(0);
  });

  test("reminders are offered once, after the third feeling", async () => {
    const { phone } = await world();
    const offers = async () => (await phone.ask<{ offer: boolean }>("look-at-reminder", {})).offer;
    for (const company of ["a.example", "b.example"]) await rate(phone, company);
    expect(await offers()).toBe(false);
    await rate(phone, "c.example");
    expect([await offers(), await offers()]).toEqual([true, false]);
  });

  test("forgetting erases visits and counts for good, and nothing else", async () => {
    const phone = await reminding();
    await rate(phone);
    await visit(phone);
    await phone.ask("forget-reminders", {});
    expect(await visits(phone)).toEqual([]);
    expect(badge(phone).text).toBe("");
    expect((await phone.here.record.readReminders()).shown).toEqual([]);
    expect((await phone.entities()).feelings).toHaveLength(1);
    expect(JSON.stringify(await phone.rows("events"))).not.toContain("minutes");
  });
});
