// The companies with the most good or most bad ratings in a range: from counters, and from month tallies only for those
// that may lead.
import { domainsOf, type Mains } from "../../core/companies/same-company.ts";
import type { DayRange } from "../../core/insight/day-range.ts";
import { joinMonthTallies, type MonthTally, monthWithin, tallyOf } from "../../core/insight/month-tally.ts";
import { rangeTallyOf } from "../../core/insight/months-text.ts";
import { type CompanyTally, mayLead, mostFirst } from "../../core/insight/wilson.ts";
import { readMainDomains } from "../../record/company-links.ts";
import { database } from "../../record/database.ts";

const SHOWN = 5;
/** With fewer ratings there is only a list of visits, and nothing to order. */
const ENOUGH = 3;

export async function readMost(period: DayRange): Promise<[good: CompanyTally[], bad: CompanyTally[]]> {
  const mains = await readMainDomains();
  const tallies = (await Promise.all([readAlone(period, mains), readJoined(period, mains)])).flat();
  const most = (side: "good" | "bad"): CompanyTally[] =>
    mostFirst(
      tallies.filter((tally) => tally.n >= ENOUGH && tally[side] > 0),
      side,
    ).slice(0, SHOWN);
  return [most("good"), most("bad")];
}

/** Companies with one domain. Counters select those that may lead, and the days of the first and last month decide. */
async function readAlone(period: DayRange, mains: Mains): Promise<CompanyTally[]> {
  const joined = new Set([...mains].flat());
  const counters = (await database.counters.toArray()).filter(({ id }) => !joined.has(id));
  const known = counters.map((counter) => ({ counter, ...rangeTallyOf(counter, period) }));
  const leading = new Set(
    (["good", "bad"] as const).flatMap((side) => mayLead(known, side, { most: SHOWN, least: ENOUGH })),
  );
  const keys = [...leading].flatMap(({ counter, edgeMonths }) =>
    edgeMonths.map((month): [string, string] => [counter.id, month]),
  );
  const edges = (await database.months.bulkGet(keys)).flatMap((month) => month ?? []);
  const months = new Map<string, MonthTally[]>();
  for (const month of edges)
    months.set(month.company, [...(months.get(month.company) ?? []), monthWithin(month, period)]);
  return [...leading].map(({ counter: { id }, whole }) => {
    const { n, good, bad } = tallyOf(months.get(id) ?? []);
    return { company: id, n: whole.n + n, good: whole.good + good, bad: whole.bad + bad };
  });
}

/** The few companies with several domains, from every month in range: a day rated at two of them counts once. */
async function readJoined(period: DayRange, mains: Mains): Promise<CompanyTally[]> {
  const [from, until] = [period.from.slice(0, 7), period.until.slice(0, 7)];
  const monthsOf = (domain: string) =>
    database.months.where("[company+month]").between([domain, from], [domain, until], true, true).toArray();
  return Promise.all(
    [...new Set(mains.values())].map(async (company) => {
      const months = (await Promise.all(domainsOf(mains, company).map(monthsOf))).flat();
      const byMonth = new Map<string, MonthTally>();
      for (const one of months.map((month) => monthWithin(month, period))) {
        const known = byMonth.get(one.month);
        byMonth.set(one.month, known === undefined ? one : joinMonthTallies(known, one));
      }
      const { n, good, bad } = tallyOf([...byMonth.values()]);
      return { company, n, good, bad };
    }),
  );
}
