// Two devices of one user through an encrypted WebDAV folder.
import { describe, expect, test, vi } from "vitest";
import type { LostValue, SyncReport } from "../../../src/core/commands/sync.ts";
import { recordFile } from "../../support/data/rows.ts";
import type { Device } from "../../support/device/world.ts";
import { offline } from "../../support/sync/offline.ts";
import { join, synced, textsIn, together } from "../../support/sync/together.ts";

const DAY = 86_400_000;

const signedAs = (device: Device, letterName: string) => device.ask("edit-profile", { letterName });
const signature = async (device: Device) => (await device.entities()).profiles;

describe("two devices of one vault", () => {
  test("a rating, a preference and its removal appear on the other device", async () => {
    const { phone, laptop, shop } = await together();
    await phone.ask("rate-visit", { company: shop.company, value: 2 });
    await phone.ask("edit-preference", {
      layer: "base",
      id: "default-marketing",
      rule: { kinds: ["news"], want: "no" },
    });
    expect((await synced(phone)).problem).toBeNull();
    await synced(laptop);
    const there = await laptop.entities();
    expect(there.feelings).toMatchObject([{ company: shop.company, value: 2 }]);
    expect(there.rules.find(({ id }) => id === "default-marketing")).toMatchObject({ want: "no" });
    expect(await laptop.database.counters.toArray()).toEqual(await phone.database.counters.toArray());
    await laptop.ask("remove-preference", { id: "default-marketing" });
    await synced(laptop);
    await synced(phone);
    expect((await phone.entities()).rules.some(({ id }) => id === "default-marketing")).toBe(false);
  });

  test("the folder has no word of the record, company, password or key in plain text", async () => {
    const { phone, cloud, shop, made } = await together();
    await phone.ask("rate-visit", { company: shop.company, value: -2 });
    await synced(phone);
    const all = [...cloud.files].map(([path, bytes]) => path + Buffer.from(bytes).toString("latin1")).join("\n");
    for (const word of [shop.company, "marketing", "secret", made.recoveryCode, "age1"])
      expect(all).not.toContain(word);
    expect([...cloud.files.keys()].filter((path) => path.includes("/heads/")).length).toBeGreaterThan(0);
  });

  test("both list the devices and the time of their last sync", async () => {
    const { phone, laptop } = await together();
    await synced(phone);
    const { devices, state, place } = await synced(laptop);
    expect(state).toBe("synced");
    expect(place).toEqual({ kind: "webdav", name: "cloud.example" });
    expect(devices.map(({ name, own }) => [name, own])).toEqual([
      ["laptop", true],
      ["Phone", false],
    ]);
  });

  test("an edit that loses a conflict can be restored", async () => {
    const { phone, laptop } = await together();
    await offline(() => signedAs(laptop, "Anna"));
    phone.now(phone.time + 60_000);
    await signedAs(phone, "Anne");
    await synced(phone);
    await synced(laptop);
    expect(await signature(laptop)).toMatchObject([{ letterName: "Anne" }]);
    const lost = await laptop.ask<LostValue[]>("read-lost-values", {});
    expect(lost).toMatchObject([{ table: "profiles", field: "letterName", value: "Anna", device: "laptop" }]);
    await laptop.ask("restore-lost-value", { n: lost[0]?.n });
    expect(await signature(laptop)).toMatchObject([{ letterName: "Anna" }]);
    expect(await laptop.ask("read-lost-values", {})).toEqual([]);
  });

  test("an overruled value is dropped after 90 days, even if the list is never opened", async () => {
    const { phone, laptop } = await together();
    await offline(() => signedAs(laptop, "Anna"));
    phone.now(phone.time + 60_000);
    await signedAs(phone, "Anne");
    await synced(phone);
    await synced(laptop);
    const dayIsOver = async (after: number) => {
      laptop.now(laptop.time + after * 24 * 3_600_000);
      await laptop.browser.fire("alarm", { name: "snapshot" });
    };
    await dayIsOver(89);
    expect(await laptop.ask("read-lost-values", {})).toHaveLength(1);
    await dayIsOver(2);
    await expect.poll(() => laptop.database.history.count()).toBe(0);
  });

  test("entries made without sync arrive once it is on again", async () => {
    const { phone, laptop, made, shop } = await together();
    await phone.ask("leave-sync", {});
    await phone.ask("rate-visit", { company: shop.company, value: 2 });
    expect(await phone.database.outbox.count()).toBe(0);
    await join(phone, made);
    await synced(laptop);
    expect((await laptop.entities()).feelings).toMatchObject([{ company: shop.company, value: 2 }]);
  });

  test("an edit that another device saw and replaced is no conflict", async () => {
    const { phone, laptop } = await together();
    await signedAs(laptop, "Anna");
    await synced(laptop);
    await synced(phone);
    await signedAs(phone, "Anne");
    await synced(phone);
    await synced(laptop);
    expect(await laptop.ask("read-lost-values", {})).toEqual([]);
  });

  test.each([
    ["new", "mine", { kinds: ["news"], want: "no" }],
    ["changed", "default-marketing", { kinds: ["offers", "news"], want: "yes" }],
    ["removed", "default-marketing", { kinds: ["offers"], want: "no", $del: true }],
  ])("Undo of an import reverts a %s rule on both, and a second Undo returns it", async (_what, id, rule) => {
    const { phone, laptop } = await together();
    const both = async () => {
      for (const device of [phone, laptop, phone]) await synced(device);
      const rules = (await phone.entities()).rules;
      expect((await laptop.entities()).rules).toEqual(rules);
      return rules;
    };
    const before = await both();
    const text = recordFile({ rules: [{ id, layer: "base", ...rule }] }, phone.time + 1000);
    const { batch } = await phone.ask<{ batch: string }>("import-record", { text, confirmed: true });
    const imported = await both();
    expect(imported).not.toEqual(before);
    const undone = await phone.ask<{ batch: string }>("undo", { batch });
    expect(await both()).toEqual(before);
    await phone.ask("undo", { batch: undone.batch });
    expect(await both()).toEqual(imported);
  });

  test("Undo reverts an edit of this device, and no later one of another", async () => {
    const { phone, laptop } = await together();
    await signedAs(phone, "Ann");
    const { batch } = await phone.ask<{ batch: string }>("edit-profile", {
      letterName: "Anna",
      letterAddress: "1 Road",
    });
    await synced(phone);
    await synced(laptop);
    laptop.now(laptop.time + 60_000);
    await signedAs(laptop, "Anne");
    await synced(laptop);
    await synced(phone);
    await phone.ask("undo", { batch });
    const [profile] = await signature(phone);
    expect(profile).toMatchObject({ letterName: "Anne" });
    expect(profile).not.toHaveProperty("letterAddress");
  });

  test("a feeling erased on one device is erased on the other, and its words leave the folder within a day", async () => {
    const { phone, laptop, shop, cloud } = await together();
    const { feeling } = await phone.ask<{ feeling: { id: string } }>("rate-visit", { company: shop.company, value: 1 });
    await phone.ask("describe-feeling", { id: feeling.id, detail: { note: "a secret note" } });
    await synced(phone);
    await synced(laptop);
    expect(await textsIn(cloud, phone)).toContain("a secret note");
    await phone.ask("remove-feeling", { id: feeling.id });
    await phone.pass(11 * 60_000);
    await synced(phone);
    await synced(laptop);
    expect((await laptop.rows("feelings"))[0]).toEqual({
      id: feeling.id,
      $h: expect.any(String),
      $x: expect.any(String),
    });
    expect(JSON.stringify(await laptop.database.changes.toArray())).not.toContain("a secret note");
    await phone.pass(21 * 60 * 60 * 1000);
    await synced(phone);
    await synced(laptop);
    expect(await textsIn(cloud, phone)).not.toContain("a secret note");
  });
});

