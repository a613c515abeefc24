// Checks of a shared feeling and of an answer: docs/SIGNAL.md, "A shared feeling" and "A question".
import { boundedList, calendarDate, Invalid, maybe, oneOf, type Raw, record, text } from "../../signal/checks.ts";
import { EFFORTS, PATTERNS, SUCCESSES, VALUES, WORDS } from "../../signal/feeling-vocabulary.ts";

const QUESTION = /^[A-Za-z0-9._-]+$/;

/** Throws Invalid. */
export function checkFeeling(feeling: Raw): void {
  const { date, value, words, about, patterns, success, effort, wanted, note } = feeling;
  if (Object.entries(feeling).every(([key, member]) => key === "date" || member === null))
    throw new Invalid("the feeling says nothing");
  maybe(date, dayIn);
  maybe(value, (one) => {
    if (!VALUES.some((known) => known === one)) throw new Invalid('"value" is not -2 to 2');
  });
  maybe(words, (list) =>
    few(
      boundedList(list, "words", (word) => oneOf(word, WORDS, "words")),
      3,
      "words",
    ),
  );
  maybe(about, (list) =>
    few(
      boundedList(list, "about", (tag) => saying(tag, "about", 40)),
      18,
      "about",
    ),
  );
  maybe(patterns, (list) => boundedList(list, "patterns", (one) => oneOf(one, PATTERNS, "patterns")));
  maybe(success, (one) => oneOf(one, SUCCESSES, "success"));
  maybe(effort, (one) => oneOf(one, EFFORTS, "effort"));
  maybe(wanted, (one) => text(one, "wanted", 280));
  maybe(note, (one) => text(one, "note", 1000));
}

/** Throws Invalid. */
export function checkAnswer(answer: Raw): void {
  if (!QUESTION.test(text(answer.question, "question", 80))) throw new Invalid('"question" is no id');
  const given = ["choice", "text", "date", "feeling"].filter((name) => (answer[name] ?? null) !== null);
  if (given.length !== 1) throw new Invalid("an answer has one of choice, text, date and feeling");
  maybe(answer.choice, (one) => saying(one, "choice", 80));
  maybe(answer.text, (one) => text(one, "text", 280));
  maybe(answer.date, dayIn);
  maybe(answer.feeling, (one) => {
    const feeling = record(one, "feeling");
    if ((feeling.value ?? null) === null) throw new Invalid("the feeling has no value");
    checkFeeling(feeling);
  });
}

function dayIn(value: unknown): void {
  if (calendarDate(value, "date").length !== 10) throw new Invalid('"date" is not a day');
}

function saying(value: unknown, name: string, most: number): void {
  if (text(value, name, most) === "") throw new Invalid(`"${name}" is empty`);
}

function few(list: readonly unknown[], most: number, name: string): void {
  if (list.length > most) throw new Invalid(`"${name}" has more than ${most}`);
}
