// Exports of the company SDK.
export type { Acknowledgement } from "../../signal/acknowledgement.ts";
export type { ContactQuestion } from "../../signal/contact-question.ts";
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
export * from "./customer.ts";
export * from "./decide.ts";
export * from "./middleware.ts";
export * from "./read-preferences.ts";
export { describeWindow } from "./windows.ts";
