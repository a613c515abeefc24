// The closed vocabulary of the CMR Preference Signal. Imports nothing: companies install this file with the SDK.
export const SIGNAL_VERSION = "0.1";
export const HEADER_NAME = "Sec-CMR-Preferences";
export const PARTICIPATION_PATH = "/.well-known/cmr-participation.json";
export const PARTICIPATION_LINK = "cmr-participation";

/** Reasons for which a company contacts a customer. */
export const KINDS = [
  "security",
  "service",
  "support",
  "changes",
  "advice",
  "news",
  "offers",
  "research",
  "partners",
] as const;
export type Kind = (typeof KINDS)[number];

/** `ask` means: ask me in Regards first. */
export const WANTS = ["yes", "ask", "no"] as const;
export type Want = (typeof WANTS)[number];

export const CHANNELS = ["inbox", "email", "sms", "messenger", "push", "call", "video", "post", "person"] as const;
export type Channel = (typeof CHANNELS)[number];

export const PERIODS = ["day", "week", "month", "year"] as const;
export type Period = (typeof PERIODS)[number];

export const DAYS = ["mo", "tu", "we", "th", "fr", "sa", "su"] as const;
export type Day = (typeof DAYS)[number];

export const STYLES = [
  "short",
  "detailed",
  "formal",
  "first-name",
  "person-first",
  "self-service-first",
  "same-person",
  "no-upsell",
  "explain-fees",
] as const;
export type Style = (typeof STYLES)[number];

/** IEEE 7012 agreement names (https://w3id.org/dpv/standards/ieee/7012#). */
export const AGREEMENTS = [
  "SD-BASE",
  "SD-BASE-DP",
  "SD-BASE-A",
  "SD-BASE-A-DP",
  "SD-BASE-AT",
  "SD-BASE-ATP",
  "SD-BASE-ATP-S3P",
] as const;
export type Agreement = (typeof AGREEMENTS)[number];

/** Permitted uses of the data that a company reads. */
export const PURPOSES = [
  "service",
  "security",
  "improve",
  "personalise",
  "recommend",
  "marketing",
  "ads",
  "research",
  "profiling",
  "automated-decisions",
  "sell",
  "ai-training",
] as const;
export type Purpose = (typeof PURPOSES)[number];

/** The parts of a view, each granted separately. */
export const PARTS = ["contact", "treatment", "support", "terms", "plans", "feelings"] as const;
export type Part = (typeof PARTS)[number];
