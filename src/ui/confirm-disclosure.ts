// Confirmation of a change that would disclose more to a company: names the companies and the additions first.
import type { DisclosureQuestion, Widening, WiderDisclosure } from "../core/sharing/disclosure-diff.ts";
import { confirm } from "./confirm.tsx";
import { list, plural, t, word } from "./messages.ts";

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
export async function confirmDisclosure<T extends object, A extends DisclosureQuestion = DisclosureQuestion>(
  send: (confirmed: boolean | string) => Promise<T | A | null>,
  more: (asks: A) => readonly string[] = () => [],
  words: Words = disclosureWords(),
): Promise<T | null> {
  let answer = await send(false);
  while (answer !== null && "asks" in answer) {
    const needed = answer as A;
    if (!(await confirm({ ...words, lines: [...more(needed), ...linesOf(needed.asks)] }))) return null;
    answer = await send(needed.question);
  }
  return answer as T | null;
}

function linesOf(asks: WiderDisclosure[]): string[] {
  const lines = asks.slice(0, MOST_LINES).map(lineFor);
  return asks.length > MOST_LINES ? [...lines, plural("ask_more", asks.length - MOST_LINES)] : lines;
}

const lineFor = ({ name, widenings }: WiderDisclosure): string =>
  t("ask_line", { company: name, what: list(widenings.map(whatText)) });

const whatText = ({ what, kinds = [] }: Widening): string =>
  what === "contact"
    ? t("wider_contact", { kinds: list(kinds.map((kind) => word("kind", kind))) })
    : word("wider", what);
