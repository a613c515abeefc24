// Two devices of the test world in one vault.
import { onTestFinished } from "vitest";
import type { SyncReport } from "../../../src/core/commands/sync.ts";
import type { Model } from "../browser/fake-permissions.ts";
import { type Device, world } from "../device/world.ts";
import { CLOUD, Cloud } from "./cloud.ts";

export async function together(model?: Model) {
  const { phone, laptop, ...rest } = await world(model);
  // A sync that still runs would write into the cloud of the next test.
  onTestFinished(async () => {
    for (const device of [phone, laptop]) await device.endSync();
  });
  const cloud = new Cloud();
  cloud.attach();
  for (const device of [phone, laptop]) await device.browser.permit("https://cloud.example/*");
  phone.here.age.scryptCost.logN = 8;
  const made = await phone.here.setUp.createVault(CLOUD, "correct horse battery staple vault");
  await phone.here.setUp.finishVault(CLOUD, made, made.recoveryCode);
  await phone.ask("start-sync", { name: "Phone" });
  await synced(phone);
  await laptop.start();
  await join(laptop, made);
  return { phone, laptop, cloud, made, ...rest };
}

export async function join(device: Device, { vault, recoveryCode }: { vault: string; recoveryCode: string }) {
  await device.here.setUp.joinVault(CLOUD, vault, recoveryCode);
  await device.ask("start-sync", { name: device.name });
  await synced(device);
}

export const synced = (device: Device): Promise<SyncReport> => device.ask<SyncReport>("sync-now", {});

/** The rows of all heads and segments in the folder, as a device of the vault reads them. */
export async function textsIn(cloud: Cloud, { here }: Device): Promise<string> {
  const keys = await here.vaultKeys.openVaultKeys();
  if (keys === null) throw new Error("no keys");
  const codec = here.codec.vaultCodec(keys);
  const rows = [...cloud.files].filter(([path]) => /\/(?:heads|seg)\//.test(path));
  const texts = rows.map(([path, bytes]) => codec.open(path.slice(path.indexOf("/") + 1), bytes));
  return (await Promise.all(texts)).join("\n");
}