describe("permissions", () => {
  test("a company allowed on one device reads nothing on the other until the user agrees there", async () => {
    const { phone, laptop, shop } = await together();
    await laptop.browser.permit("https://*/*");
    await phone.allow(shop.company, shop.host);
    await synced(phone);
    const { allowElsewhere } = await synced(laptop);
    expect(allowElsewhere).toMatchObject([{ company: shop.company, hosts: [shop.host] }]);
    expect((await laptop.request(shop.url)).error?.code).toBe("not-granted");
    expect(laptop.browser.rules.held).toEqual([]);
    await laptop.ask("edit-grant", { company: shop.company, paused: false, confirmed: true });
    expect((await laptop.request(shop.url)).error).toBeUndefined();
    expect((await laptop.ask<SyncReport>("look-at-sync", {})).allowElsewhere).toEqual([]);
  });

  test("a revocation ends the other device's permission at once", async () => {
    const { phone, laptop, shop } = await together();
    await phone.allow(shop.company, shop.host);
    await synced(phone);
    await synced(laptop);
    await laptop.allow(shop.company, shop.host);
    expect((await laptop.request(shop.url)).error).toBeUndefined();
    await phone.ask("revoke-company", { company: shop.company });
    await synced(phone);
    await synced(laptop);
    expect((await laptop.request(shop.url)).error?.code).toBe("not-granted");
    expect(laptop.browser.rules.held).toEqual([]);
    expect(await laptop.browser.permissions.contains([`https://${shop.host}/*`])).toBe(false);
  });

  test("a preference that another device widened waits for a yes", async () => {
    const { phone, laptop, shop } = await together();
    await laptop.allow(shop.company, shop.host);
    // The phone does not know of the permission: it asks nothing.
    await phone.ask("edit-preference", {
      layer: "base",
      id: "default-marketing",
      rule: { kinds: ["news"], channels: ["phone"], want: "yes" },
    });
    await synced(phone);
    const before = (await laptop.request(shop.url)).value;
    await synced(laptop);
    const answer = await laptop.request(shop.url);
    expect(answer.error?.code ?? answer.value).not.toEqual(before);
    expect(answer.error?.code).toBe("not-granted");
    const asked = await laptop.ask("edit-grant", { company: shop.company, paused: false });
    expect(asked).toMatchObject({ asks: [{ company: shop.company }] });
  });
});

