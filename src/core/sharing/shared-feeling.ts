// One feeling as a company receives it: a line for each statement, and the exact text of the lines that the user
// ticked.
import { encodeSharedFeeling, type SharedFeeling } from "../../signal/shared-feeling.ts";
import { ownTags } from "../feelings/feeling.ts";
import type { Feeling } from "../record/tables.ts";

export const SHARE_LINES = [
  "date",
  "value",
  "words",
  "about",
  "own-tags",
  "patterns",
  "success",
  "effort",
  "wanted",
  "note",
] as const;
export type ShareLine = (typeof SHARE_LINES)[number];

/** Free text may disclose more than the user intends, so only the user selects it. */
const FREE_TEXT: readonly ShareLine[] = ["own-tags", "wanted", "note"];

/** Lines with a value in this feeling, in order. */
export function linesOf(feeling: Feeling): ShareLine[] {
  const said = {
    date: true,
    value: true,
    words: feeling.words?.length,
    about: closedTags(feeling).length,
    "own-tags": ownTags(feeling.about ?? []).length,
    patterns: feeling.patterns?.length,
    success: feeling.success,
    effort: feeling.effort,
    wanted: feeling.wanted,
    note: feeling.note,
  };
  return SHARE_LINES.filter((line) => Boolean(said[line]));
}

export const tickedLines = (feeling: Feeling): ShareLine[] =>
  linesOf(feeling).filter((line) => !FREE_TEXT.includes(line));

/** The tags of the fixed list. */
export function closedTags({ about = [] }: Feeling): string[] {
  const own = ownTags(about);
  return about.filter((tag) => !own.includes(tag));
}

/** A date alone says nothing about the visit. */
export const saysSomething = (lines: readonly ShareLine[]): boolean => lines.some((line) => line !== "date");

/**
 * The exact text: nothing that the user did not tick, and no id of the record. `date` is the local day, since the
 * instant would tell the company when the person was there. `replaces` is the key of an earlier version that arrived.
 */
export function feelingBody(
  feeling: Feeling,
  lines: readonly ShareLine[],
  { date, replaces }: { date: string; replaces?: string | undefined },
): string {
  const has = (line: ShareLine) => lines.includes(line);
  const about = [
    ...(has("about") ? closedTags(feeling) : []),
    ...(has("own-tags") ? ownTags(feeling.about ?? []) : []),
  ];
  const ticked = <T>(line: ShareLine, value: T): T | undefined => (has(line) ? value : undefined);
  const shared: SharedFeeling = {
    date: ticked("date", date),
    value: ticked("value", feeling.value),
    words: ticked("words", feeling.words),
    about: about.length > 0 ? about : undefined,
    patterns: ticked("patterns", feeling.patterns),
    success: ticked("success", feeling.success),
    effort: ticked("effort", feeling.effort),
    wanted: ticked("wanted", feeling.wanted),
    note: ticked("note", feeling.note),
  };
  return encodeSharedFeeling(shared, replaces);
}
