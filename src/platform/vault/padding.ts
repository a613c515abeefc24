// Sizes of the vault's files: padding shows the server a size class instead of the length of a text.
import { HEADER_BYTES } from "./age.ts";

const LEAST_STEP = 1024;
const MOST_STEP = 32 * 1024;

/**
 * Distance between size classes around a length: Padmé (a length keeps as many leading bits as its logarithm has), so
 * that padding adds at most an eighth; 1 kB for small files, and 32 kB for large ones.
 */
const stepAt = (bytes: number): number => {
  const exponent = Math.floor(Math.log2(bytes));
  const kept = Math.floor(Math.log2(exponent)) + 1;
  return Math.min(MOST_STEP, Math.max(LEAST_STEP, 2 ** (exponent - kept)));
};

const CHUNK = 64 * 1024;
const TAG = 16;
const NONCE = 16;

/** Bytes of an age file with one X25519 recipient. */
export const sealedSize = (bytes: number): number =>
  HEADER_BYTES + NONCE + bytes + TAG * Math.max(1, Math.ceil(bytes / CHUNK));

/**
 * Padding for a text of that many bytes, so that the sealed file has the size of a class. `canPad` tells whether a
 * padding is possible.
 */
export function paddingOf(bytes: number, canPad: (padding: number) => boolean): number {
  const size = sealedSize(bytes);
  const step = stepAt(size);
  for (let target = Math.ceil(size / step) * step; ; target += step) {
    // Padding may start one more chunk, with one more tag.
    const padding = [target - size, target - size - TAG].find((one) => one >= 0 && sealedSize(bytes + one) === target);
    if (padding !== undefined && canPad(padding)) return padding;
  }
}
