// Compression of the vault's files, with padding that every gunzip skips: an extra field of the header (RFC 1952).
import { joined } from "./bytes.ts";

export async function compress(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Null if the bytes are not gzip, or inflate to more than `most` bytes; inflating stops there. */
export async function inflate(bytes: Uint8Array<ArrayBuffer>, most: number): Promise<Uint8Array<ArrayBuffer> | null> {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")).getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      parts.push(next.value);
      length += next.value.length;
      if (length > most) return null;
    }
    return joined(...parts);
  } catch {
    return null;
  } finally {
    await reader.cancel().catch(() => {});
  }
}

/** Bytes of an extra field without data: its length, an id and a length. */
const FIELD_BYTES = 6;
const MOST_EXTRA = 0xffff;

/** Number of bytes that padding can add. */
export const canPad = (bytes: number): boolean => bytes === 0 || (bytes >= FIELD_BYTES && bytes <= MOST_EXTRA + 2);

/** Adds exactly that many bytes, see `canPad`. `zipped` is the output of `compress`. */
export function padded(zipped: Uint8Array<ArrayBuffer>, bytes: number): Uint8Array<ArrayBuffer> {
  if (bytes === 0) return zipped;
  const header = zipped.slice(0, 10);
  header[3] = 0x04;
  const extra = new Uint8Array(bytes);
  const view = new DataView(extra.buffer);
  view.setUint16(0, bytes - 2, true);
  // The id "RP" is registered for nothing else.
  extra.set([0x52, 0x50], 2);
  view.setUint16(4, bytes - FIELD_BYTES, true);
  return joined(header, extra, zipped.subarray(10));
}
