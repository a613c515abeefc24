// The recovery code: the vault's secret in a form to write down and type.
import { bytesOfSecret } from "./secret.ts";

const PREFIX = "AGE-SECRET-KEY-1";
/** Characters after the prefix: 52 of the key, 6 of the checksum. */
const DATA_CHARACTERS = 58;
const GROUP = 5;

export type RecoveryCodeFault = "length" | "characters" | "checksum";
export type ReadRecoveryCode = { secret: string } | { fault: RecoveryCodeFault };

/** Tolerates case, spaces, hyphens, a missing prefix, and characters that look alike. */
export function readRecoveryCode(typed: string): ReadRecoveryCode {
  const dense = typed.toUpperCase().replace(/[\s\p{Dash}_.,]/gu, "");
  const data = dense
    .replace(/^AGESECRETKEY[1IL]/, "")
    // The alphabet of the code lacks 1, B, I and O.
    .replaceAll("O", "0")
    .replaceAll("B", "8")
    .replaceAll(/[1I]/g, "L");
  if (/[^02-9AC-HJ-NP-Z]/.test(data)) return { fault: "characters" };
  if (data.length !== DATA_CHARACTERS) return { fault: "length" };
  const secret = PREFIX + data;
  return bytesOfSecret(secret) === null ? { fault: "checksum" } : { secret };
}

/** A passphrase has spaces and small letters, and no such beginning. */
export const looksLikeRecoveryCode = (typed: string): boolean =>
  /^\s*AGE[\s\p{Dash}]*SECRET/iu.test(typed) || "secret" in readRecoveryCode(typed);

/** The code in groups, to read aloud and write down: the prefix, then five characters each. */
export const groupedRecoveryCode = (code: string): string =>
  [PREFIX, ...(code.slice(PREFIX.length).match(new RegExp(`.{1,${GROUP}}`, "g")) ?? [])].join(" ");

/** A key file for the command `age -d -i`. */
export const keyFileText = (vault: string, code: string): string =>
  [
    "# Regards: recovery code. Whoever has this line can read the vault.",
    `# vault: ${vault}`,
    "# open a file: age -d -i key.txt FILE | gunzip",
    code,
    "",
  ].join("\n");
