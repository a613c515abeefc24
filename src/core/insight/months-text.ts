// A company's months in one line of text, and what it says of a period: ten thousand of them are read to draw one page.
import type { DayRange } from "./day-range.ts";

export interface DayCounts {
  /** Days with a rating. */
  n: number;
  /** Of those. */
  good: number;
  bad: number;
}

/** "2026-10 3 1 0;2026-11 1 0 1": of each local month with a rating n, good and bad, in order. */
export type MonthsText = string;

/** Zero days take the month away. */
export function withMonth(text: MonthsText, month: string, { n, good, bad }: DayCounts): MonthsText {
  const others = text.split(";").filter((line) => line !== "" && !line.startsWith(month));
  return [...others, ...(n > 0 ? [`${month} ${n} ${good} ${bad}`] : [])].sort().join(";");
}

/** What is known of a company in a period before the months are looked at that may not be whole in it. */
export interface RangeTally {
  whole: DayCounts;
  /** At most. */
  edges: DayCounts;
  /** Which months those are: none without a rating. */
  edgeMonths: string[];
}

/** `latestAt`: nothing was noted after it. */
export function rangeTallyOf(
  { months, latestAt }: { months: MonthsText; latestAt: string },
  { from, until }: DayRange,
): RangeTally {
  const [first, last] = [from.slice(0, 7), until.slice(0, 7)];
  // A local day may be a day ahead of UTC.
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
