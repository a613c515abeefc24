// Contacts that a limit counts: docs/SIGNAL.md, "Preferences document", `limit`.
import type { PastContact } from "./contact-question.ts";
import { contactMoment } from "./dates.ts";
import { type Deciding, decidingFor, isAbout } from "./deciding-rules.ts";
import type { Contact } from "./document.ts";
import { localTime } from "./local-time.ts";
import { DAYS, type Period } from "./vocabulary.ts";

/**
 * The number of contacts that the limit counts on a local date: those of its kinds, in the same period, and under a
 * rule about the same subject, or about none.
 */
export function countedByLimit(
  history: readonly PastContact[],
  { about, limit }: Deciding,
  { date, contact }: { date: string; contact: Contact },
): number {
  if (limit === null) return 0;
  const isSameSubject = (past: PastContact): boolean => {
    if (about !== null) return isAbout(about, past);
    const deciding = decidingFor(contact.rules, past, date);
    return deciding === null || deciding.about === null;
  };
  const isSameTime = ({ at }: PastContact): boolean => {
    const moment = contactMoment(at);
    const local = moment && localTime(moment, contact.timeZone);
    return local === null || isSamePeriod(local.date, date, limit.per);
  };
  return history.filter((past) => limit.kinds.includes(past.kind) && isSameTime(past) && isSameSubject(past)).length;
}

/** Calendar days, weeks from Monday, months and years. Takes local dates, YYYY-MM-DD. */
export function isSamePeriod(one: string, other: string, per: Period): boolean {
  if (per === "week") return mondayOf(one) === mondayOf(other);
  const length = { day: 10, month: 7, year: 4 }[per];
  return one.slice(0, length) === other.slice(0, length);
}

/** In days since 1970. */
function mondayOf(date: string): number {
  const noon = new Date(`${date}T12:00:00Z`);
  const sinceMonday = (noon.getUTCDay() + DAYS.length - 1) % DAYS.length;
  return Math.floor(noon.getTime() / 86_400_000) - sinceMonday;
}
