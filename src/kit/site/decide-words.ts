// The English words of a decision.
import type { Channel, Kind } from "../../signal/vocabulary.ts";

const KIND_WORDS: Record<Kind, string> = {
  security: "security warnings",
  service: "service messages",
  support: "help with a problem",
  changes: "notices of changes",
  advice: "advice",
  news: "news",
  offers: "offers",
  research: "surveys",
  partners: "messages from partners",
};

export const BY: Record<Channel, string> = {
  inbox: "in the inbox here",
  email: "by email",
  sms: "by text message",
  messenger: "by messenger",
  push: "by push notification",
  call: "by telephone",
  video: "by video call",
  post: "by post",
  person: "in person",
};

/** "offers about Mortgage". Shows a word outside the vocabulary unchanged. */
export function whatOf(kind: Kind, label?: string): string {
  const words = Object.hasOwn(KIND_WORDS, kind) ? KIND_WORDS[kind] : String(kind);
  return label === undefined ? words : `${words} about ${label}`;
}

/** "a", "a or b", "a, b or c". */
export function listed(words: readonly string[], last: "or" | "and" = "or"): string {
  return words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1)}`;
}
