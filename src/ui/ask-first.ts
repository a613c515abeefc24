// A change that would show a company more is said in words first, and made only on a yes.
import type { Asks, Widening } from "../core/sharing/disclosure-diff.ts";
import { confirm } from "./confirm.tsx";
import { list, plural, t, word } from "./messages.ts";

const MOST_LINES = 6;

interface Words {
  title: string;
  yes: string;
  no: string;
}

const tellingMore = (): Words => ({ title: t("ask_title"), yes: t("ask_yes"), no: t("ask_no") });

/**
 * Null if the user said no. After a yes, calls `send` again with the question, which may then ask anew. `more`: the
 * rest of the question.
 */
export async function askFirst<T extends object, A extends Asks = Asks>(
  send: (confirmed: boolean | string) => Promise<T | A | null>,
  more: (asks: A) => readonly string[] = () => [],
  words: Words = tellingMore(),
): Promise<T | null> {
  let answer = await send(false);
  while (answer !== null && "asks" in answer) {
    const asked = answer as A;
    if (!(await confirm({ ...words, lines: [...more(asked), ...linesOf(asked.asks)] }))) return null;
    answer = await send(asked.question);
  }
  return answer as T | null;
}

function linesOf(asks: Asks["asks"]): string[] {
  const lines = asks.slice(0, MOST_LINES).map(lineFor);
  return asks.length > MOST_LINES ? [...lines, plural("ask_more", asks.length - MOST_LINES)] : lines;
}

const lineFor = ({ name, widenings }: Asks["asks"][number]): string =>
  t("ask_line", { company: name, what: list(widenings.map(whatText)) });

const whatText = ({ what, kinds = [] }: Widening): string =>
  what === "contact"
    ? t("wider_contact", { kinds: list(kinds.map((kind) => word("kind", kind))) })
    : word("wider", what);
