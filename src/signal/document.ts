// The preferences document: the resolved view of one company, as its page and its server read it.
import type { TimeWindow } from "./time-window.ts";
import type { Agreement, Channel, Kind, Period, Purpose, SIGNAL_VERSION, Want } from "./vocabulary.ts";

export const DOCUMENT_MAX_CHARACTERS = 65_536;

/** Levels of lists and objects, unknown members included: readers in other languages cannot parse without a limit. */
export const DOCUMENT_MAX_LEVELS = 64;

const DAY_MILLISECONDS = 86_400_000;
/** Limit from `issued` to `expires`. A longer validity would hide the customer's next edit. */
export const DOCUMENT_MAX_MILLISECONDS = 30 * DAY_MILLISECONDS;
/** Maximum time by which `issued` may lie in the future: clocks differ, and a day begins earlier in the east. */
export const DOCUMENT_SKEW_MILLISECONDS = DAY_MILLISECONDS;

export type DocumentSubject = {
  label: string;
  /** An id from the company's own product list. */
  product?: string | undefined;
  code?: string | undefined;
};

export interface DocumentRule {
  kinds: Kind[];
  about?: DocumentSubject | undefined;
  want: Want;
  /** Best first; nothing else is allowed. Missing: any channel. */
  via?: Channel[] | undefined;
  limit?: { max: number; per: Period } | undefined;
  digest?: boolean | undefined;
  /** May break quiet hours. */
  urgent?: boolean | undefined;
  when?: TimeWindow[] | undefined;
  from?: string | undefined;
  until?: string | undefined;
  note?: string | undefined;
}

export interface Contact {
  rules: DocumentRule[];
  quiet: TimeWindow[];
  timeZone: string;
}

export interface TreatmentView {
  languages?: string[] | undefined;
  style?: string[] | undefined;
  addressAs?: string | undefined;
  formats?: string[] | undefined;
  support?: string[] | undefined;
  supportNote?: string | undefined;
  supportUntil?: string | undefined;
}

export interface TermsView {
  agreement?: Agreement | undefined;
  alternative?: Agreement | undefined;
  purposes?: Partial<Record<Purpose, Want>> | undefined;
  keepFeedback?: string | undefined;
  contribute?: string[] | undefined;
}

export interface PreferencesDocument {
  cmr: typeof SIGNAL_VERSION;
  issued: string;
  expires: string;
  contact?: Contact | undefined;
  treatment?: TreatmentView | undefined;
  terms?: TermsView | undefined;
  plans?: Record<string, unknown>[] | undefined;
  /** Purposes for which the company may use this document. */
  purposes: Purpose[];
}

export type DocumentResult =
  | { readonly state: "absent" }
  | { readonly state: "invalid"; readonly reason: string }
  | { readonly state: "preferences"; readonly preferences: PreferencesDocument };
