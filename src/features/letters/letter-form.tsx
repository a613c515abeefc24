// Form of a letter: subject, law, language, sender and recipient. The text follows these choices until the user edits
// it, and no typed text is lost.
import { useEffect, useState } from "preact/hooks";
import { LETTER_KINDS, LETTER_LAWS, type LetterKind } from "../../core/letters/letter.ts";
import { drafts } from "../../platform/session/drafts.ts";
import { Select } from "../../ui/controls.tsx";
import { useDraft } from "../../ui/draft.ts";
import { languageName } from "../../ui/formats.ts";
import { currentLanguage, LANGUAGES, type Language } from "../../ui/locale.ts";
import { prepareLanguage, t, word } from "../../ui/messages.ts";
import { attempt } from "../../ui/refusals.ts";
import { say } from "../../ui/toast.tsx";
import {
  type LetterChoice,
  type LetterDraft,
  nameOf,
  newDraft,
  ownText,
  readLetterDraft,
  withChoice,
  withOwn,
  withTyped,
} from "./letter-draft.ts";
import { type Parties, RecipientFields, SenderFields } from "./letter-parties.tsx";
import { letterText } from "./letter-text.ts";
import { WrittenLetter } from "./written-letter.tsx";

export interface LetterFormProps {
  company: string;
  name: string;
  /** The kind that a link requests. Without one, the letter in progress continues. */
  kind?: LetterKind | undefined;
  /** Stored values of both parties. `theirs` is an address from the company's own file. */
  parties: Omit<Parties, "customerNumber">;
  theirs: { email: boolean; post: boolean };
  /** Contact rules in words, in the language that is current at the call. */
  sentences: () => readonly string[];
  /** YYYY-MM-DD. */
  today: string;
}

export function LetterForm({ company, name, kind, parties: stored, theirs, sentences, today }: LetterFormProps) {
  const { letter, change, forget } = useLetter(company, kind);
  const ready = usePrepared(letter?.choice.language ?? currentLanguage());
  useStored(stored, letter, change);
  if (letter === undefined) return null;
  const { choice, typed } = letter;
  const parties: Parties = { customerNumber: "", ...stored, ...typed };
  const own = ownText(letter);
  const choose = (picked: Partial<LetterChoice>) => {
    change((now) => withChoice(now, picked));
    const isAnother = nameOf(choice) !== nameOf({ ...choice, ...picked });
    if (isAnother && own !== undefined) say(t("letter_another"), () => change((now) => withChoice(now, choice)));
  };
  const writeAnew = () => {
    change((now) => withOwn(now, undefined));
    say(t("letter_written_anew"), () => change((now) => withOwn(withChoice(now, choice), own)));
  };
  // At once, before it is stored, since the next click may open the mail program.
  const type = (part: Partial<Parties>) => change((now) => withTyped(now, part));
  return (
    <div class="card stack letter-form">
      <Choices choice={choice} onChoose={choose} />
      {choice.kind === "contact" && sentences().length === 0 && (
        <p class="muted">
          {t("letter_contact_empty")} <a href="#/preferences">{t("nav_preferences")}</a>
        </p>
      )}
      <SenderFields parties={parties} onType={type} />
      <RecipientFields company={company} name={name} parties={parties} theirs={theirs} onType={type} />
      {ready && (
        <WrittenLetter
          {...choice}
          company={company}
          name={name}
          parties={parties}
          text={{ ...letterText(choice.language, { ...choice, ...parties, sentences }), ...own }}
          isChanged={own !== undefined}
          today={today}
          onChange={(part) => change((now) => withOwn(now, { ...ownText(now), ...part }))}
          onAnew={writeAnew}
          onSent={forget}
          onTakenBack={() => change((now) => now)}
        />
      )}
    </div>
  );
}

type ChangeLetter = (edit: (letter: LetterDraft) => LetterDraft) => void;

/** The draft of the letter; undefined until the stored draft, if any, is read. */
function useLetter(company: string, asked: LetterKind | undefined) {
  const [fresh] = useState(() => newDraft({ kind: asked ?? "contact", law: "gdpr", language: currentLanguage() }));
  const draft = useDraft(drafts, `letter ${company}`, (text) => {
    const begun = readLetterDraft(text);
    return begun === null || asked === undefined ? begun : withChoice(begun, { kind: asked });
  });
  const change: ChangeLetter = (edit) => draft.keep((now) => edit(now ?? fresh));
  return { letter: draft.value === null ? fresh : draft.value, change, forget: draft.forget };
}

/** Removes typed values from the draft once the record stores them. */
function useStored(stored: LetterFormProps["parties"], letter: LetterDraft | undefined, change: ChangeLetter): void {
  useEffect(() => {
    const typed = Object.entries(letter?.typed ?? {});
    const known: Readonly<Record<string, string | null | undefined>> = { ...stored };
    const open = typed.filter(([part, text]) => text.trim() !== known[part]?.trim());
    if (open.length < typed.length) change((now) => ({ ...now, typed: Object.fromEntries(open) }));
  }, [letter === undefined, JSON.stringify(stored)]);
}

function usePrepared(language: Language): boolean {
  const [prepared, setPrepared] = useState<readonly Language[]>([]);
  useEffect(() => {
    void attempt(prepareLanguage(language).then(() => language)).then(
      (done) => done !== null && setPrepared((others) => [...others, done]),
    );
  }, [language]);
  return prepared.includes(language);
}

function Choices({ choice, onChoose }: { choice: LetterChoice; onChoose: (picked: Partial<LetterChoice>) => void }) {
  return (
    <>
      <Select
        label={t("letter_kind_label")}
        value={choice.kind}
        options={LETTER_KINDS.map((kind) => ({ value: kind, label: word("letter_kind", kind) }))}
        testId="letter-kind"
        onPick={(kind) => onChoose({ kind })}
      />
      <div class="letter-pair">
        <Select
          label={t("letter_law_label")}
          value={choice.law}
          options={LETTER_LAWS.map((law) => ({ value: law, label: word("letter_law", law) }))}
          testId="letter-law"
          onPick={(law) => onChoose({ law })}
        />
        <Select
          label={t("letter_language_label")}
          value={choice.language}
          options={LANGUAGES.map((tag) => ({ value: tag, label: languageName(tag) }))}
          testId="letter-language"
          onPick={(language) => onChoose({ language })}
        />
      </div>
      <small class="muted">{t("letter_law_hint")}</small>
    </>
  );
}
