// Files of a vault: age(gzip(envelope + newline + text)). docs/SYNC.md describes the format for other readers.
import { type VaultCodec, VaultFault } from "../../core/sync/vault-codec.ts";
import { openWith, sealTo } from "./age.ts";
import { fromHex, fromUtf8, joined, toHex, utf8 } from "./bytes.ts";
import { canPad, compress, inflate, padded } from "./gzip.ts";
import { paddingOf } from "./padding.ts";
import type { EpochKeys } from "./secret.ts";
import type { VaultKeys } from "./vault-keys.ts";

/** Version of the envelope. */
const VERSION = 1;
const MOST_SEALED_BYTES = 32 * 2 ** 20;
const MOST_PLAIN_BYTES = 64 * 2 ** 20;

export const vaultCodec = (keys: Pick<VaultKeys, "vault" | "epochs">): VaultCodec => ({
  seal: (path, text) => seal(keys.epochs[0], { vault: keys.vault, path }, text),
  async open(path, file) {
    if (file.length > MOST_SEALED_BYTES) throw new VaultFault("unreadable", "too large");
    for (const epoch of keys.epochs) {
      const zipped = await openWith(epoch.identity, file);
      if (zipped === null) continue;
      // Includes a device that has not seen the new key yet, and repairs it then.
      if (isTooLate(path, epoch)) throw new VaultFault("unreadable", "written after the key was replaced");
      return openZipped(epoch, { vault: keys.vault, path }, zipped);
    }
    throw new VaultFault("unreadable", "damaged, or encrypted to another key");
  },
});

interface Place {
  vault: string;
  path: string;
}

/**
 * Holders of a replaced secret cannot add heads. Other files of an old epoch are authenticated by the hashes in the
 * heads that list them.
 */
const isTooLate = (path: string, { heads }: EpochKeys): boolean =>
  heads !== null && path.startsWith("heads/") && !heads.includes(path.slice("heads/".length));

async function seal(epoch: EpochKeys, place: Place, text: string): Promise<Uint8Array<ArrayBuffer>> {
  const body = utf8(text);
  const signature = await crypto.subtle.sign("HMAC", epoch.authentication, await signed(place, body));
  const envelope = { regards: VERSION, ...place, mac: toHex(signature) };
  const zipped = await compress(joined(utf8(`${JSON.stringify(envelope)}\n`), body));
  return sealTo(epoch.recipient, padded(zipped, paddingOf(zipped.length, canPad)));
}

async function openZipped(epoch: EpochKeys, place: Place, zipped: Uint8Array<ArrayBuffer>): Promise<string> {
  const plain = await inflate(zipped, MOST_PLAIN_BYTES);
  if (plain === null) throw new VaultFault("unreadable", "not gzip, or too large");
  const end = plain.indexOf(0x0a);
  const envelope = readEnvelope(plain.subarray(0, Math.max(0, end)));
  if (typeof envelope.regards === "number" && envelope.regards > VERSION) throw new VaultFault("newer");
  const body = plain.subarray(end + 1);
  const { vault, path } = await authentic(epoch, envelope, body);
  if (vault !== place.vault) throw new VaultFault("misplaced", "a file of another vault");
  if (path !== place.path) throw new VaultFault("misplaced", `written as ${path}`);
  return textOf(body);
}

/** Path of the file at the time of writing. */
async function authentic(
  epoch: EpochKeys,
  { regards, vault, path, mac }: Readonly<Record<string, unknown>>,
  body: Uint8Array<ArrayBuffer>,
): Promise<Place> {
  if (regards !== VERSION || typeof vault !== "string" || typeof path !== "string" || typeof mac !== "string")
    throw new VaultFault("forged", "without a signature");
  const signature = fromHex(mac);
  const isValid =
    signature !== null &&
    (await crypto.subtle.verify("HMAC", epoch.authentication, signature, await signed({ vault, path }, body)));
  if (!isValid) throw new VaultFault("forged", "with a wrong signature");
  return { vault, path };
}

/** The bytes that the envelope's `mac` signs. */
async function signed({ vault, path }: Place, body: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const hash = toHex(await crypto.subtle.digest("SHA-256", body));
  return utf8(`regards ${VERSION}\n${vault}\n${path}\n${hash}\n`);
}

/** Empty if the line is not an object. */
function readEnvelope(line: Uint8Array): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(fromUtf8(line));
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

function textOf(body: Uint8Array): string {
  try {
    return fromUtf8(body);
  } catch {
    throw new VaultFault("unreadable", "not UTF-8");
  }
}