describe("a place with faults", () => {
  test("without a network the edits wait, and nothing is lost", async () => {
    const { phone, laptop, shop, cloud } = await together();
    cloud.trouble = "offline";
    await phone.ask("rate-visit", { company: shop.company, value: 2 });
    const { state, problem, owedRows } = await synced(phone);
    expect([state, problem?.code]).toEqual(["waiting", "offline"]);
    expect(owedRows).toBeGreaterThan(0);
    expect(problem?.retryAt).toBeGreaterThan(phone.time);
    expect(phone.browser.alarms.get("sync")?.when).toBe(problem?.retryAt);
    cloud.trouble = null;
    await synced(phone);
    await synced(laptop);
    expect((await laptop.entities()).feelings).toHaveLength(1);
  });

  test.each(["a failure", "a success"])("after %s while the clock was a year ahead, sync goes on", async (outcome) => {
    const { phone, laptop, shop, cloud } = await together();
    const right = phone.time + 60_000;
    phone.now(right + 365 * DAY);
    if (outcome === "a failure") cloud.trouble = "offline";
    await synced(phone);
    cloud.trouble = null;
    phone.now(right);
    await offline(() => laptop.ask("rate-visit", { company: shop.company, value: 2 }));
    await synced(laptop);
    await phone.kill();
    await phone.start();
    const next = () => phone.browser.alarms.get("sync")?.when ?? 0;
    await expect.poll(next).toBeLessThanOrEqual(right + DAY / 24);
    phone.now(next());
    await phone.browser.fire("alarm", { name: "sync" });
    await expect.poll(async () => (await phone.entities()).feelings).toHaveLength(1);
  });

  test("a wrong password waits for the user and is not tried again", async () => {
    const { phone, cloud } = await together();
    cloud.trouble = 401;
    const { state, problem } = await synced(phone);
    expect([state, problem]).toEqual([
      "needs-user",
      { code: "unauthorized", detail: expect.any(String), retryAt: null },
    ]);
    cloud.requests.length = 0;
    await phone.ask("rate-visit", { company: "shop.example", value: 1 });
    await phone.browser.fire("alarm", { name: "sync" });
    await phone.pass(60 * 60 * 1000);
    expect(cloud.requests).toEqual([]);
    cloud.trouble = null;
    expect((await synced(phone)).problem).toBeNull();
  });

  test("a lost vault erases nothing here, and can be created anew", async () => {
    const { phone, laptop, shop, cloud } = await together();
    await phone.ask("rate-visit", { company: shop.company, value: 2 });
    await synced(phone);
    await synced(laptop);
    for (const path of cloud.files.keys()) if (/heads|seg/.test(path)) cloud.files.delete(path);
    expect((await synced(phone)).problem?.code).toBe("vault-missing");
    expect((await phone.entities()).feelings).toHaveLength(1);
    await phone.ask("renew-vault", {});
    expect((await synced(phone)).problem).toBeNull();
    await synced(laptop);
    expect((await laptop.entities()).feelings).toHaveLength(1);
  });

  test("many erasures wait for the user, who can restore the entries everywhere", async () => {
    const { phone, laptop, shop } = await together();
    for (let day = 0; day < 25; day++)
      await phone.ask("rate-visit", { company: shop.company, value: 1, another: true });
    await synced(phone);
    await synced(laptop);
    const ids = (await phone.rows("feelings")).map(({ id }) => id);
    await phone.here.write.write(ids.map((id) => ({ table: "feelings" as const, id, erase: true as const })));
    await synced(phone);
    const report = await synced(laptop);
    expect([report.problem?.code, report.heldErasures]).toEqual(["many-erased", 25]);
    expect((await laptop.entities()).feelings).toHaveLength(25);
    await laptop.ask("decide-erasures", { erase: false });
    expect((await synced(laptop)).problem).toBeNull();
    await synced(phone);
    expect((await laptop.entities()).feelings).toHaveLength(25);
    expect((await phone.entities()).feelings).toHaveLength(25);
  });
});

