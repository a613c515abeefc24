// Writing a letter: what it is about, in whose law and language, who writes to whom. The text follows until it is changed.
import { useEffect, useState } from "preact/hooks";
import { LETTER_KINDS, LETTER_LAWS, type LetterKind, type LetterLaw } from "../../core/letter.ts";
import { Select } from "../../ui/controls.tsx";
import {
  currentLanguage,
  LANGUAGES,
  type Language,
  languageName,
  prepareLanguage,
  t,
  word,
} from "../../ui/messages.ts";
import { attempt } from "../../ui/refusals.ts";
import { type Parties, Recipient, Sender } from "./letter-parties.tsx";
import { type LetterText, letterText } from "./letter-text.ts";
import { WrittenLetter } from "./written-letter.tsx";

export interface LetterFormProps {
  company: string;
  name: string;
  /** What it starts with. */
  kind: LetterKind;
  /** What is stored of both sides; `theirs` is an address that the company's own file states. */
  parties: Omit<Parties, "customerNumber">;
  theirs: { email: boolean; post: boolean };
  /** How the company may contact me, in the language that is current when it is called. */
  sentences: () => readonly string[];
  /** YYYY-MM-DD. */
  today: string;
}

interface Choice {
  kind: LetterKind;
  law: LetterLaw;
  language: Language;
}

export function LetterForm({ company, name, kind, parties: stored, theirs, sentences, today }: LetterFormProps) {
  const [choice, setChoice] = useState<Choice>(() => ({ kind, law: "gdpr", language: currentLanguage() }));
  const [typed, setTyped] = useState<Partial<Parties>>({});
  const [changed, setChanged] = useState<Partial<LetterText> | null>(null);
  const ready = usePrepared(choice.language);
  const parties: Parties = { customerNumber: "", ...stored, ...typed };
  const choose = (picked: Partial<Choice>) => {
    setChoice({ ...choice, ...picked });
    setChanged(null);
  };
  // At once, not when it is stored: the next click may be the one that opens the mail program.
  const type = (part: Partial<Parties>) => setTyped({ ...typed, ...part });
  return (
    <div class="stack letter-form">
      <Choices choice={choice} onChoose={choose} />
      {choice.kind === "contact" && sentences().length === 0 && <p class="muted">{t("letter_contact_empty")}</p>}
      <Sender parties={parties} onType={type} />
      <Recipient company={company} name={name} parties={parties} theirs={theirs} onType={type} />
      {ready && (
        <WrittenLetter
          {...choice}
          company={company}
          name={name}
          parties={parties}
          text={{ ...letterText(choice.language, { ...choice, ...parties, sentences }), ...changed }}
          isChanged={changed !== null}
          today={today}
          onChange={(part) => setChanged({ ...changed, ...part })}
          onAnew={() => setChanged(null)}
        />
      )}
    </div>
  );
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

function Choices({ choice, onChoose }: { choice: Choice; onChoose: (picked: Partial<Choice>) => void }) {
  return (
    <>
      <Select
        label={t("letter_kind_label")}
        value={choice.kind}
        options={LETTER_KINDS.map((kind) => ({ value: kind, label: word("letter_kind", kind) }))}
        testId="letter-kind"
        onPick={(kind) => onChoose({ kind: kind as LetterKind })}
      />
      <div class="letter-pair">
        <Select
          label={t("letter_law_label")}
          value={choice.law}
          options={LETTER_LAWS.map((law) => ({ value: law, label: word("letter_law", law) }))}
          testId="letter-law"
          onPick={(law) => onChoose({ law: law as LetterLaw })}
        />
        <Select
          label={t("letter_language_label")}
          value={choice.language}
          options={LANGUAGES.map((tag) => ({ value: tag, label: languageName(tag) }))}
          testId="letter-language"
          onPick={(language) => onChoose({ language: language as Language })}
        />
      </div>
      <small class="muted">{t("letter_law_hint")}</small>
    </>
  );
}
