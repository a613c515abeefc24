// Changing the passphrase, and replacing the vault's secret after a device was lost. The secret cannot be read from
// this device, so each change first asks for the passphrase or the recovery code.
import { Refusal } from "../../core/commands/errors.ts";
import { HEADS } from "../../core/sync/names.ts";
import type { RemoteStore } from "../../core/sync/remote-store.ts";
import { newSecret } from "../../platform/vault/age.ts";
import { dropKeyFiles, writeKeyFile } from "../../platform/vault/key-files.ts";
import {
  keysOfReplaced,
  markerPaths,
  newestEpoch,
  type OpenedVault,
  type ReplacedSecret,
} from "../../platform/vault/marker.ts";
import { keysOfSecret } from "../../platform/vault/secret.ts";
import { writeNextMarker } from "../../platform/vault/vault-files.ts";
import { storeVaultKeys, type VaultKeys } from "../../platform/vault/vault-keys.ts";
import { openVault } from "./open-vault.ts";
import { confirmCode, type NewVault, refuseWeak, vaultHere } from "./set-up.ts";

/**
 * `typed` is the current passphrase or recovery code. Throws a Refusal (`weak-passphrase`, `new-key`, and those of
 * `openVault`), or a RemoteFault; the old passphrase then stays.
 */
export async function changePassphrase(typed: string, passphrase: string): Promise<object> {
  await refuseWeak(passphrase);
  const { keys, store } = await vaultHere();
  const { secret } = await openOwn(store, keys, typed);
  const path = await writeKeyFile(store, keys.epochs[0].epoch, { secret, passphrase });
  await dropKeyFiles(store, path);
  return {};
}

/** A new secret, which is not in force before `finishRotation`. */
export interface NewKey extends NewVault {
  replaced: string;
}

/** Makes a new secret for the vault; writes nothing. Throws like `changePassphrase`. */
export async function beginRotation(typed: string, passphrase: string | null): Promise<NewKey> {
  await refuseWeak(passphrase);
  const { keys, store } = await vaultHere();
  const { secret } = await openOwn(store, keys, typed);
  return { vault: keys.vault, recoveryCode: await newSecret(), passphrase, replaced: secret };
}

/**
 * Puts the new secret in force: from now on, nobody with only the old one can read new files or add any. Other devices
 * meet `new-key`. Throws a Refusal (`wrong-recovery-code`, `new-key`, `not-stored`), or a RemoteFault.
 */
export async function finishRotation(made: NewKey, typed: string): Promise<object> {
  confirmCode(made, typed);
  const { keys, store } = await vaultHere();
  const replaced = await replacedSecrets(store, keys, made);
  const newest = await keysOfSecret(made.recoveryCode, keys.epochs[0].epoch + 1);
  const renewed = { ...keys, epochs: [newest, ...(await keysOfReplaced(replaced))] } satisfies VaultKeys;
  const wrapped = await wrap(store, newest.epoch, made);
  // This file puts it in force. A kill before leaves a wrapped secret that opens nothing; after a later kill, this
  // device meets `new-key`.
  const marker = await writeNextMarker(store, renewed, replaced);
  await refuseRival(store, newest.epoch, [marker, wrapped]);
  await storeVaultKeys(renewed);
  await dropKeyFiles(store, wrapped);
  return {};
}

/**
 * Opens the vault on this device after another one replaced its secret. Throws like `openVault`; nothing is then stored.
 */
export async function openNewKey(typed: string): Promise<object> {
  const { keys, store } = await vaultHere();
  const { epochs } = await openVault(store, keys.vault, typed);
  await storeVaultKeys({ ...keys, epochs });
  return {};
}

/** Throws a Refusal (`new-key`) if another device has replaced the key, else like `openVault`. */
async function openOwn(store: RemoteStore, keys: VaultKeys, typed: string): Promise<OpenedVault> {
  if ((await newestEpoch(store)) > keys.epochs[0].epoch) throw new Refusal("new-key");
  const opened = await openVault(store, keys.vault, typed);
  if (opened.epochs[0].recipient !== keys.epochs[0].recipient) throw new Refusal("new-key");
  return opened;
}

/** The secrets of all older epochs, the newest first. Only the newest marker knows those before the replaced one. */
async function replacedSecrets(store: RemoteStore, keys: VaultKeys, { replaced }: NewKey): Promise<ReplacedSecret[]> {
  const { previous } = await openOwn(store, keys, replaced);
  const heads = ((await store.list(HEADS)) ?? []).map(({ name }) => name);
  return [{ epoch: keys.epochs[0].epoch, secret: replaced, heads }, ...previous];
}

async function wrap(store: RemoteStore, epoch: number, { recoveryCode, passphrase }: NewKey): Promise<string | null> {
  return passphrase === null ? null : writeKeyFile(store, epoch, { secret: recoveryCode, passphrase });
}

/** Deletes the files and throws a Refusal (`new-key`) if another device replaced the same key in the meantime. */
async function refuseRival(store: RemoteStore, epoch: number, mine: readonly (string | null)[]): Promise<void> {
  const markers = await markerPaths(store);
  if (!markers.some((one) => one.epoch >= epoch && !mine.includes(one.path))) return;
  for (const path of mine) if (path !== null) await store.delete(path);
  throw new Refusal("new-key");
}
