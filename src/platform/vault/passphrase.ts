// Passphrases: they encrypt the copy of the secret that the remote place holds, where its owner can guess offline. Runs in
// windows only: each derivation blocks its thread for a second or more.
import { clock } from "../clock.ts";
import { openByPassphrase, sealByPassphrase } from "./age.ts";
import { fromUtf8, utf8 } from "./bytes.ts";
import { bytesOfSecret } from "./secret.ts";
import { drawWords, plainSpelling } from "./words.ts";

/** 77 bits. */
const WORDS = 6;

export const newPassphrase = async (): Promise<string> => (await drawWords(WORDS)).join(" ");

/** Content of a file in keys/: an identity file of age. */
export async function wrapSecret(secret: string, passphrase: string): Promise<Uint8Array<ArrayBuffer>> {
  await painted();
  return sealByPassphrase(plainSpelling(passphrase), utf8(`${secret}\n`));
}

/** Null if the passphrase is wrong, or the file damaged, made by nobody's Regards, or more costly than ours. */
export async function unwrapSecret(file: Uint8Array, passphrase: string): Promise<string | null> {
  await painted();
  const opened = await openByPassphrase(plainSpelling(passphrase), file);
  if (opened === null) return null;
  const secret = fromUtf8(opened).trim();
  return bytesOfSecret(secret) === null ? null : secret;
}

/** Lets the window show that it works before it blocks. */
const painted = (): Promise<void> => new Promise((resolve) => clock.later(resolve, 40));
