// The diary as a table with one row for each feeling and all its members. Column and value names do not depend on the
// language.
import { earlierFirst } from "../insight/rating.ts";
import type { Feeling } from "../record/tables.ts";
import { type Cell, csvOf, type Separator } from "./csv.ts";

type Column = readonly [name: string, cell: (feeling: Feeling) => Cell];

const COLUMNS: readonly Column[] = [
  ["at", ({ at }) => at],
  ["company", ({ company }) => company],
  ["value", ({ value }) => value],
  ["words", ({ words = [] }) => words.join(" ")],
  ["about", ({ about = [] }) => about.join("; ")],
  ["patterns", ({ patterns = [] }) => patterns.join(" ")],
  ["success", ({ success }) => success ?? null],
  ["effort", ({ effort }) => effort ?? null],
  ["wanted", ({ wanted }) => wanted ?? null],
  ["note", ({ note }) => note ?? null],
  ["how", ({ how }) => how],
  ["delay_minutes", ({ delayMinutes }) => delayMinutes],
  ["id", ({ id }) => id],
];

/** Oldest first. */
export const feelingsCsv = (feelings: readonly Feeling[], separator?: Separator): string =>
  csvOf(
    COLUMNS.map(([name]) => name),
    [...feelings].sort(earlierFirst).map((feeling) => COLUMNS.map(([, cell]) => cell(feeling))),
    separator,
  );
