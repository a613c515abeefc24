// Set-up of sync. Runs in the dashboard, since it derives keys from passphrases, and needs clicks for permissions.
import { Refusal } from "../../core/commands/errors.ts";
import type { RemoteStore } from "../../core/sync/remote-store.ts";
import type { StoreSettings } from "../../core/sync/store-settings.ts";
import { clock } from "../../platform/clock.ts";
import { placeOf } from "../../platform/remote/place.ts";
import { newSecret } from "../../platform/vault/age.ts";
import { writeKeyFile } from "../../platform/vault/key-files.ts";
import { passphraseWeakness } from "../../platform/vault/passphrase-strength.ts";
import { readRecoveryCode } from "../../platform/vault/recovery.ts";
import { keysOfSecret } from "../../platform/vault/secret.ts";
import { writeMarker } from "../../platform/vault/vault-files.ts";
import { openVaultKeys, storeVaultKeys, type VaultKeys } from "../../platform/vault/vault-keys.ts";
import { openVault } from "./open-vault.ts";

/** A new vault that is not in use yet: the set-up ends only after the recovery code has been confirmed. */
export interface NewVault {
  vault: string;
  /** AGE-SECRET-KEY-1…: 74 characters. */
  recoveryCode: string;
  /** Generated passphrase, or the user's own; null for a vault without a wrapped key in the place. */
  passphrase: string | null;
}

/** Vaults in the place. Throws a RemoteFault. */
export const findVaults = (settings: StoreSettings): Promise<string[]> => placeOf(settings).vaults();

/**
 * Writes readme.txt, vault.age and keys/, each read back. Throws a Refusal (`weak-passphrase`, `not-stored`), or a
 * RemoteFault.
 */
export async function createVault(settings: StoreSettings, passphrase: string | null): Promise<NewVault> {
  await refuseWeak(passphrase);
  const vault = `v1-${clock.randomText(20)}`;
  const secret = await newSecret();
  const store = placeOf(settings).vault(vault);
  await writeMarker(store, { vault, epochs: [await keysOfSecret(secret, 1)] });
  if (passphrase !== null) await writeKeyFile(store, 1, { secret, passphrase });
  return { vault, recoveryCode: secret, passphrase };
}

/** Throws a Refusal (`weak-passphrase`) if the passphrase can be guessed. */
export async function refuseWeak(passphrase: string | null): Promise<void> {
  const weakness = passphrase === null ? null : await passphraseWeakness(passphrase);
  if (weakness !== null) throw new Refusal("weak-passphrase", weakness);
}

/** Stores the keys on this device. Throws a Refusal (`wrong-recovery-code`) unless `typed` is the code. */
export async function finishVault(settings: StoreSettings, made: NewVault, typed: string): Promise<void> {
  confirmCode(made, typed);
  await storeVaultKeys({ vault: made.vault, epochs: [await keysOfSecret(made.recoveryCode, 1)], settings });
}

/** Throws a Refusal unless the typed text is the code. */
export function confirmCode({ recoveryCode }: NewVault, typed: string): void {
  const code = readRecoveryCode(typed);
  if ("fault" in code) throw new Refusal("wrong-recovery-code", code.fault);
  if (code.secret !== recoveryCode) throw new Refusal("wrong-recovery-code", "another code");
}

/** Erases a vault whose set-up was cancelled. Throws a RemoteFault. */
export async function abandonVault(settings: StoreSettings, { vault }: NewVault): Promise<object> {
  await placeOf(settings).erase(vault);
  return {};
}

/**
 * Opens an existing vault with its passphrase or recovery code and stores its keys on this device. Throws a Refusal
 * (see `openVault`), or a RemoteFault; then nothing is stored.
 */
export async function joinVault(settings: StoreSettings, vault: string, secret: string): Promise<void> {
  const { epochs } = await openVault(placeOf(settings).vault(vault), vault, secret);
  await storeVaultKeys({ vault, epochs, settings });
}

/** Keys of this device with their store. Throws a Refusal (`sync-off`). */
export async function vaultHere(): Promise<{ keys: VaultKeys; store: RemoteStore }> {
  const keys = await openVaultKeys();
  if (keys === null) throw new Refusal("sync-off");
  return { keys, store: placeOf(keys.settings).vault(keys.vault) };
}
