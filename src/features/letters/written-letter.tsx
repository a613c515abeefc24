// The letter in its final form: the user edits it, opens it in a mail program, copies or prints it, and then marks it
// as sent.
import type { LetterKind, LetterLaw } from "../../core/letters/letter.ts";
import { send } from "../../platform/messages/send.ts";
import { TextField } from "../../ui/controls.tsx";
import { copyText } from "../../ui/copy-text.ts";
import { date } from "../../ui/formats.ts";
import type { Language } from "../../ui/locale.ts";
import { inLanguage, t } from "../../ui/messages.ts";
import { useOnce } from "../../ui/once.ts";
import { attempt } from "../../ui/refusals.ts";
import { complain, say } from "../../ui/toast.tsx";
import { sayWithUndo } from "../../ui/undo.ts";
import type { Parties } from "./letter-parties.tsx";
import { isLongForMail, type LetterText, mailtoLink } from "./letter-text.ts";

export interface WrittenLetterProps {
  kind: LetterKind;
  law: LetterLaw;
  language: Language;
  company: string;
  name: string;
  parties: Parties;
  text: LetterText;
  isChanged: boolean;
  /** YYYY-MM-DD. */
  today: string;
  onChange: (part: Partial<LetterText>) => void;
  onAnew: () => void;
  /** Called once the record has the letter as sent. */
  onSent: () => void;
  onTakenBack: () => void;
}

export function WrittenLetter(props: WrittenLetterProps) {
  const { text, onChange } = props;
  return (
    <>
      <TextField
        label={t("letter_subject_label")}
        value={text.subject}
        most={200}
        testId="letter-subject"
        onType={(subject) => onChange({ subject })}
        onSettle={(subject) => onChange({ subject })}
      />
      <TextField
        label={t("letter_text_label")}
        value={text.body}
        most={20_000}
        rows={18}
        testId="letter-text"
        {...(props.kind === "correction" ? { hint: t("letter_correction_hint") } : {})}
        onType={(body) => onChange({ body })}
        onSettle={(body) => onChange({ body })}
      />
      {props.isChanged && (
        <p class="muted" data-testid="letter-changed">
          {t("letter_changed")}{" "}
          <button type="button" class="link" data-testid="letter-anew" onClick={props.onAnew}>
            {t("letter_anew")}
          </button>
        </p>
      )}
      <Ways {...props} />
      <Sent {...props} />
      <Paper {...props} />
    </>
  );
}

function Ways({ text, parties }: WrittenLetterProps) {
  const copy = async () => {
    if (await copyText(text.body)) say(t("letter_copied"));
    else complain(t("letter_copy_failed"));
  };
  return (
    <>
      {isLongForMail(parties.email, text) && (
        <p class="card asked" data-testid="letter-long">
          {t("letter_long")}
        </p>
      )}
      <div class="row">
        <a class="button primary" href={mailtoLink(parties.email, text)} data-testid="letter-mail">
          {t("letter_mail")}
        </a>
        <button type="button" data-testid="letter-copy" onClick={() => void copy()}>
          {t("letter_copy")}
        </button>
        <button type="button" data-testid="letter-print" onClick={() => window.print()}>
          {t("letter_print")}
        </button>
      </div>
    </>
  );
}

function Sent({ company, kind, law, onSent, onTakenBack }: WrittenLetterProps) {
  const record = useOnce(async () => {
    const recorded = await attempt(send("record-letter", { company, kind, law }));
    if (recorded === null) return false;
    const { batch, due } = recorded;
    onSent();
    sayWithUndo(t("letter_recorded", { date: date(due) }), batch, onTakenBack);
    return true;
  }, `${company} ${kind} ${law}`);
  return (
    <div class="stack tight">
      <p class="muted">{t("letter_sent_text")}</p>
      <button type="button" class="start" data-testid="letter-sent" onClick={() => void record()}>
        {t("letter_sent")}
      </button>
    </div>
  );
}

/** The printed sheet: on paper, a text field would show only its visible part. */
const Paper = ({ language, name, parties, text, today }: WrittenLetterProps) => (
  <article class="letter-paper" lang={language}>
    <p>{[name, parties.post.trim()].filter((line) => line !== "").join("\n")}</p>
    <p>{inLanguage(language, () => date(today))}</p>
    <p>
      <strong>{text.subject}</strong>
    </p>
    <p>{text.body}</p>
  </article>
);
