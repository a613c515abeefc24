// A change that would show a company more is said in words first, and made only on a yes.
import type { Asks, Widening } from "../core/widening.ts";
import { confirm } from "./confirm.tsx";
import { list, plural, t, word } from "./messages.ts";

const MOST_LINES = 6;

/** Null when the user said no. `send` is called again with true after a yes. */
export async function askFirst<T extends object>(
  send: (confirmed: boolean) => Promise<T | Asks | null>,
): Promise<T | null> {
  const first = await send(false);
  if (first === null || !("asks" in first)) return first as T | null;
  const { asks } = first as Asks;
  const lines = asks.slice(0, MOST_LINES).map(lineFor);
  if (asks.length > MOST_LINES) lines.push(plural("ask_more", asks.length - MOST_LINES));
  const yes = await confirm({ title: t("ask_title"), lines, yes: t("ask_yes"), no: t("ask_no") });
  return yes ? ((await send(true)) as T | null) : null;
}

const lineFor = ({ name, widenings }: Asks["asks"][number]): string =>
  t("ask_line", { company: name, what: list(widenings.map(whatText)) });

const whatText = ({ what, kinds = [] }: Widening): string =>
  what === "contact"
    ? t("wider_contact", { kinds: list(kinds.map((kind) => word("kind", kind))) })
    : word("wider", what);
