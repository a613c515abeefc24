// The stable error codes. Every refusal has one of these, and a sentence for the user under `error_<code>`.
export const ERROR_CODES = [
  "bad-command",
  "not-allowed",
  "not-found",
  "not-granted",
  "share-changed",
  "too-many-requests",
  "permission-refused",
  "not-a-company",
  "storage-full",
  "storage-failed",
  "record-lost",
  "nothing-to-undo",
  "undo-tells-more",
  "plan-invalid",
  "import-too-large",
  "import-not-json",
  "import-not-ours",
  "import-newer",
  "import-invalid",
  "signal-invalid",
  "sync-off",
  "sync-failed",
  "wrong-passphrase",
  "no-passphrase",
  "weak-passphrase",
  "wrong-recovery-code",
  "old-recovery-code",
  "other-vault",
  "vault-missing",
  "vault-newer",
  "new-key",
  "not-stored",
  "wrong-pairing",
  "wrong-pairing-words",
  "unexpected",
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** An expected failure, sent between contexts as code and text. `detail` is for developers; windows show a sentence for the code. */
export class Refusal extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly detail = "",
  ) {
    super(`${code}${detail === "" ? "" : `: ${detail}`}`);
    this.name = "Refusal";
  }
}
