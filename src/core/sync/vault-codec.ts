// Encryption of the vault's files, as the sync engine sees it.

export const VAULT_FAULTS = [
  /** Damaged, or not encrypted to a key of this vault. */
  "unreadable",
  /** Encrypted to this vault by someone without its key: refused and reported. */
  "forged",
  /** A file of another vault, or under a name that is not its own. */
  "misplaced",
  /** Written by a newer version of this program. */
  "newer",
] as const;
export type VaultFaultCode = (typeof VAULT_FAULTS)[number];

/** A file that this device could not read. */
export interface BadFile {
  file: string;
  code: VaultFaultCode;
}

export class VaultFault extends Error {
  constructor(
    readonly code: VaultFaultCode,
    readonly detail = "",
  ) {
    super(`${code}${detail === "" ? "" : `: ${detail}`}`);
    this.name = "VaultFault";
  }
}

/**
 * Seals and opens the files of one vault. The file's path and the vault's id are authenticated with the text, so that a
 * renamed, swapped or foreign file does not open.
 */
export interface VaultCodec {
  /** `text` is NDJSON: no empty lines. */
  seal(path: string, text: string): Promise<Uint8Array<ArrayBuffer>>;
  /** Throws a VaultFault. */
  open(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<string>;
}
