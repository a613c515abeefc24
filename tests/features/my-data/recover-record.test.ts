// The daily copy, restoring it, and erasing everything on the user's request.
import { createHash } from "node:crypto";
import { IDBFactory } from "fake-indexeddb";
import { describe, expect, test, vi } from "vitest";
import type { Feeling } from "../../../src/core/record/tables.ts";
import { faultsMayBeLogged } from "../../support/device/oracle.ts";
import { settled } from "../../support/device/settle.ts";
import { takesPart, takingAll } from "../../support/device/share-steps.ts";
import { type Device, shop, world } from "../../support/device/world.ts";

async function lived(): Promise<Device> {
  const { phone } = await world();
  await phone.allow(shop.company, shop.host);
  const { feeling } = await phone.ask<{ feeling: Feeling }>("rate-visit", { company: shop.company, value: -2 });
  await phone.ask("describe-feeling", { id: feeling.id, detail: { note: "canary-1" } });
  await phone.browser.fire("alarm", { name: "snapshot" });
  await settled();
  return phone;
}

const tables = (text: string) => (JSON.parse(text) as { tables: Record<string, unknown> }).tables;

test("the copy equals the export, and is outside IndexedDB", async () => {
  const phone = await lived();
  expect(phone.files.kept.get("record.json")?.text).toBe(await phone.export());
  expect(await phone.ask("record-health", {})).toEqual({ health: "sound", snapshotTakenAt: phone.time });
});

describe("restoring the copy", () => {
  test("into a sound record merges: nothing newer is lost", async () => {
    const phone = await lived();
    const before = await phone.entities();
    await phone.ask("rate-visit", { company: "later.example", value: 1 });
    const { feelings } = await phone.entities();
    expect(await phone.ask("restore-record", { from: "snapshot" })).toEqual({ rows: 0, paused: [] });
    expect((await phone.entities()).feelings).toEqual(feelings);
    expect(before.feelings).toHaveLength(1);
  });

  test("into a lost record restores all rows, and grants disclose again", async () => {
    const phone = await lived();
    const text = await phone.export();
    await phone.kill();
    phone.factory = new IDBFactory();
    faultsMayBeLogged(/record-lost/);
    await phone.start();
    await phone.ask("restore-record", { from: "snapshot" });
    const { profiles: _profiles, ...restored } = tables(await phone.export());
    expect(restored).toMatchObject({ feelings: tables(text).feelings, grants: tables(text).grants });
    expect(phone.browser.rules.held).toHaveLength(1);
    expect((await phone.request(shop.url)).value).toMatchObject({ cmr: "0.1" });
  });

  test("pauses a permission that only the one for every site carries, since it may have been taken back", async () => {
    const phone = await lived();
    await phone.browser.permit("https://*/*");
    await phone.ask("revoke-company", { company: shop.company });
    await phone.kill();
    phone.factory = new IDBFactory();
    faultsMayBeLogged(/record-lost/);
    await phone.start();
    expect(await phone.ask("restore-record", { from: "snapshot" })).toMatchObject({ paused: [shop.company] });
    expect((await phone.entities()).grants).toMatchObject([{ id: shop.company, paused: true }]);
    expect(phone.browser.rules.held).toEqual([]);
    expect((await phone.request(shop.url)).error?.code).toBe("not-granted");
  });

  test("refuses a damaged copy and keeps it", async () => {
    const phone = await lived();
    const copy = phone.files.kept.get("record.json");
    phone.files.kept.set("record.json", { text: copy?.text.slice(0, 500) ?? "", lastModified: 1 });
    const before = await phone.entities();
    expect((await phone.send("restore-record", { from: "snapshot" })).error?.code).toBe("import-not-json");
    expect(await phone.entities()).toEqual(before);
    expect(phone.files.kept.size).toBe(1);
  });

  test("keeps the choice open if the only copy of a lost record is damaged", async () => {
    const phone = await lived();
    await phone.kill();
    phone.factory = new IDBFactory();
    phone.files.kept.set("record.json", { text: "{", lastModified: 1 });
    faultsMayBeLogged(/record-lost/);
    await phone.start();
    expect((await phone.send("restore-record", { from: "snapshot" })).error?.code).toBe("import-not-json");
    expect(await phone.ask("record-health", {})).toMatchObject({ health: "lost" });
    await phone.kill();
    await phone.start();
    expect(await phone.ask("record-health", {})).toMatchObject({ health: "lost" });
  });
});

