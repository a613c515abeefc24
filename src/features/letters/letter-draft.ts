// Draft of a letter: the choices, and all typed text. Each letter has its own texts, so that changing the choice loses
// none.
import { LETTER_KINDS, LETTER_LAWS, type LetterKind, type LetterLaw } from "../../core/letters/letter.ts";
import { LANGUAGES, type Language } from "../../ui/locale.ts";
import type { Parties } from "./letter-parties.tsx";
import type { LetterText } from "./letter-text.ts";

export interface LetterChoice {
  kind: LetterKind;
  law: LetterLaw;
  language: Language;
}

export interface LetterDraft {
  choice: LetterChoice;
  /** Texts that the user edited by hand, keyed by the choice they belong to. */
  own: Readonly<Record<string, Partial<LetterText>>>;
  /** Typed values of both parties that the record does not store yet; it never stores the customer number. */
  typed: Partial<Parties>;
}

export const newDraft = (choice: LetterChoice): LetterDraft => ({ choice, own: {}, typed: {} });

/** Key of one of the letters to a company. */
export const nameOf = ({ kind, law, language }: LetterChoice): string => `${kind} ${law} ${language}`;

/** The user's own text of the chosen letter; undefined while it follows the choices. */
export const ownText = ({ choice, own }: LetterDraft): Partial<LetterText> | undefined => own[nameOf(choice)];

/** Undefined lets the letter follow the choices again. */
export function withOwn(draft: LetterDraft, text: Partial<LetterText> | undefined): LetterDraft {
  const { [nameOf(draft.choice)]: _before, ...others } = draft.own;
  return { ...draft, own: text === undefined ? others : { ...others, [nameOf(draft.choice)]: text } };
}

export const withChoice = (draft: LetterDraft, picked: Partial<LetterChoice>): LetterDraft => ({
  ...draft,
  choice: { ...draft.choice, ...picked },
});

export const withTyped = (draft: LetterDraft, part: Partial<Parties>): LetterDraft => ({
  ...draft,
  typed: { ...draft.typed, ...part },
});

/** Parses a stored draft. Null for text that is no draft of this version. */
export function readLetterDraft(text: string): LetterDraft | null {
  try {
    const { choice, own, typed }: LetterDraft = JSON.parse(text);
    const { kind, law, language } = choice;
    const known = LETTER_KINDS.includes(kind) && LETTER_LAWS.includes(law) && LANGUAGES.includes(language);
    return known && isTexts(typed) && Object.values(own).every(isTexts) ? { choice, own, typed } : null;
  } catch {
    return null;
  }
}

const isTexts = (value: object): boolean => Object.values(value).every((text) => typeof text === "string");
