// The last answer to a company's question, until the user made a rule of it or chose not to: Firefox's own question about
// data closes the popup before it can offer that. Kept for the browser session.
import type { KeptAnswer } from "../../core/sharing/question.ts";
import { keepDraft, readDraft } from "./drafts.ts";

const keyOf = (company: string): string => `answered ${company}`;

export const keepGivenAnswer = (company: string, kept: KeptAnswer): Promise<void> =>
  keepDraft(keyOf(company), JSON.stringify(kept));

export const dropGivenAnswer = (company: string): Promise<void> => keepDraft(keyOf(company), "");

/** The stored text, or null. */
export const readGivenAnswer = (company: string): Promise<string | null> => readDraft(keyOf(company));
