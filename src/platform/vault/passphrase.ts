// Passphrases. They encrypt the copy of the secret in the remote place, whose owner can guess offline. Runs in windows
// only: each derivation blocks its thread for a second or more.
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

/** Null if the passphrase is wrong, or if the file is damaged, was not made by Regards, or costs more than ours. */
export async function unwrapSecret(file: Uint8Array, passphrase: string): Promise<string | null> {
  await painted();
  const opened = await openByPassphrase(plainSpelling(passphrase), file);
  if (opened === null) return null;
  const secret = fromUtf8(opened).trim();
  return bytesOfSecret(secret) === null ? null : secret;
}

/** Lets the window show progress before the thread blocks. */
const painted = (): Promise<void> => new Promise((resolve) => clock.later(resolve, 40));
