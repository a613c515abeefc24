// The secret of a vault, an age identity as text, and the keys derived from it.
import { bech32 } from "@scure/base";
import { type Identity, recipientOf } from "./age.ts";
import { joined, utf8 } from "./bytes.ts";

/** Keys of one secret. A vault whose key was changed has several: the newest one seals, all of them open. */
export interface EpochKeys {
  /** 1 for the first secret of the vault. */
  epoch: number;
  /** Readable text only in a browser without X25519. */
  identity: Identity;
  recipient: string;
  /** HMAC-SHA-256, not extractable. Proves that the writer of a file knows the secret; encryption alone does not. */
  authentication: CryptoKey;
  /** Names of the heads that this epoch may still open, fixed when its secret was replaced; null for the newest. */
  heads: readonly string[] | null;
}

const PREFIX = "AGE-SECRET-KEY-";

/** The 32 bytes of a secret; null if the text is none, or mistyped. */
export function bytesOfSecret(secret: string): Uint8Array<ArrayBuffer> | null {
  const decoded = bech32.decodeUnsafe(secret);
  if (decoded === undefined || decoded.prefix.toUpperCase() !== PREFIX || secret !== secret.toUpperCase()) return null;
  const bytes = bech32.fromWordsUnsafe(decoded.words);
  return bytes?.length === 32 ? new Uint8Array(bytes) : null;
}

/** Throws a TypeError if the text is no secret. */
export async function keysOfSecret(
  secret: string,
  epoch: number,
  heads: readonly string[] | null = null,
): Promise<EpochKeys> {
  const bytes = bytesOfSecret(secret);
  if (bytes === null) throw new TypeError("not an age identity");
  const [identity, authentication] = await Promise.all([importIdentity(bytes), authenticationKey(bytes)]);
  const usable = identity ?? secret;
  return { epoch, identity: usable, recipient: await recipientOf(usable), authentication, heads };
}

const PKCS8 = new Uint8Array([
  0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x6e, 0x04, 0x22, 0x04, 0x20,
]);

/** Null if the browser has no X25519 (Chromium before 133). */
async function importIdentity(bytes: Uint8Array<ArrayBuffer>): Promise<CryptoKey | null> {
  try {
    const key = await crypto.subtle.importKey("pkcs8", joined(PKCS8, bytes), { name: "X25519" }, false, ["deriveBits"]);
    await recipientOf(key);
    return key;
  } catch {
    return null;
  }
}

async function authenticationKey(bytes: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey("raw", bytes, "HKDF", false, ["deriveKey"]);
  const info = utf8("regards vault file authentication v1");
  const derivation = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info };
  // Length of the derived key. Without it, browsers use a whole block of 64 bytes.
  const kind = { name: "HMAC", hash: "SHA-256", length: 256 };
  return crypto.subtle.deriveKey(derivation, material, kind, false, ["sign", "verify"]);
}
