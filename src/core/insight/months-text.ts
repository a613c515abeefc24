// A company's months as one line of text, and its totals in a range. One page reads ten thousand such lines.
import type { DayRange } from "./day-range.ts";

export interface DayCounts {
  /** Days with a rating. */
  n: number;
  /** Of those days. */
  good: number;
  bad: number;
}

/** "2026-10 3 1 0;2026-11 1 0 1": n, good and bad of each local month with a rating, in order. */
export type MonthsText = string;

/** A month without days is removed. */
export function withMonth(text: MonthsText, month: string, { n, good, bad }: DayCounts): MonthsText {
  const others = text.split(";").filter((line) => line !== "" && !line.startsWith(month));
  return [...others, ...(n > 0 ? [`${month} ${n} ${good} ${bad}`] : [])].sort().join(";");
}

/** Totals of a company in a range, before the months at its edges, which may be incomplete, are read. */
export interface RangeTally {
  whole: DayCounts;
  /** Upper bound for the months at the edges. */
  edges: DayCounts;
  /** The edge months that have a rating. */
  edgeMonths: string[];
}

/** `latestAt`: instant of the company's latest feeling. */
export function rangeTallyOf(
  { months, latestAt }: { months: MonthsText; latestAt: string },
  { from, until }: DayRange,
): RangeTally {
  const [first, last] = [from.slice(0, 7), until.slice(0, 7)];
  // A local day may be one day ahead of UTC.
  const endsWhole = latestAt.slice(0, 10) < until;
  const span: RangeTally = { whole: { n: 0, good: 0, bad: 0 }, edges: { n: 0, good: 0, bad: 0 }, edgeMonths: [] };
  for (const line of months.split(";")) {
    if (line < first) continue;
    const [month = "", n, good, bad] = line.split(" ");
    if (month > last) break;
    const isEdge = month === first || (month === last && !endsWhole);
    if (isEdge) span.edgeMonths.push(month);
    const side = isEdge ? span.edges : span.whole;
    side.n += Number(n);
    side.good += Number(good);
    side.bad += Number(bad);
  }
  return span;
}
