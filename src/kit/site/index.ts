// Entry for every server and worker. Adapters (node, fetch, hono, fastify) and the page's side (browser) have entries
// of their own.
export type { ContactQuestion, PastContact } from "../../signal/contact-question.ts";
export { decodeDocument } from "../../signal/decode-document.ts";
export type {
  Contact,
  DocumentResult,
  DocumentRule,
  DocumentSubject,
  PreferencesDocument,
  TermsView,
  TreatmentView,
} from "../../signal/document.ts";
export type { HeaderResult, Summary } from "../../signal/header.ts";
export { decodeHeader, encodeHeader } from "../../signal/header.ts";
export type { TimeWindow } from "../../signal/time-window.ts";
export * from "../../signal/vocabulary.ts";
export * from "./decide.ts";
export * from "./read-preferences.ts";
export { describeWindow } from "./windows.ts";
