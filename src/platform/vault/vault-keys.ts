// The vault of this device: its id, keys and settings, from the key store. Every call reads the stored form, so that
// windows and background agree; opened keys are reused while it is unchanged.
import type { StoreSettings } from "../../core/sync/store-settings.ts";
import { clock } from "../clock.ts";
import { recipientOf } from "./age.ts";
import { readKept, storeKept } from "./key-store.ts";
import { newSealingKey, openText, type SealedText, sealText } from "./sealing.ts";
import type { EpochKeys } from "./secret.ts";

export interface VaultKeys {
  vault: string;
  /** Newest first; never empty. */
  epochs: readonly [EpochKeys, ...EpochKeys[]];
  settings: StoreSettings;
}

interface KeptEpoch {
  epoch: number;
  identity: CryptoKey | SealedText;
  authentication: CryptoKey;
  heads: readonly string[] | null;
}

interface KeptVault {
  /** Changes with each write. */
  revision: string;
  vault: string;
  sealing: CryptoKey;
  epochs: readonly KeptEpoch[];
  settings: SealedText;
}

const NAME = "vault";

let opened: { revision: string; keys: VaultKeys } | null = null;

/** Null without sync. */
export async function openVaultKeys(): Promise<VaultKeys | null> {
  // Only storeVaultKeys writes to the key store.
  const kept = (await readKept(NAME)) as KeptVault | undefined;
  if (kept === undefined) return null;
  if (opened?.revision !== kept.revision) opened = { revision: kept.revision, keys: await openKept(kept) };
  return opened.keys;
}

/** Replaces keys and settings in one write. The recipient is not stored, since it follows from the identity. */
export async function storeVaultKeys({ vault, epochs, settings }: VaultKeys): Promise<void> {
  const sealing = await newSealingKey();
  const kept: KeptVault = {
    revision: clock.randomText(20),
    vault,
    sealing,
    epochs: await Promise.all(epochs.map((epoch) => keepEpoch(sealing, epoch))),
    settings: await sealText(sealing, "settings", JSON.stringify(settings)),
  };
  await storeKept(NAME, kept);
}

async function keepEpoch(sealing: CryptoKey, { identity, recipient: _, ...epoch }: EpochKeys): Promise<KeptEpoch> {
  if (typeof identity !== "string") return { ...epoch, identity };
  return { ...epoch, identity: await sealText(sealing, "identity", identity) };
}

async function openKept({ vault, sealing, epochs, settings }: KeptVault): Promise<VaultKeys> {
  const [newest, ...older] = await Promise.all(epochs.map((epoch) => openEpoch(sealing, epoch)));
  if (newest === undefined) throw new Error("no keys are stored");
  return { vault, epochs: [newest, ...older], settings: JSON.parse(await openText(sealing, "settings", settings)) };
}

async function openEpoch(sealing: CryptoKey, { identity, ...epoch }: KeptEpoch): Promise<EpochKeys> {
  const usable = "iv" in identity ? await openText(sealing, "identity", identity) : identity;
  return { ...epoch, identity: usable, recipient: await recipientOf(usable) };
}
