// Facts in the head of a company's page: its permission, the last visits, its compliance, and the next date.
import { lastOfEachDay } from "../../core/feelings/last-of-each-day.ts";
import { type GrantState, grantState } from "../../core/sharing/grant.ts";
import { readCompliance } from "../../features/compliance/read-compliance.ts";
import { readClaim } from "../../features/insight/read-claim.ts";
import { readLetters } from "../../features/letters/read-letters.ts";
import { readComingPromises, readDuePromises } from "../../features/timeline/read-promises.ts";
import { readFeelings } from "../../features/timeline/read-timeline.ts";
import { instantNow, localDate } from "../../platform/clock.ts";
import { readGrants, readTimeZone } from "../../record/read-record.ts";
import { date } from "../../ui/formats.ts";
import { t } from "../../ui/messages.ts";

const LAST_VISITS = 7;
const MONTHS = 12;

export interface CompanyHead {
  /** The widest state of its domains. */
  state: GrantState;
  /** Start of the permission in force; null without one. */
  since: string | null;
  /** Oldest first. */
  values: number[];
  /** Visits of twelve months; `good` is null if they are too few to count. */
  n: number;
  good: number | null;
  kept: number;
  broke: number;
  /** The next date, in words; null if none is known. */
  next: string | null;
}

/** `domains`: all domains of the company, the main one first. */
export async function readCompanyHead(domains: readonly string[]): Promise<CompanyHead> {
  const [company = ""] = domains;
  const [grants, feelings, { claim }, { kept, broke }, next, timeZone] = await Promise.all([
    readGrants(),
    readFeelings(company, LAST_VISITS),
    readClaim(company, MONTHS),
    readCompliance(company),
    readNext(domains),
    readTimeZone(),
  ]);
  const visits = lastOfEachDay(feelings, (at) => localDate(timeZone, Date.parse(at)));
  const now = instantNow();
  const own = grants.filter(({ id }) => domains.includes(id));
  const states = own.map((grant) => grantState(grant, now));
  const state = (["live", "paused", "expired", "revoked"] as const).find((one) => states.includes(one)) ?? "none";
  const inForce = state === "live" || state === "paused" ? own[states.indexOf(state)] : undefined;
  return {
    state,
    since: inForce?.since ?? null,
    values: visits.map(({ value }) => value).toReversed(),
    n: claim.n,
    good: claim.good,
    kept,
    broke,
    next,
  };
}

async function readNext(domains: readonly string[]): Promise<string | null> {
  const [due, coming, letters] = await Promise.all([
    readDuePromises(),
    readComingPromises(),
    readLetters(domains[0] ?? ""),
  ]);
  const promises = [...due, ...coming].filter(({ promise }) => domains.includes(promise.company));
  const dated = [
    ...promises.map((one) => ({ day: one.due, text: t("next_promise", { date: date(one.due) }) })),
    ...letters.flatMap((one) =>
      one.state === "open" ? [{ day: one.due, text: t("next_letter", { date: date(one.due) }) }] : [],
    ),
  ];
  return dated.sort((one, other) => (one.day < other.day ? -1 : 1))[0]?.text ?? null;
}
