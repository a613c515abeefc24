// The age format (age-encryption.org/v1), of which the vault uses X25519 and scrypt. Only this file imports the
// package. It loads the package at the first use, so that a background without sync does not pay for it.
import type { Decrypter } from "age-encryption";

const load = (): Promise<typeof import("age-encryption")> => import("age-encryption");

/** The age identity as text, or as a key that no script can read. */
export type Identity = CryptoKey | string;

/** A new AGE-SECRET-KEY-1…. */
export const newSecret = async (): Promise<string> => (await load()).generateX25519Identity();

/** The age1… of an identity. With it anybody can encrypt to the vault, so it is never logged and never uploaded. */
export const recipientOf = async (identity: Identity): Promise<string> => (await load()).identityToRecipient(identity);

export async function sealTo(recipient: string, bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const { Encrypter } = await load();
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  return inOneBuffer(await encrypter.encrypt(bytes));
}

/** Null if the file is damaged, or encrypted to another recipient. */
export async function openWith(identity: Identity, file: Uint8Array): Promise<Uint8Array<ArrayBuffer> | null> {
  if (!isSealedToOne(file)) return null;
  const { Decrypter } = await load();
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  return tried(decrypter, file);
}

/** Exponent of scrypt's cost: a second of work, 256 MB. */
const MOST_LOG_N = 18;

/** Cost of new files. Only tests lower it. */
export const scryptCost = { logN: MOST_LOG_N };

export async function sealByPassphrase(passphrase: string, bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const { Encrypter } = await load();
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  encrypter.setScryptWorkFactor(scryptCost.logN);
  return inOneBuffer(await encrypter.encrypt(bytes));
}

/** Null if the passphrase is wrong, or if the file is damaged or demands more work than ours do. */
export async function openByPassphrase(passphrase: string, file: Uint8Array): Promise<Uint8Array<ArrayBuffer> | null> {
  const exponent = Number(SCRYPT_HEADER.exec(headOf(file))?.[1]);
  if (!(exponent <= MOST_LOG_N)) return null;
  const { Decrypter } = await load();
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  return tried(decrypter, file);
}

export const toArmor = async (file: Uint8Array): Promise<string> => (await load()).armor.encode(file);

/** Null if the text is not an armored file. */
export async function fromArmor(text: string): Promise<Uint8Array | null> {
  const { armor } = await load();
  try {
    return armor.decode(text);
  } catch {
    return null;
  }
}

async function tried(decrypter: Decrypter, file: Uint8Array): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    return inOneBuffer(await decrypter.decrypt(file));
  } catch {
    return null;
  }
}

const BASE64_43 = "[A-Za-z0-9+/]{43}";
const X25519_HEADER = new RegExp(`^age-encryption\\.org/v1\n-> X25519 ${BASE64_43}\n${BASE64_43}\n--- ${BASE64_43}\n`);
const SCRYPT_HEADER = new RegExp(
  `^age-encryption\\.org/v1\n-> scrypt [A-Za-z0-9+/]{22} ([1-9][0-9]?)\n${BASE64_43}\n--- ${BASE64_43}\n`,
);

/** Bytes of the header of a file that is encrypted to one X25519 recipient. */
export const HEADER_BYTES = 168;

/** Keeps a server from making this device derive keys from passphrases, or try thousands of recipients. */
const isSealedToOne = (file: Uint8Array): boolean => X25519_HEADER.test(headOf(file));

/** Enough for the headers above. */
const headOf = (file: Uint8Array): string => String.fromCharCode(...file.subarray(0, 256));

/** The package allocates each result, and never in shared memory, but its types do not say so. */
const inOneBuffer = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => bytes as Uint8Array<ArrayBuffer>;
