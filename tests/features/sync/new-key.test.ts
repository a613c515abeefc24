// A lost device: one device replaces the key, and the others continue with the new one.
import { expect, test } from "vitest";
import type { Device } from "../../support/device/world.ts";
import { join, synced, textsIn, together } from "../../support/sync/together.ts";

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

test.each(["the marker alone is gone", "the folder is an older one"])(
  "if %s, the new key is put in force again, and opens the vault on a new device",
  async (loss) => {
    const { phone, laptop, made, cloud } = await together();
    await phone.ask("edit-profile", { letterName: "Ann" });
    for (const device of [phone, laptop, phone]) await synced(device);
    const older = new Map(cloud.files);
    const renewed = await phone.here.changeKey.beginRotation(made.recoveryCode, null);
    await phone.here.changeKey.finishRotation(renewed, renewed.recoveryCode);
    await synced(phone);
    if (loss === "the folder is an older one") {
      cloud.files.clear();
      for (const [path, bytes] of older) cloud.files.set(path, bytes);
    } else for (const path of cloud.files.keys()) if (path.includes("/epochs/")) cloud.files.delete(path);
    // The markers are looked at with the check of the week, and as soon as the folder shows an older state.
    if (loss === "the marker alone is gone") phone.now(phone.time + 8 * 24 * 3_600_000);
    for (let round = 0; round < 4; round++) await synced(phone);
    await laptop.ask("leave-sync", {});
    await join(laptop, { vault: made.vault, recoveryCode: renewed.recoveryCode });
    await phone.ask("edit-profile", { letterName: "Anna" });
    await synced(phone);
    await synced(laptop);
    expect(await signature(laptop)).toMatchObject([{ letterName: "Anna" }]);
    await expect(
      phone.here.changeKey.changePassphrase(made.recoveryCode, "horse battery staple vault correct"),
    ).rejects.toMatchObject({
      code: "old-recovery-code",
    });
  },
);
