// A company's months in one line of text, and what it says of a period: ten thousand of them are read to draw one page.
import type { Period } from "./period.ts";

export interface Tally {
  /** Days with a rating. */
  n: number;
  /** Of those. */
  good: number;
  bad: number;
}

/** "2026-10 3 1 0;2026-11 1 0 1": of each local month with a rating n, good and bad, in order. */
export type MonthsText = string;

/** Zero days take the month away. */
export function withMonth(text: MonthsText, month: string, { n, good, bad }: Tally): MonthsText {
  const others = text.split(";").filter((line) => line !== "" && !line.startsWith(month));
  return [...others, ...(n > 0 ? [`${month} ${n} ${good} ${bad}`] : [])].sort().join(";");
}

/** What is known of a company in a period before the months are looked at that may not be whole in it. */
export interface Span {
  whole: Tally;
  /** At most. */
  edges: Tally;
  /** Which months those are: none without a rating. */
  edgeMonths: string[];
}

/** `latestAt`: nothing was noted after it. */
export function spanOf({ months, latestAt }: { months: MonthsText; latestAt: string }, period: Period): Span {
  const { from, until } = period;
  // A local day may be a day ahead of UTC.
  const endsWhole = latestAt.slice(0, 10) < until;
  const span: Span = { whole: { n: 0, good: 0, bad: 0 }, edges: { n: 0, good: 0, bad: 0 }, edgeMonths: [] };
  for (const line of months.split(";")) {
    const month = line.slice(0, 7);
    if (month < from.slice(0, 7) || month > until.slice(0, 7)) continue;
    const isEdge = month === from.slice(0, 7) || (month === until.slice(0, 7) && !endsWhole);
    if (isEdge) span.edgeMonths.push(month);
    const [n = 0, good = 0, bad = 0] = line.slice(8).split(" ").map(Number);
    const side = isEdge ? span.edges : span.whole;
    side.n += n;
    side.good += good;
    side.bad += bad;
  }
  return span;
}
