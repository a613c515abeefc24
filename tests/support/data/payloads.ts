// A valid payload of every command, for tests that cover all of them.
import type { CommandName, Payload } from "../../../src/core/commands/index.ts";
import { DEFAULT_PARTS } from "../../../src/core/sharing/default-parts.ts";

const company = "shop.example";

export const PAYLOADS: { [N in CommandName]: Payload<N> } = {
  "look-at-tab": { tab: 1 },
  "preview-company": { company, host: "www.shop.example", parts: DEFAULT_PARTS },
  "accept-claims": { host: "www.shop.example" },
  "look-at-gpc": { tab: 1 },
  "export-record": {},
  "record-health": {},
  "rate-visit": { company, value: 2, another: true },
  "save-tap": { id: "t", at: Date.parse("2026-11-18T12:00:00Z"), host: "www.shop.example", value: 2 },
  "describe-feeling": { id: "f", detail: { note: "late again", words: ["angry"], success: null } },
  "remove-feeling": { id: "f" },
  "edit-event": {
    company,
    type: "promise",
    at: "2026-11-16T10:00:00Z",
    detail: { text: "A refund", due: "2026-11-20" },
  },
  "remove-event": { id: "e" },
  "record-contact": { company, kind: "offers", channel: "call", product: "loan", at: "2026-11-16T10:00:00Z" },
  "edit-preference": { layer: "base", rule: { kinds: ["offers"], want: "ask", via: ["email"] } },
  "reset-layer": { layer: "base" },
  "remove-preference": { id: "default-marketing" },
  "edit-layer": { layer: `company:${company}`, fields: { treatment: { style: ["short"] } } },
  "edit-profile": { timeZone: "Europe/Berlin" },
  "edit-company": { company, name: "The Shop", sector: "retail" },
  "edit-plan": {
    plan: {
      what: "a bicycle",
      verb: "buy",
      certainty: "likely",
      replies: "none",
      expires: "2027-12",
      audience: { companies: [company] },
    },
  },
  "set-plan-status": { id: "p", status: "paused" },
  "remove-plan": { id: "p" },
  "record-letter": { company, kind: "copy", law: "gdpr" },
  "edit-letter": { id: "l", state: "answered" },
  "edit-gpc": { on: true },
  "give-back-every-site": {},
  "look-at-reminder": {},
  "edit-reminders": { on: true, sectors: { health: true } },
  "forget-reminders": {},
  "edit-notice": { notice: true, autoGrant: true },
  "notice-site": {},
  "allow-company": { company, host: "www.shop.example", parts: DEFAULT_PARTS },
  "refuse-company": { company },
  "edit-grant": { company, paused: true },
  "revoke-company": { company },
  "look-at-shares": { company },
  "preview-share": { id: "f", lines: ["value", "note"] },
  "share-feeling": { id: "f", lines: ["value"], named: false, shown: "{}" },
  "withdraw-share": { id: "d" },
  undo: { batch: "b" },
  "import-record": { text: "{}" },
  "restore-record": { from: "nothing" },
  "erase-everything": {},
  "request-preferences": { id: "r", parts: ["contact"] },
  "acknowledge-preferences": { receipt: "x", honours: { contact: "yes" } },
};

export const COMMAND_NAMES = Object.keys(PAYLOADS) as CommandName[];
