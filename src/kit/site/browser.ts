// The page's side of the signal: DOM events on window with a JSON string as detail. Without a grant there is no answer;
// "refused", "undecided" and "not installed" look the same on purpose.
import type { Acknowledgement } from "../../signal/acknowledgement.ts";
import { decodeDocument } from "../../signal/decode-document.ts";
import type { PreferencesDocument } from "../../signal/document.ts";
import { objectFrom } from "../../signal/plain-objects.ts";
import type { CompanyQuestion } from "../../signal/question.ts";
import type { Part } from "../../signal/vocabulary.ts";

export type { Acknowledgement } from "../../signal/acknowledgement.ts";
export type { CompanyQuestion } from "../../signal/question.ts";

export interface PreferencesRequest {
  /** Without it, every part that the customer has granted. */
  parts?: readonly Part[] | undefined;
  /** Time to wait for an answer. */
  timeoutMilliseconds?: number | undefined;
}

/** The customer's preferences for your company, or null without an answer in time. Never rejects. */
export function getPreferences({
  parts,
  timeoutMilliseconds = 2000,
}: PreferencesRequest = {}): Promise<PreferencesDocument | null> {
  return new Promise((resolve) => {
    if (!hasWindow()) return resolve(null);
    const id = randomId();
    const finish = (preferences: PreferencesDocument | null) => {
      stop();
      clearTimeout(timer);
      resolve(preferences);
    };
    const stop = listen("cmr:preferences", (answer) => {
      if (answer.id === id) finish(answer.preferences);
    });
    const timer = setTimeout(() => finish(null), timeoutMilliseconds);
    emit("cmr:request", parts === undefined ? { id } : { id, parts });
  });
}

/** Calls back with the whole document after each edit by the customer while the page is open. Returns a stop function. */
export function onChange(callback: (preferences: PreferencesDocument) => void): () => void {
  return hasWindow() ? listen("cmr:change", ({ preferences }) => callback(preferences)) : () => {};
}

/** States your intentions. The browser stores them as your statement; they change no preference. */
export function acknowledge({ receipt, honours, handle }: Acknowledgement): void {
  if (hasWindow()) emit("cmr:acknowledge", { receipt, honours, handle });
}

/**
 * Leaves one question, which the browser shows in its own window. The page gets no answer: an answer goes to
 * `endpoints.answers` of your file. If none comes, you cannot tell why.
 */
export function askCustomer(question: CompanyQuestion): void {
  if (hasWindow()) emit("cmr:ask", question);
}

/** False on a server. */
const hasWindow = () => typeof window !== "undefined" && typeof CustomEvent === "function";

function emit(name: string, detail: object): void {
  window.dispatchEvent(new CustomEvent(name, { detail: JSON.stringify(detail) }));
}

interface Answer {
  id: unknown;
  preferences: PreferencesDocument;
}

/** Ignores unreadable answers, since any script of the page can send these events. */
function listen(name: string, receive: (answer: Answer) => void): () => void {
  const listener = (event: Event) => {
    const answer = readAnswer("detail" in event ? event.detail : null);
    if (answer !== null) receive(answer);
  };
  window.addEventListener(name, listener);
  return () => window.removeEventListener(name, listener);
}

function readAnswer(detail: unknown): Answer | null {
  if (typeof detail !== "string") return null;
  try {
    const { id, preferences } = objectFrom(JSON.parse(detail));
    const result = decodeDocument(preferences, Date.now());
    return result.state === "preferences" ? { id, preferences: result.preferences } : null;
  } catch {
    return null;
  }
}

/** Not crypto.randomUUID, which plain http pages do not have. */
function randomId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
