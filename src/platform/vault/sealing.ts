// Encryption at rest on this device, by an AES-GCM key that no script can read.

export interface SealedText {
  iv: Uint8Array<ArrayBuffer>;
  bytes: ArrayBuffer;
}

export const newSealingKey = (): Promise<CryptoKey> =>
  crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);

/** `purpose` is authenticated: a text that was sealed for another purpose does not open. */
export async function sealText(key: CryptoKey, purpose: string, text: string): Promise<SealedText> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { iv, bytes: await crypto.subtle.encrypt(options(iv, purpose), key, new TextEncoder().encode(text)) };
}

/** Throws an OperationError if the text was not sealed by this key for this purpose. */
export const openText = async (key: CryptoKey, purpose: string, { iv, bytes }: SealedText): Promise<string> =>
  new TextDecoder().decode(await crypto.subtle.decrypt(options(iv, purpose), key, bytes));

const options = (iv: Uint8Array<ArrayBuffer>, purpose: string) => ({
  name: "AES-GCM",
  iv,
  additionalData: new TextEncoder().encode(purpose),
});
