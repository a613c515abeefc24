// A letter that is being written: what was chosen, and everything that was typed for it. Each letter keeps its own words, so
// that choosing another one loses none.
import { LETTER_KINDS, LETTER_LAWS, type LetterKind, type LetterLaw } from "../../core/letter.ts";
import { LANGUAGES, type Language } from "../../ui/messages.ts";
import type { Parties } from "./letter-parties.tsx";
import type { LetterText } from "./letter-text.ts";

export interface Choice {
  kind: LetterKind;
  law: LetterLaw;
  language: Language;
}

export interface LetterDraft {
  choice: Choice;
  /** What was changed by hand, by the choice it was written for. */
  own: Readonly<Record<string, Partial<LetterText>>>;
  /** What was typed of both sides and is not stored yet; the customer number is never stored. */
  typed: Partial<Parties>;
}

export const newDraft = (choice: Choice): LetterDraft => ({ choice, own: {}, typed: {} });

/** One letter of those to a company. */
export const nameOf = ({ kind, law, language }: Choice): string => `${kind} ${law} ${language}`;

/** The words of the person's own for the letter that is chosen; undefined where it follows the choices. */
export const ownText = ({ choice, own }: LetterDraft): Partial<LetterText> | undefined => own[nameOf(choice)];

/** Undefined lets the letter follow the choices again. */
export function withOwn(draft: LetterDraft, text: Partial<LetterText> | undefined): LetterDraft {
  const { [nameOf(draft.choice)]: _before, ...others } = draft.own;
  return { ...draft, own: text === undefined ? others : { ...others, [nameOf(draft.choice)]: text } };
}

export const withChoice = (draft: LetterDraft, picked: Partial<Choice>): LetterDraft => ({
  ...draft,
  choice: { ...draft.choice, ...picked },
});

export const withTyped = (draft: LetterDraft, part: Partial<Parties>): LetterDraft => ({
  ...draft,
  typed: { ...draft.typed, ...part },
});

/** Kept as text between two openings of the page. Null for what is no letter of this version. */
export function readLetterDraft(text: string): LetterDraft | null {
  try {
    const { choice, own, typed } = JSON.parse(text) as LetterDraft;
    const { kind, law, language } = choice;
    const known = LETTER_KINDS.includes(kind) && LETTER_LAWS.includes(law) && LANGUAGES.includes(language);
    return known && isTexts(typed) && Object.values(own).every(isTexts) ? { choice, own, typed } : null;
  } catch {
    return null;
  }
}

const isTexts = (value: object): boolean => Object.values(value).every((text) => typeof text === "string");
