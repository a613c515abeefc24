// Pairing of a new device with an old one: the new device shows a request and four words, the old one answers.
import { Refusal } from "../../core/commands/errors.ts";
import {
  type BegunPairing,
  checkPairingRequest,
  newPairing,
  openPairingAnswer,
  type PairingAnswer,
  sealPairingAnswer,
} from "../../platform/vault/pairing.ts";
import { openVault } from "./open-vault.ts";
import { joinVault, vaultHere } from "./set-up.ts";

/** New device. `request` is the text for the old device; the user types the `words` there. */
export const beginPairing = (): Promise<BegunPairing> => newPairing();

export interface TypedPairing {
  request: string;
  /** The four words that the new device shows. */
  words: string;
  /** Passphrase or recovery code, since this device cannot read its own key. */
  secret: string;
}

/**
 * Old device: the text to bring back to the new device. Throws a Refusal (`wrong-pairing`, `wrong-pairing-words`, those
 * of `openVault`), or a RemoteFault.
 */
export async function answerPairing({ request, words, secret: typed }: TypedPairing): Promise<{ answer: string }> {
  const { keys, store } = await vaultHere();
  const checked = await checkPairingRequest(request, words);
  if ("fault" in checked)
    throw new Refusal(checked.fault === "words" ? "wrong-pairing-words" : "wrong-pairing", checked.fault);
  const { secret } = await openVault(store, keys.vault, typed);
  return { answer: await sealPairingAnswer(checked, { vault: keys.vault, secret, settings: keys.settings }) };
}

/** New device: reads the old one's answer. Stores nothing. Throws a Refusal (`wrong-pairing`). */
export async function openPairing(begun: BegunPairing, answer: string): Promise<PairingAnswer> {
  const opened = await openPairingAnswer(begun, answer);
  if (opened === null) throw new Refusal("wrong-pairing");
  return opened;
}

/** New device: joins, once the browser permits the place. Throws like `joinVault`. */
export async function finishPairing({ vault, secret, settings }: PairingAnswer): Promise<object> {
  await joinVault(settings, vault, secret);
  return {};
}
