// Files in the origin private file system, which no page and no other extension can read. Written and read in pieces.

const folder = () => navigator.storage.getDirectory();

/** Number of characters of one write. */
const PIECE_CHARACTERS = 1 << 20;

/** Writes a temporary file that the browser then moves to its place, so that a kill leaves the old file intact. */
export async function writeFile(name: string, content: Blob | Iterable<string>): Promise<void> {
  const file = await (await folder()).getFileHandle(name, { create: true });
  const writable = await file.createWritable();
  try {
    if (content instanceof Blob) await writable.write(content);
    else for (const piece of together(content)) await writable.write(piece);
    await writable.close();
  } catch (error) {
    await writable.abort().catch(() => {});
    throw error;
  }
}

function* together(pieces: Iterable<string>): Generator<string> {
  let buffer = "";
  for (const piece of pieces) {
    buffer += piece;
    if (buffer.length < PIECE_CHARACTERS) continue;
    yield buffer;
    buffer = "";
  }
  if (buffer !== "") yield buffer;
}

/** The file; null if it is missing or empty. */
export async function findFile(name: string): Promise<File | null> {
  try {
    const file = await (await (await folder()).getFileHandle(name)).getFile();
    return file.size === 0 ? null : file;
  } catch {
    return null;
  }
}

/** Passes a file's text to `take` in pieces until it returns false. Returns false if the bytes are not UTF-8. */
export async function readPieces(file: Blob, take: (piece: string) => boolean): Promise<boolean> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const reader = file.stream().getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      const piece = decoded(decoder, value, !done);
      if (piece === null) return false;
      if (!take(piece) || done) return true;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

function decoded(decoder: TextDecoder, bytes: Uint8Array | undefined, stream: boolean): string | null {
  try {
    return decoder.decode(bytes, { stream });
  } catch {
    return null;
  }
}

export const dropFile = async (name: string): Promise<void> =>
  (await folder()).removeEntry(name).catch((error: unknown) => {
    if (!(error instanceof DOMException) || error.name !== "NotFoundError") throw error;
  });
