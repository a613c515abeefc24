// The sentinel outside IndexedDB detects an emptied, thinned or unreadable record; nothing overwrites such a record.
import { IDBFactory } from "fake-indexeddb";
import { describe, expect, test } from "vitest";
import { COMMAND_NAMES, PAYLOADS } from "../support/data/payloads.ts";
import { brokenFactory } from "../support/device/broken-factory.ts";
import { faultsMayBeLogged } from "../support/device/oracle.ts";
import { soon } from "../support/device/soon.ts";
import { type Device, world } from "../support/device/world.ts";

/** A record with feelings, a snapshot of it, and a dead worker. */
async function lived(): Promise<Device> {
  const { phone } = await world();
  for (const company of ["a.example", "b.example", "c.example"]) await phone.ask("rate-visit", { company, value: 1 });
  await phone.browser.fire("alarm", { name: "snapshot" });
  await phone.start();
  await phone.kill();
  return phone;
}

const health = async (device: Device) => (await device.ask<{ health: string }>("record-health", {})).health;

async function restarted(device: Device): Promise<Device> {
  await device.kill();
  return device.start();
}

describe("a sound record", () => {
  test("is reported for a new profile, after a start, and after a kill in the middle of a write", async () => {
    const { phone } = await world();
    expect(await health(phone)).toBe("sound");
    expect(await health(await lived())).toBe("sound");
    faultsMayBeLogged();
    for (const effects of [0, 1, 4, 7, 8, 9, 10]) {
      const rate = () => phone.send("rate-visit", { company: `c${effects}.example`, value: 1 });
      await phone.killDuring(effects, rate);
      await phone.start();
      expect([effects, await health(phone)]).toEqual([effects, "sound"]);
    }
  });

  test("has a sentinel of numbers only, because content scripts can read it", async () => {
    const { phone } = await world();
    await phone.ask("rate-visit", { company: "a.example", value: 1 });
    expect([...phone.browser.areas.local]).toEqual([["sentinel", { rows: 9 }]]);
  });
});

describe("a lost record: an empty database replaced it", () => {
  async function lost(): Promise<Device> {
    const phone = await lived();
    phone.factory = new IDBFactory();
    faultsMayBeLogged(/record-lost/);
    return phone.start();
  }

  test("is reported as lost, with the age of the copy", async () => {
    const phone = await lost();
    for (const payload of [{}, { quick: true }])
      expect(await phone.ask("record-health", payload)).toEqual({ health: "lost", snapshotTakenAt: phone.time });
  });

  test("is not seeded, and accepts only the commands of recovery", async () => {
    const phone = await lost();
    const witness = [...phone.browser.areas.local];
    const recovery = ["record-health", "restore-record", "erase-everything"];
    for (const name of COMMAND_NAMES.filter((command) => !recovery.includes(command))) {
      const site = ["request-preferences", "acknowledge-preferences", "notice-site", "ask-question"].includes(name);
      const sender = site ? phone.contentScript("https://www.shop.example/") : phone.ownPage();
      expect([name, (await phone.send(name, PAYLOADS[name], sender)).error?.code]).toEqual([name, "record-lost"]);
    }
    for (const alarm of ["reconcile", "snapshot"]) await phone.browser.fire("alarm", { name: alarm });
    await phone.start();
    expect(Object.values(await phone.dump()).flat()).toEqual([]);
    expect([...phone.browser.areas.local]).toEqual(witness);
    expect(phone.files.kept.get("record.json")?.text).toContain("b.example");
  });

  test("is restored from the copy and stays sound", async () => {
    const phone = await lost();
    expect(await phone.ask("restore-record", { from: "snapshot" })).toEqual({ rows: 13, paused: [] });
    expect((await phone.entities()).feelings).toHaveLength(3);
    expect(await health(phone)).toBe("sound");
    expect(await health(await restarted(phone))).toBe("sound");
  });

  test("starts empty at the user's request, with the default preferences", async () => {
    const phone = await lost();
    expect(await phone.ask("restore-record", { from: "nothing" })).toEqual({ rows: 0, paused: [] });
    const { feelings, rules } = await phone.entities();
    expect([feelings.length, rules.length]).toEqual([0, 5]);
    expect(await health(await restarted(phone))).toBe("sound");
  });

  test("without a copy refuses to restore one and changes nothing", async () => {
    const phone = await lost();
    phone.files.kept.clear();
    expect(await phone.ask("record-health", {})).toEqual({ health: "lost", snapshotTakenAt: null });
    expect((await phone.send("restore-record", { from: "snapshot" })).error?.code).toBe("not-found");
    expect(await health(await restarted(phone))).toBe("lost");
  });
});

describe("a partly lost record: rows are missing", () => {
  async function thinned(): Promise<Device> {
    const phone = await (await lived()).start();
    const [first] = await phone.rows("feelings");
    await phone.database.feelings.delete(first?.id ?? "");
    return restarted(phone);
  }

  test("is reported, and the remaining rows stay usable", async () => {
    const phone = await thinned();
    expect(await health(phone)).toBe("partly-lost");
    // The start has counted the rows, so a window's first request needs no second count.
    expect(await phone.ask("record-health", { quick: true })).toMatchObject({ health: "partly-lost" });
    await phone.ask("rate-visit", { company: "d.example", value: -1 });
    expect(await health(await restarted(phone))).toBe("partly-lost");
  });

  test("gets its missing rows from the copy, keeps later ones, and is sound from then on", async () => {
    const phone = await thinned();
    await phone.ask("rate-visit", { company: "d.example", value: -1 });
    expect(await phone.ask("restore-record", { from: "snapshot" })).toEqual({ rows: 1, paused: [] });
    expect((await phone.entities()).feelings).toHaveLength(4);
    expect(await health(await restarted(phone))).toBe("sound");
    await phone.ask("rate-visit", { company: "e.example", value: -1 });
    expect(await health(await restarted(phone))).toBe("sound");
  });

  test("is accepted without the missing rows at the user's request", async () => {
    const phone = await thinned();
    await phone.ask("restore-record", { from: "nothing" });
    await phone.ask("rate-visit", { company: "d.example", value: -1 });
    expect((await phone.entities()).feelings).toHaveLength(3);
    expect(await health(await restarted(phone))).toBe("sound");
  });
});

test("an unreadable record is reported and not written; once readable again it is complete", async () => {
  const phone = await lived();
  const { factory } = phone;
  const witness = [...phone.browser.areas.local];
  phone.factory = brokenFactory;
  faultsMayBeLogged();
  await phone.start();
  expect(await health(phone)).toBe("unreadable");
  expect((await phone.send("rate-visit", { company: "a.example", value: 2 })).error?.code).toBe("record-lost");
  expect((await phone.send("restore-record", { from: "snapshot" })).error?.code).toMatch(/^storage-failed$/);
  expect([...phone.browser.areas.local]).toEqual(witness);
  await phone.kill();
  phone.factory = factory;
  await phone.start();
  expect(await health(phone)).toBe("sound");
  expect((await phone.entities()).feelings).toHaveLength(3);
});

test("a snapshot that cannot be written leaves the earlier one", async () => {
  const phone = await lived();
  const before = phone.files.kept.get("record.json");
  phone.files.full = true;
  const faults = faultsMayBeLogged(/QuotaExceeded|full/);
  await phone.ask("rate-visit", { company: "d.example", value: 2 });
  await phone.browser.fire("alarm", { name: "snapshot" });
  await phone.start();
  await soon(() => expect(faults()).toHaveLength(1));
  expect(phone.files.kept.get("record.json")).toEqual(before);
});
