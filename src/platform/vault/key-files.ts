// Wrapped secrets: files in keys/ that a passphrase opens. Windows only, see passphrase.ts.
import { Refusal } from "../../core/commands/errors.ts";
import type { RemoteStore } from "../../core/sync/remote-store.ts";
import { clock } from "../clock.ts";
import { FIRST_MARKER, markerPaths } from "./marker.ts";
import { unwrapSecret, wrapSecret } from "./passphrase.ts";
import { README, storeFile } from "./vault-files.ts";

const KEYS = "keys";
/** A wrapped secret has 290 bytes. */
const MOST_KEY_BYTES = 2048;
/** Limit of files to try: each costs a second or more. */
const MOST_KEY_FILES = 6;

/** Paths of wrapped secrets, the newest first. */
export async function keyPaths(store: RemoteStore): Promise<string[]> {
  const files = ((await store.list(KEYS)) ?? []).filter(
    ({ name, size }) => /^[1-9][0-9]{0,5}-[0-9a-z]{8}\.age$/.test(name) && size <= MOST_KEY_BYTES,
  );
  const newestFirst = files.toSorted((one, other) => Number.parseInt(other.name, 10) - Number.parseInt(one.name, 10));
  return newestFirst.map(({ name }) => `${KEYS}/${name}`);
}

/** Returns the path. */
export async function writeKeyFile(
  store: RemoteStore,
  epoch: number,
  { secret, passphrase }: { secret: string; passphrase: string },
): Promise<string> {
  const path = `${KEYS}/${epoch}-${clock.randomText(8)}.age`;
  await storeFile(store, path, await wrapSecret(secret, passphrase));
  return path;
}

/** Deletes wrapped secrets under older passphrases. */
export async function dropKeyFiles(store: RemoteStore, except: string | null): Promise<void> {
  for (const path of await keyPaths(store)) if (path !== except) await store.delete(path);
}

/** The secret that a passphrase opens. Throws a Refusal (`wrong-passphrase`, `no-passphrase`), or a RemoteFault. */
export async function secretBehind(store: RemoteStore, passphrase: string): Promise<string> {
  const paths = await keyPaths(store);
  if (paths.length === 0) throw new Refusal("no-passphrase");
  for (const path of paths.slice(0, MOST_KEY_FILES)) {
    const file = await store.get(path);
    const secret = file === null ? null : await unwrapSecret(file, passphrase);
    if (secret !== null) return secret;
  }
  throw new Refusal("wrong-passphrase");
}

/** Copies readme.txt, markers and wrapped secrets to another place; sync transfers heads and segments. */
export async function copySmallFiles(from: RemoteStore, to: RemoteStore): Promise<void> {
  const markers = (await markerPaths(from)).map(({ path }) => path);
  for (const path of [README, FIRST_MARKER, ...markers, ...(await keyPaths(from))]) {
    const file = await from.get(path);
    if (file !== null) await storeFile(to, path, file);
  }
}