describe("the end of sync", () => {
  test("leaving keeps the record, and leaves no key, alarm or list here", async () => {
    const { phone } = await together();
    const before = await phone.export();
    await phone.ask("leave-sync", {});
    expect(JSON.parse(await phone.export()).tables).toEqual(JSON.parse(before).tables);
    expect((await phone.ask<SyncReport>("look-at-sync", {})).state).toBe("off");
    expect(phone.browser.alarms.has("sync")).toBe(false);
    const { cursors, segments, meta } = await phone.dump();
    expect([cursors, segments]).toEqual([[], []]);
    expect(JSON.stringify(meta)).not.toContain("sync");
  });

  test("erasing the vault empties the folder", async () => {
    const { phone, cloud } = await together();
    await phone.ask("erase-vault", {});
    expect([...cloud.files.keys()]).toEqual([]);
  });

  test.each(["leave-sync", "erase-vault"])("%s during a sync ends that sync first", async (command) => {
    const { phone, cloud, shop } = await together();
    await offline(() => phone.ask("rate-visit", { company: shop.company, value: 1 }));
    const folder = globalThis.fetch;
    let ending: Promise<unknown> | null = null;
    // The user presses the button while the device uploads.
    vi.stubGlobal("fetch", (url: URL, init: RequestInit) => {
      if (init.method === "PUT") ending ??= phone.send(command, {});
      return folder(url, init);
    });
    await phone.send("sync-now", {});
    expect(await ending).toEqual({ value: {} });
    const { cursors, segments, meta } = await phone.dump();
    expect([cursors, segments]).toEqual([[], []]);
    expect(JSON.stringify(meta)).not.toContain("sync");
    if (command === "erase-vault") expect([...cloud.files.keys()]).toEqual([]);
  });

  test("a forgotten device's files go, and its entries stay", async () => {
    const { phone, laptop, shop, cloud } = await together();
    await laptop.ask("rate-visit", { company: shop.company, value: -1 });
    const { devices } = await synced(laptop);
    const own = devices.find((device) => device.own)?.id ?? "";
    await synced(phone);
    await phone.ask("forget-device", { device: own });
    expect([...cloud.files.keys()].filter((path) => path.includes(own))).toEqual([]);
    expect((await synced(phone)).devices.map(({ id }) => id)).not.toContain(own);
    expect((await phone.entities()).feelings).toHaveLength(1);
  });
});

test("without sync no alarm exists, and nothing is requested", async () => {
  const { phone, cloud } = await together();
  await phone.ask("leave-sync", {});
  cloud.requests.length = 0;
  await phone.ask("rate-visit", { company: "shop.example", value: 1 });
  await phone.pass(60 * 60 * 1000);
  expect(cloud.requests).toEqual([]);
  expect(phone.browser.alarms.has("sync")).toBe(false);
});
