// A lost device: one device replaces the key, and the others continue with the new one.
import { expect, test } from "vitest";
import type { Device } from "../../support/device/world.ts";
import { synced, textsIn, together } from "../../support/sync/together.ts";

const signature = async (device: Device) => (await device.entities()).profiles;

test("after the key was replaced, another device asks for the new one, and both have every edit", async () => {
  const { phone, laptop, made, cloud } = await together();
  await phone.ask("edit-profile", { letterName: "Ann" });
  await synced(phone);
  expect((await synced(laptop)).problem).toBeNull();

  const renewed = await phone.here.changeKey.beginRotation(made.recoveryCode, null);
  await phone.here.changeKey.finishRotation(renewed, renewed.recoveryCode);
  expect((await synced(phone)).problem).toBeNull();

  await laptop.ask("edit-profile", { letterName: "Anna" });
  expect((await synced(laptop)).problem).toMatchObject({ code: "new-key" });
  expect((await synced(phone)).problem).toBeNull();
  expect(await signature(phone)).toMatchObject([{ letterName: "Ann" }]);

  await laptop.here.changeKey.openNewKey(renewed.recoveryCode);
  expect((await synced(laptop)).problem).toBeNull();
  expect(await synced(phone)).toMatchObject({ problem: null, quarantined: [] });
  for (const device of [phone, laptop]) expect(await signature(device)).toMatchObject([{ letterName: "Anna" }]);
  expect(await textsIn(cloud, phone)).toContain("Anna");
});

test("a device that holds the replaced key reads nothing that is written afterwards", async () => {
  const { phone, laptop, made, cloud } = await together();
  const renewed = await phone.here.changeKey.beginRotation(made.recoveryCode, null);
  await phone.here.changeKey.finishRotation(renewed, renewed.recoveryCode);
  const before = new Set(cloud.files.keys());
  await phone.ask("edit-profile", { letterName: "Anna" });
  await synced(phone);
  const keys = await laptop.here.vaultKeys.openVaultKeys();
  if (keys === null) throw new Error("no keys");
  const codec = laptop.here.codec.vaultCodec(keys);
  const after = [...cloud.files].filter(([path]) => !before.has(path));
  expect(after.length).toBeGreaterThan(0);
  for (const [path, bytes] of after)
    await expect(codec.open(path.slice(path.indexOf("/") + 1), bytes)).rejects.toThrow("unreadable");
});
