// Confirmation of a change that would disclose more to a company: names the companies and the additions first.
import type { DisclosureQuestion, Widening, WiderDisclosure } from "../core/sharing/disclosure-diff.ts";
import { confirm } from "./confirm.tsx";
import { list } from "./formats.ts";
import { plural, t, word, wordList } from "./messages.ts";

const MOST_LINES = 6;

interface Words {
  title: string;
  yes: string;
  no: string;
}

const disclosureWords = (): Words => ({ title: t("ask_title"), yes: t("ask_yes"), no: t("ask_no") });

/**
 * Sends a command and, while the background requires confirmation, asks the user and sends it again with the question
 * they accepted. Null if the user declines or the command is refused. `more` returns further lines of the question.
 */
export async function confirmDisclosure<A extends object>(
  send: (confirmed: boolean | string) => Promise<A | null>,
  more: (asks: Question<A>) => readonly string[] = () => [],
  words: Words = disclosureWords(),
): Promise<Exclude<A, Question<A>> | null> {
  let answer: A | null = await send(false);
  while (answer !== null && isQuestion(answer)) {
    if (!(await confirm({ ...words, lines: [...more(answer), ...linesOf(answer.asks)] }))) return null;
    answer = await send(answer.question);
  }
  return answer !== null && isDone(answer) ? answer : null;
}

/** The answers of a command that ask for confirmation. */
type Question<A> = Extract<A, DisclosureQuestion>;

const isQuestion = <A extends object>(answer: A): answer is Question<A> => "asks" in answer;
const isDone = <A extends object>(answer: A): answer is Exclude<A, Question<A>> => !("asks" in answer);

function linesOf(asks: WiderDisclosure[]): string[] {
  const lines = asks.slice(0, MOST_LINES).map(lineFor);
  return asks.length > MOST_LINES ? [...lines, plural("ask_more", asks.length - MOST_LINES)] : lines;
}

const lineFor = ({ name, widenings }: WiderDisclosure): string =>
  t("ask_line", { company: name, what: list(widenings.map(whatText)) });

const whatText = ({ what, kinds = [] }: Widening): string =>
  what === "contact" ? t("wider_contact", { kinds: wordList("kind", kinds) }) : word("wider", what);
