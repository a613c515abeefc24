// A company's question, on the one surface where its own words appear: who asks, why, and what becomes of the answer. The
// company learns nothing unless the user sends an answer.
import { useState } from "preact/hooks";
import type { GivenAnswerView, OpenQuestion } from "../../core/commands/questions.ts";
import { nameWithDomain } from "../../core/companies/company-name.ts";
import { send } from "../../platform/messages/send.ts";
import { drafts } from "../../platform/session/drafts.ts";
import { encodeAnswer, QUESTION_MOST, type QuestionAnswer } from "../../signal/question.ts";
import { useDraft } from "../../ui/draft.ts";
import { date, lengthOfTime } from "../../ui/formats.ts";
import { t, word } from "../../ui/messages.ts";
import { useOnce } from "../../ui/once.ts";
import { attempt } from "../../ui/refusals.ts";
import { sayWithUndo } from "../../ui/undo.ts";
import { type AnswerDraft, answerIn, answerText, QuestionFields } from "./answer-fields.tsx";
import { SendForm } from "./send-form.tsx";
import { saySending } from "./withdraw-share.ts";

interface Props {
  open: OpenQuestion;
  /** Local date. */
  today: string;
  onSent: (answered: GivenAnswerView) => void;
}

const readAnswer = (text: string): AnswerDraft | null => {
  const kept: unknown = JSON.parse(text);
  return typeof kept === "object" && kept !== null ? kept : null;
};

export function QuestionCard({ open, today, onSent }: Props) {
  const { id, company, name, question, handle, asksHost } = open;
  const { text, why, lang } = question;
  const draft = useDraft(drafts, `question ${id}`, readAnswer);
  const [, setTurn] = useState(0);
  const chosen = draft.value ?? {};
  const answer = answerIn(question, chosen);
  const reset = () => {
    draft.keep(null);
    // Also empties a text field, which keeps unsaved text.
    setTurn((before) => before + 1);
  };
  const tell = useOnce(async (given: QuestionAnswer, named: boolean) => {
    const shown = encodeAnswer(question.id, given);
    const done = await attempt(send("answer-question", { id, answer: given, named, shown }));
    if (done === null) return false;
    draft.keep(null);
    saySending(t("question_sending", { company: name }), done.delivery, name);
    onSent({ question: text, answer: given });
    return true;
  });
  const decline = useOnce(async (never: boolean) => {
    const done = await attempt(send("decline-question", { id, never }));
    if (done?.batch) sayWithUndo(t(never ? "question_never_now" : "question_declined", { company: name }), done.batch);
    return done !== null;
  });
  if (draft.value === undefined) return null;
  return (
    <section class="card asked" aria-labelledby="question-title" data-testid="question">
      <p>
        <strong>{t("question_asks", { company: nameWithDomain(company, name) })}</strong>
      </p>
      <h2 id="question-title" data-testid="question-text">
        <bdi lang={lang}>{text}</bdi>
      </h2>
      <p>
        {t("question_why")} <bdi lang={lang}>{why}</bdi>
      </p>
      <p class="muted">
        {t("question_use", { use: word("purpose", question.use), keep: lengthOfTime(question.keep) })}{" "}
        {t("question_until", { date: date(question.expires) })}
      </p>
      <QuestionFields question={question} draft={chosen} today={today} onAnswer={(next) => draft.keep(next)} />
      {answer !== null && (
        <SendForm
          title={t("share_title", { company: name })}
          name={name}
          body={encodeAnswer(question.id, answer)}
          handle={handle}
          asksHost={asksHost}
          ready
          close={t("question_another_answer")}
          onSend={(named) => void tell(answer, named)}
          onClose={reset}
        >
          <small class="muted">{t("question_nobody_hint", { company: name })}</small>
        </SendForm>
      )}
      <div class="row">
        <button type="button" data-testid="question-later" onClick={() => void decline(false)}>
          {t("not_now")}
        </button>
        <button type="button" class="link" data-testid="question-never" onClick={() => void decline(true)}>
          {t("question_never")}
        </button>
      </div>
      <small class="muted">{t("question_silent", { company: name })}</small>
    </section>
  );
}

/** Text of a question and its answer, for a rule of the user's own. */
export const saidIn = ({ question, answer }: GivenAnswerView): string =>
  `${question} ${answerText(answer)}`.slice(0, QUESTION_MOST);

/** Shown after the answer: it can become a rule of the user's own. */
export function AnswerSent(props: { company: string; onKeep: () => void; onDismiss: () => void }) {
  const { company, onKeep, onDismiss } = props;
  return (
    <section class="card" data-testid="question-answered">
      <p>{t("question_answered", { company })}</p>
      <div class="row">
        <button type="button" data-testid="question-keep" onClick={onKeep}>
          {t("question_keep")}
        </button>
        <button type="button" class="link" data-testid="question-keep-not" onClick={onDismiss}>
          {t("not_now")}
        </button>
      </div>
    </section>
  );
}
