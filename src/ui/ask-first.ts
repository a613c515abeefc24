// A change that would show a company more is said in words first, and made only on a yes.
import type { Asks, Widening } from "../core/widening.ts";
import { confirm } from "./confirm.tsx";
import { list, plural, t, word } from "./messages.ts";

const MOST_LINES = 6;

/** Null when the user said no. `send` is called again with the question after a yes, which may be asked anew by then. */
export async function askFirst<T extends object>(
  send: (confirmed: boolean | string) => Promise<T | Asks | null>,
): Promise<T | null> {
  let answer = await send(false);
  while (answer !== null && "asks" in answer) {
    const { asks, question } = answer as Asks;
    if (!(await isAgreed(asks))) return null;
    answer = await send(question);
  }
  return answer as T | null;
}

function isAgreed(asks: Asks["asks"]): Promise<boolean> {
  const lines = asks.slice(0, MOST_LINES).map(lineFor);
  if (asks.length > MOST_LINES) lines.push(plural("ask_more", asks.length - MOST_LINES));
  return confirm({ title: t("ask_title"), lines, yes: t("ask_yes"), no: t("ask_no") });
}

const lineFor = ({ name, widenings }: Asks["asks"][number]): string =>
  t("ask_line", { company: name, what: list(widenings.map(whatText)) });

const whatText = ({ what, kinds = [] }: Widening): string =>
  what === "contact"
    ? t("wider_contact", { kinds: list(kinds.map((kind) => word("kind", kind))) })
    : word("wider", what);
