// Sentence, next step and button of each problem of sync. The compiler checks that none is missing.
import type { SyncProblem } from "../../core/commands/sync.ts";
import type { MessageKey } from "../../ui/messages.ts";

/** `place`: opens the form of the storage. `new-key`: opens the field for the new passphrase. */
export type ProblemAct = "retry" | "place" | "permit" | "renew" | "new-key";

export interface ProblemText {
  text: MessageKey;
  next: MessageKey;
  act: ProblemAct | null;
}

export const PROBLEMS: Readonly<Record<SyncProblem, ProblemText>> = {
  offline: { text: "sync_problem_offline", next: "sync_next_offline", act: "retry" },
  timeout: { text: "sync_problem_timeout", next: "sync_next_timeout", act: "retry" },
  unauthorized: { text: "sync_problem_unauthorized", next: "sync_next_unauthorized", act: "place" },
  "digest-only": { text: "sync_problem_digest_only", next: "sync_next_digest_only", act: "place" },
  "read-only": { text: "sync_problem_read_only", next: "sync_next_read_only", act: "place" },
  "no-folder": { text: "sync_problem_no_folder", next: "sync_next_no_folder", act: "place" },
  "not-a-store": { text: "sync_problem_not_a_store", next: "sync_next_not_a_store", act: "retry" },
  full: { text: "sync_problem_full", next: "sync_next_full", act: "retry" },
  "rate-limited": { text: "sync_problem_rate_limited", next: "sync_next_rate_limited", act: null },
  busy: { text: "sync_problem_busy", next: "sync_next_busy", act: "retry" },
  exists: { text: "sync_problem_exists", next: "sync_next_exists", act: "retry" },
  "too-large": { text: "sync_problem_too_large", next: "sync_next_too_large", act: "place" },
  truncated: { text: "sync_problem_truncated", next: "sync_next_truncated", act: "retry" },
  insecure: { text: "sync_problem_insecure", next: "sync_next_insecure", act: "place" },
  "no-permission": { text: "sync_problem_no_permission", next: "sync_next_no_permission", act: "permit" },
  server: { text: "sync_problem_server", next: "sync_next_server", act: "retry" },
  unreadable: { text: "sync_problem_unreadable", next: "sync_next_unreadable", act: "retry" },
  forged: { text: "sync_problem_forged", next: "sync_next_forged", act: "place" },
  misplaced: { text: "sync_problem_misplaced", next: "sync_next_misplaced", act: "retry" },
  newer: { text: "sync_problem_newer", next: "sync_next_newer", act: null },
  "vault-missing": { text: "sync_problem_vault_missing", next: "sync_next_vault_missing", act: "renew" },
  "not-stored": { text: "sync_problem_not_stored", next: "sync_next_not_stored", act: "retry" },
  "rolled-back": { text: "sync_problem_rolled_back", next: "sync_next_rolled_back", act: "retry" },
  "new-key": { text: "sync_problem_new_key", next: "sync_next_new_key", act: "new-key" },
  "many-erased": { text: "sync_problem_many_erased", next: "sync_next_many_erased", act: null },
  "storage-full": { text: "sync_problem_storage_full", next: "sync_next_storage_full", act: "place" },
  unexpected: { text: "sync_problem_unexpected", next: "sync_next_unexpected", act: "retry" },
};
