// Upload of one file: sealed, stored, read back and compared. A server may acknowledge more than it stores.
import { type Engine, SyncFault } from "./engine.ts";

export interface Uploaded {
  bytes: number;
  sha256: string;
}

/** Throws a SyncFault (`not-stored`) if the file read back differs. */
export async function upload(engine: Engine, path: string, text: string): Promise<Uploaded> {
  const sealed = await engine.codec.seal(path, text);
  const [sha256] = await Promise.all([engine.sha256(sealed), engine.remote.put(path, sealed)]);
  const stored = await engine.remote.get(path);
  if (stored === null || stored.length !== sealed.length || (await engine.sha256(stored)) !== sha256)
    throw new SyncFault("not-stored", path);
  return { bytes: sealed.length, sha256 };
}
