// Files that make a folder a vault: readme.txt and the markers. The background writes them again after the place lost them.
import { Refusal } from "../../core/commands/errors.ts";
import type { RemoteStore } from "../../core/sync/remote-store.ts";
import { VaultFault } from "../../core/sync/vault-codec.ts";
import { clock } from "../clock.ts";
import { areEqual, utf8 } from "./bytes.ts";
import { vaultCodec } from "./codec.ts";
import { EPOCHS, FIRST_MARKER, markerText, newestEpoch, type ReplacedSecret } from "./marker.ts";
import type { VaultKeys } from "./vault-keys.ts";

type Keys = Pick<VaultKeys, "vault" | "epochs">;

export const README = "readme.txt";
const README_TEXT = `This folder belongs to Regards, a browser extension. It holds an encrypted copy of one person's record.
Do not change, rename or delete files here: Regards -> Settings -> Sync can erase all of it.

Each file opens with the recovery code and the commands age (age-encryption.org) and gunzip:
  age -d -i key.txt FILE | gunzip
key.txt holds the recovery code: the line that begins with AGE-SECRET-KEY-1.
The first line that comes out describes the file, each other line is one entry (JSON).
`;

/** Throws a Refusal (`not-stored`) if the file reads back differently. */
export async function storeFile(store: RemoteStore, path: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  await store.put(path, bytes);
  const stored = await store.get(path);
  if (stored === null || !areEqual(stored, bytes)) throw new Refusal("not-stored", path);
}

/** Writes readme.txt and the marker of the newest key, unless they exist and are intact. Harmless to repeat. */
export async function writeMarker(store: RemoteStore, keys: Keys): Promise<void> {
  const readme = await store.get(README);
  if (readme === null) await storeFile(store, README, utf8(README_TEXT));
  const found = await store.get(FIRST_MARKER);
  const [newest] = keys.epochs;
  if (found !== null && (await opens(vaultCodec(keys).open(FIRST_MARKER, found)))) {
    // A place that shows an older state would put a replaced key in force again. The marker written here lists no older
    // keys, since all rows are sealed by the newest.
    const isNewest = await opens(vaultCodec({ ...keys, epochs: [newest] }).open(FIRST_MARKER, found));
    if (!isNewest && (await newestEpoch(store)) < newest.epoch) await writeNextMarker(store, keys, []);
    return;
  }
  if (found !== null) await store.delete(FIRST_MARKER);
  const text = markerText(keys.vault, { epoch: newest.epoch, previous: [] });
  await storeFile(store, FIRST_MARKER, await vaultCodec(keys).seal(FIRST_MARKER, text));
}

/** Stores the marker of the newest key of `keys`, with the secrets before it. Returns its path. */
export async function writeNextMarker(
  store: RemoteStore,
  keys: Keys,
  previous: readonly ReplacedSecret[],
): Promise<string> {
  const { epoch } = keys.epochs[0];
  const path = `${EPOCHS}/${epoch}-${clock.randomText(8)}.age`;
  const sealed = await vaultCodec(keys).seal(path, markerText(keys.vault, { epoch, previous }));
  await storeFile(store, path, sealed);
  return path;
}

/** False for a damaged file. Throws for a file of a newer version, which must not be replaced. */
async function opens(opening: Promise<string>): Promise<boolean> {
  try {
    await opening;
    return true;
  } catch (error) {
    if (error instanceof VaultFault && error.code !== "newer") return false;
    throw error;
  }
}
