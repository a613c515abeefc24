// Moving this device to another place, which may already hold the vault.
import { Refusal } from "../../core/commands/errors.ts";
import { RemoteFault, type RemoteStore } from "../../core/sync/remote-store.ts";
import type { StoreSettings } from "../../core/sync/store-settings.ts";
import { VaultFault } from "../../core/sync/vault-codec.ts";
import { placeOf } from "../../platform/remote/place.ts";
import { vaultCodec } from "../../platform/vault/codec.ts";
import { copySmallFiles, keyPaths } from "../../platform/vault/key-files.ts";
import { newestMarker } from "../../platform/vault/marker.ts";
import { writeMarker } from "../../platform/vault/vault-files.ts";
import { storeVaultKeys, type VaultKeys } from "../../platform/vault/vault-keys.ts";
import { vaultHere } from "./set-up.ts";

export interface ChangedStore {
  /** The place did not hold the vault: it was created there, and waits for the command `renew-vault`. */
  created: boolean;
  /** The passphrase opens the vault there. False if the old place could not be read; the user must then set it anew. */
  hasPassphrase: boolean;
}

/** Throws a Refusal (`new-key`, `other-vault`, `vault-newer`, `not-stored`), or a RemoteFault; nothing changes then. */
export async function changeStore(settings: StoreSettings): Promise<ChangedStore> {
  const { keys, store: old } = await vaultHere();
  const place = placeOf(settings);
  const store = place.vault(keys.vault);
  const isThere = (await place.vaults()).includes(keys.vault);
  if (isThere) await refuseForeign(store, keys);
  else await bringAlong(old, store);
  // Reveals a fault of the new place.
  if (!isThere) await writeMarker(store, keys);
  await storeVaultKeys({ ...keys, settings });
  return { created: !isThere, hasPassphrase: (await keyPaths(store)).length > 0 };
}

/** Throws a Refusal unless this device's keys are the newest of the vault there. */
async function refuseForeign(store: RemoteStore, keys: VaultKeys): Promise<void> {
  const { epoch, path } = await newestMarker(store);
  if (epoch > keys.epochs[0].epoch) throw new Refusal("new-key");
  const file = await store.get(path);
  // A place that lost the marker gets it back with `renew-vault`.
  if (file === null) return;
  try {
    await vaultCodec(keys).open(path, file);
  } catch (error) {
    if (!(error instanceof VaultFault)) throw error;
    throw new Refusal(error.code === "newer" ? "vault-newer" : "other-vault", error.code);
  }
}

/** Copies the wrapped secret, if the old place still answers. */
async function bringAlong(from: RemoteStore, to: RemoteStore): Promise<void> {
  try {
    await copySmallFiles(from, to);
  } catch (error) {
    if (!(error instanceof RemoteFault)) throw error;
  }
}
