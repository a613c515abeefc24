// The report's tables about feelings: by value, by topic and by month. Counts values, and never averages them.
import { TAGS, VALUES } from "../../signal/feeling-vocabulary.ts";
import { createCells, type ShownTable } from "./cells.ts";

/**
 * Columns of every table. Each cell of one table is part of exactly one cell of another, or of none. A column that
 * combines others, such as "bad" for −2 and −1, would reveal the sum of two cells that are each too small to show.
 */
const COLUMNS = VALUES.map(String);

/** `count` takes the feelings of one customer. */
export function feelingTables() {
  const [values, topics, months] = [createCells(), createCells(), createCells()];
  return {
    count(bodies: readonly unknown[]): void {
      const felt = bodies.flatMap(feltIn);
      values.count(felt.map(({ value }) => ["All", String(value)]));
      topics.count(felt.flatMap(({ value, about }) => about.map((tag) => [tag, String(value)] as const)));
      months.count(felt.flatMap(({ value, month }) => (month === null ? [] : [[month, String(value)] as const])));
    },
    shown: (): ShownTable[] => [
      values.shown("How dealings felt, from −2 to 2", COLUMNS, ["All"]),
      topics.shown("By topic", COLUMNS, TAGS),
      months.shown("By month", COLUMNS),
    ],
  };
}

interface Felt {
  value: number;
  /** Only topics of the list, since a customer's own words could identify somebody. */
  about: string[];
  month: string | null;
}

function feltIn(body: unknown): Felt[] {
  const feeling = member(body, "feeling");
  const value = member(feeling, "value");
  if (typeof value !== "number") return [];
  const about = member(feeling, "about");
  const date = member(feeling, "date");
  const tags = Array.isArray(about) ? TAGS.filter((tag) => about.includes(tag)) : [];
  return [{ value, about: tags, month: typeof date === "string" && date.length >= 7 ? date.slice(0, 7) : null }];
}

const member = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
