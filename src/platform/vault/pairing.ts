// Pairing of a new device with an old one, over a channel that anybody may read and change (a chat, a mail). The new
// device shows four words, and the user types them on the old one. The words never travel over the channel, so that
// nobody in between can replace the request (its tag needs the words) or the answer (it contains the words, encrypted
// to the request).
import type { StoreSettings } from "../../core/sync/store-settings.ts";
import { fromArmor, newSecret, openWith, recipientOf, sealTo, toArmor } from "./age.ts";
import { fromUtf8, toHex, utf8 } from "./bytes.ts";
import { drawWords, plainSpelling } from "./words.ts";

/** A pairing that the new device began. Exists only in the memory of its window. */
export interface BegunPairing {
  /** Text for the old device: no secret. */
  request: string;
  /** Four words to show: 52 bits. */
  words: readonly string[];
  /** One-time age identity. */
  secret: string;
}

export interface PairingAnswer {
  vault: string;
  /** Secret of the vault. */
  secret: string;
  settings: StoreSettings;
}

const WORDS = 4;
const VERSION = 1;

export async function newPairing(): Promise<BegunPairing> {
  const [secret, words] = await Promise.all([newSecret(), drawWords(WORDS)]);
  const recipient = await recipientOf(secret);
  return { request: `${recipient}.${await tagOf(recipient, plainSpelling(words.join(" ")))}`, words, secret };
}

const REQUEST = /^(age1[02-9ac-hj-np-z]{58})\.([0-9a-f]{32})$/;

export type PairingFault = "request" | "words";
/** A request whose words the user typed on the old device. */
export interface CheckedRequest {
  recipient: string;
  words: string;
}

/** The reason why a request must not be answered, or the request. */
export async function checkPairingRequest(
  request: string,
  typedWords: string,
): Promise<CheckedRequest | { fault: PairingFault }> {
  const [, recipient, tag] = REQUEST.exec(request.replace(/\s/g, "").toLowerCase()) ?? [];
  if (recipient === undefined) return { fault: "request" };
  const words = plainSpelling(typedWords);
  return (await tagOf(recipient, words)) === tag ? { recipient, words } : { fault: "words" };
}

/** The answer as text for the new device. */
export async function sealPairingAnswer({ recipient, words }: CheckedRequest, answer: PairingAnswer): Promise<string> {
  const text = JSON.stringify({ regardsPairing: VERSION, words, ...answer });
  return toArmor(await sealTo(recipient, utf8(text)));
}

/** Null unless the text is the answer to this pairing, made by a device on which the user typed its words. */
export async function openPairingAnswer({ secret, words }: BegunPairing, text: string): Promise<PairingAnswer | null> {
  const file = await fromArmor(lastArmor(text));
  const opened = file === null ? null : await openWith(secret, file);
  const answer = opened === null ? null : readAnswer(opened);
  if (answer?.regardsPairing !== VERSION || answer.words !== plainSpelling(words.join(" "))) return null;
  return { vault: answer.vault, secret: answer.secret, settings: answer.settings };
}

/** Mails and chats add text around the answer, and add or remove spaces at the ends of lines. */
const lastArmor = (text: string): string =>
  (/-----BEGIN AGE ENCRYPTED FILE-----[^-]*-----END AGE ENCRYPTED FILE-----/.exec(text)?.[0] ?? "")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .join("\n");

type Answered = PairingAnswer & { regardsPairing: number; words: string };

function readAnswer(bytes: Uint8Array): Answered | null {
  try {
    // Whoever knows the words, which the next lines check, is one of the user's devices.
    return JSON.parse(fromUtf8(bytes)) as Answered;
  } catch {
    return null;
  }
}

/** Makes each guess of the words take a tenth of a second while the request is in transit. Only tests lower it. */
export const pairingCost = { iterations: 500_000 };
const TAG_BITS = 128;

async function tagOf(recipient: string, words: string): Promise<string> {
  const material = await crypto.subtle.importKey("raw", utf8(words), "PBKDF2", false, ["deriveBits"]);
  const salt = utf8(`regards pairing v1 ${recipient}`);
  const derivation = { name: "PBKDF2", hash: "SHA-256", salt, ...pairingCost };
  return toHex(await crypto.subtle.deriveBits(derivation, material, TAG_BITS));
}