describe("erasing everything", () => {
  const traces = async (phone: Device) => {
    const { areas, rules, scripts, permissions } = phone.browser;
    return JSON.stringify([
      await phone.dump(),
      [...areas.local],
      [...areas.session],
      rules.held,
      [...scripts.values()],
      [...permissions.held],
      [...phone.files.kept],
    ]);
  };

  test("leaves no row, copy, draft, rule, script or permission", async () => {
    const phone = await lived();
    phone.browser.areas.session.set("draft note x", "half a thought, canary-2");
    await phone.browser.permit("https://*/*");
    await phone.ask("erase-everything", {});
    expect(await traces(phone)).not.toMatch(/canary|shop\.example|https:/);
    const fresh = await world();
    expect(await phone.entities()).toEqual(await fresh.phone.entities());
    expect(phone.browser.permissions.held.size).toBe(0);
    expect(phone.files.kept.size).toBe(0);
    expect((await phone.request(shop.url)).error?.code).toBe("not-granted");
  });

  test("leaves no copy that was being written meanwhile, neither a daily one nor an export", async () => {
    const phone = await lived();
    phone.files.kept.clear();
    // Writing is slow, so that the copies are complete after the record is gone.
    const folder = await phone.files.getDirectory();
    const getFileHandle = async (name: string, options: { create?: boolean } = {}) => {
      for (let turn = 0; options.create === true && turn < 200; turn++)
        await new Promise((resolve) => setImmediate(resolve));
      return folder.getFileHandle(name, options);
    };
    phone.files.getDirectory = async () => ({ ...folder, getFileHandle });
    const copied = phone.browser.fire("alarm", { name: "snapshot" });
    const exported = phone.ask("export-record", { staged: true });
    await phone.ask("erase-everything", {});
    await Promise.all([copied, exported]);
    await settled();
    expect(JSON.stringify([...phone.files.kept])).not.toMatch(/canary|shop\.example/);
  });

  test("leaves nothing of a page or a company that answers afterwards", async () => {
    const phone = await lived();
    const text = "A promise, canary-3";
    const promise = { url: "/promise.txt", sha256: createHash("sha256").update(text).digest("hex") };
    await takesPart(phone, { ...takingAll, promise });
    const answers: (() => void)[] = [];
    const later = <T>(value: T) => new Promise<T>((answer) => answers.push(() => answer(value)));
    phone.browser.tabs = [{ id: 1, url: shop.url, active: true }];
    const file = { text: JSON.stringify({ ...takingAll, lastUpdate: "2026-11-02" }) };
    phone.browser.inject = () => later({ url: shop.url, announced: true, file });
    vi.stubGlobal("fetch", () => later(new Response(text, { headers: { "content-type": "text/plain" } })));
    const waiting = [
      phone.send("look-at-tab", { tab: 1, check: true }),
      phone.send("fetch-promise", { company: shop.company }),
    ];
    await settled();
    expect(answers).toHaveLength(2);
    await phone.ask("erase-everything", {});
    for (const answer of answers) answer();
    await Promise.all(waiting);
    expect(await traces(phone)).not.toMatch(/canary|shop\.example/);
  });

  test("leaves a sound record after the next start, with a new device id", async () => {
    const phone = await lived();
    const self = await phone.database.meta.get("self");
    await phone.ask("erase-everything", {});
    await phone.kill();
    await phone.start();
    expect(await phone.ask("record-health", {})).toEqual({ health: "sound", snapshotTakenAt: null });
    const other = await phone.database.meta.get("self");
    expect(other).not.toEqual(self);
    await phone.ask("rate-visit", { company: "new.example", value: 1 });
    expect((await phone.entities()).feelings).toHaveLength(1);
  });

  test("works on a lost record too", async () => {
    const phone = await lived();
    await phone.kill();
    phone.factory = new IDBFactory();
    faultsMayBeLogged(/record-lost/);
    await phone.start();
    await phone.ask("erase-everything", {});
    expect(await phone.ask("record-health", {})).toEqual({ health: "sound", snapshotTakenAt: null });
    expect(await traces(phone)).not.toMatch(/canary|shop\.example/);
  });

  test("erases as much as it can if the file system fails, and can be repeated", async () => {
    const phone = await lived();
    faultsMayBeLogged();
    const { getDirectory } = phone.files;
    phone.files.getDirectory = () => Promise.reject(new DOMException("no", "SecurityError"));
    expect((await phone.send("erase-everything", {})).error).toBeDefined();
    expect(phone.browser.permissions.held.size).toBe(0);
    phone.files.getDirectory = getDirectory;
    await phone.kill();
    await phone.start();
    await phone.ask("erase-everything", {});
    expect(await traces(phone)).not.toMatch(/canary|shop\.example/);
  });
});
