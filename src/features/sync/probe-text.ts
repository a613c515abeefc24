// Sentence and next step of each verdict about a storage. The compiler checks that none is missing.
import type { ProbeCode } from "../../platform/remote/probe.ts";
import type { MessageKey } from "../../ui/messages.ts";

export const PROBES: Readonly<Record<Exclude<ProbeCode, "ok">, { text: MessageKey; next: MessageKey }>> = {
  "bad-address": { text: "sync_probe_bad_address", next: "sync_probe_next_bad_address" },
  insecure: { text: "sync_probe_insecure", next: "sync_probe_next_insecure" },
  "confirm-insecure": { text: "sync_probe_confirm_insecure", next: "sync_probe_next_confirm_insecure" },
  "no-permission": { text: "sync_probe_no_permission", next: "sync_probe_next_no_permission" },
  offline: { text: "sync_probe_offline", next: "sync_probe_next_offline" },
  unreachable: { text: "sync_probe_unreachable", next: "sync_probe_next_unreachable" },
  timeout: { text: "sync_probe_timeout", next: "sync_probe_next_timeout" },
  unauthorized: { text: "sync_probe_unauthorized", next: "sync_probe_next_unauthorized" },
  "digest-only": { text: "sync_probe_digest_only", next: "sync_probe_next_digest_only" },
  "no-folder": { text: "sync_probe_no_folder", next: "sync_probe_next_no_folder" },
  "read-only": { text: "sync_probe_read_only", next: "sync_probe_next_read_only" },
  "method-refused": { text: "sync_probe_method_refused", next: "sync_probe_next_method_refused" },
  "not-a-store": { text: "sync_probe_not_a_store", next: "sync_probe_next_not_a_store" },
  full: { text: "sync_probe_full", next: "sync_probe_next_full" },
  "rate-limited": { text: "sync_probe_rate_limited", next: "sync_probe_next_rate_limited" },
  busy: { text: "sync_probe_busy", next: "sync_probe_next_busy" },
  "not-stored": { text: "sync_probe_not_stored", next: "sync_probe_next_not_stored" },
  server: { text: "sync_probe_server", next: "sync_probe_next_server" },
};
