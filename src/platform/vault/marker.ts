// Markers: the files that state which secret a vault uses. `vault.age` names the first, each `epochs/<n>-<random>.age`
// a later one. Each later marker includes the secrets before it, so that the newest secret opens everything.
import type { RemoteStore } from "../../core/sync/remote-store.ts";
import { VaultFault } from "../../core/sync/vault-codec.ts";
import { instantNow } from "../clock.ts";
import { vaultCodec } from "./codec.ts";
import { type EpochKeys, keysOfSecret } from "./secret.ts";

export const FIRST_MARKER = "vault.age";
export const EPOCHS = "epochs";

/** A secret that was replaced. */
export interface ReplacedSecret {
  epoch: number;
  secret: string;
  /** Names of the heads at its replacement, which it may still open. */
  heads: readonly string[];
}

interface Marker {
  epoch: number;
  previous: readonly ReplacedSecret[];
}

export interface MarkerPath {
  epoch: number;
  path: string;
}

/** Markers of replaced and newest secrets, except the first, by their names. Throws a RemoteFault. */
export async function markerPaths(store: RemoteStore): Promise<MarkerPath[]> {
  return ((await store.list(EPOCHS)) ?? []).flatMap(({ name }) => {
    const epoch = /^([1-9][0-9]{0,5})-[0-9a-z]{8}\.age$/.exec(name)?.[1];
    return epoch === undefined ? [] : [{ epoch: Number(epoch), path: `${EPOCHS}/${name}` }];
  });
}

/** The marker of the newest secret. Throws a RemoteFault. */
export const newestMarker = async (store: RemoteStore): Promise<MarkerPath> =>
  (await markerPaths(store)).reduce((newest, one) => (one.epoch > newest.epoch ? one : newest), FIRST);

const FIRST: MarkerPath = { epoch: 1, path: FIRST_MARKER };

/** Number of the newest secret. If it is greater than this device's, another device replaced the key. */
export const newestEpoch = async (store: RemoteStore): Promise<number> => (await newestMarker(store)).epoch;

export const markerText = (vault: string, { epoch, previous }: Marker): string =>
  JSON.stringify({ v: 1, vault, epoch, created: instantNow(), previous });

export interface OpenedVault {
  /** The newest secret. */
  secret: string;
  /** Newest first. */
  epochs: [EpochKeys, ...EpochKeys[]];
  /** Secrets of the older epochs. */
  previous: readonly ReplacedSecret[];
}

/** All keys of the vault, from its newest secret. Throws a VaultFault, or a RemoteFault. */
export async function openByMarker(store: RemoteStore, vault: string, secret: string): Promise<OpenedVault> {
  const { path } = await newestMarker(store);
  const file = await store.get(path);
  if (file === null) throw new VaultFault("unreadable", "no marker");
  const keys = await keysOfSecret(secret, 1);
  const { epoch, previous } = readMarker(await vaultCodec({ vault, epochs: [keys] }).open(path, file));
  return { secret, epochs: [{ ...keys, epoch }, ...(await keysOfReplaced(previous))], previous };
}

export const keysOfReplaced = (secrets: readonly ReplacedSecret[]): Promise<EpochKeys[]> =>
  Promise.all(secrets.map(({ secret, epoch, heads }) => keysOfSecret(secret, epoch, heads)));

/** The text is authentic, so only a newer version of this program can have written another form. */
function readMarker(text: string): Marker {
  const marker = JSON.parse(text) as Marker & { v: number }; // Checked by its version.
  if (marker.v !== 1) throw new VaultFault("newer", "marker");
  return marker;
}
