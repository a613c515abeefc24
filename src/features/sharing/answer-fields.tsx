// Fields for an answer, in the form that the question asks for. Shows the company's words as plain text.
import { VALUE_NAMES } from "../../core/feelings/feeling.ts";
import { VALUES } from "../../signal/feeling-vocabulary.ts";
import { ANSWER_MOST, type CompanyQuestion, type QuestionAnswer } from "../../signal/question.ts";
import { Chip, TextField } from "../../ui/controls.tsx";
import { DateSelect } from "../../ui/date-select.tsx";
import { t, word } from "../../ui/messages.ts";

/** An answer that may be incomplete: a date without its day. */
export interface AnswerDraft {
  choice?: string;
  text?: string;
  date?: string;
  value?: number;
}

/** Null while the answer is not complete. */
export function answerIn(
  { answer: form }: CompanyQuestion,
  { choice, text, date, value }: AnswerDraft,
): QuestionAnswer | null {
  if (form === "text") return text === undefined || text.trim() === "" ? null : { text: text.trim() };
  if (form === "date") return date?.length === 10 ? { date } : null;
  if (form !== "feeling") return choice !== undefined && form.includes(choice) ? { choice } : null;
  const felt = VALUES.find((one) => one === value);
  return felt === undefined ? null : { feeling: { value: felt } };
}

/** The answer in the form of a text by the user. */
export function answerText(answer: QuestionAnswer): string {
  if ("choice" in answer) return answer.choice;
  if ("text" in answer) return answer.text;
  return "date" in answer ? answer.date : word("value", VALUE_NAMES[answer.feeling.value]);
}

interface Props {
  question: CompanyQuestion;
  draft: AnswerDraft;
  today: string;
  onAnswer: (draft: AnswerDraft) => void;
}

export function QuestionFields({ question, draft, today, onAnswer }: Props) {
  const { answer: form, text, lang } = question;
  if (form === "text")
    return (
      <TextField
        label={t("question_words")}
        value={draft.text ?? ""}
        testId="answer-text"
        most={ANSWER_MOST}
        rows={2}
        onType={(typed) => onAnswer({ text: typed })}
        onSettle={(typed) => onAnswer({ text: typed })}
      />
    );
  if (form === "date") {
    const year = Number(today.slice(0, 4));
    return (
      <DateSelect
        label={t("question_day")}
        value={draft.date}
        testId="answer-date"
        first={year - 1}
        last={year + 5}
        onPick={(date) => onAnswer(date === undefined ? {} : { date })}
      />
    );
  }
  const chips =
    form === "feeling"
      ? VALUES.map((value) => ({
          label: word("value", VALUE_NAMES[value]),
          pressed: draft.value === value,
          next: { value },
        }))
      : form.map((choice) => ({ label: choice, pressed: draft.choice === choice, next: { choice } }));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would announce the whole question at each of its buttons.
    <div class="chips" role="group" aria-label={text} lang={form === "feeling" ? undefined : lang}>
      {chips.map(({ label, pressed, next }, index) => (
        <Chip
          key={label}
          label={label}
          pressed={pressed}
          testId={`answer-${index + 1}`}
          onPress={() => onAnswer(pressed ? {} : next)}
        />
      ))}
    </div>
  );
}
