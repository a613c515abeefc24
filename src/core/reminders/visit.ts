// Duration and pages of a visit to a company: minutes and a count, never the pages. Knows no browser and no clock.
import type { TimelineEvent } from "../record/tables.ts";
import { isWithinLast } from "../time/instant.ts";
import { isUserNote } from "../timeline/timeline-note.ts";

/** One company on one local day, until the visit is over. */
export interface OpenVisit {
  company: string;
  day: string;
  milliseconds: number;
  pages: number;
  /** Time at which the person left; null while the visit goes on. */
  leftAt: number | null;
}

export interface VisitWatch {
  /** The active company at the last sample. */
  here: string | null;
  sampledAt: number;
  visits: OpenVisit[];
}

export const NO_VISITS: VisitWatch = { here: null, sampledAt: 0, visits: [] };

export interface VisitSample {
  at: number;
  /** Local date. */
  day: string;
  here: string | null;
  /** A page of it was loaded. */
  page: boolean;
}

/** True for a visit that the extension counted. Visits that the user noted belong to the user. */
export const isNoticed = (event: Pick<TimelineEvent, "type" | "detail">): boolean =>
  event.type === "visit" && !isUserNote(event);

const MINUTE = 60_000;
/** No event reports that the person is still on the page, so at most this much counts between two samples. */
export const MAX_BETWEEN_SAMPLES = 5 * MINUTE;
export const AWAY = MINUTE;
const LEAST_MILLISECONDS = 3 * MINUTE;
const LEAST_PAGES = 5;

export const isMeaningful = ({ milliseconds, pages }: OpenVisit): boolean =>
  milliseconds >= LEAST_MILLISECONDS || pages >= LEAST_PAGES;

/** The watch after a sample. */
export function watchAfter(watch: VisitWatch, { at, day, here, page }: VisitSample): VisitWatch {
  const elapsed = Math.min(Math.max(at - watch.sampledAt, 0), MAX_BETWEEN_SAMPLES);
  const visits = watch.visits.map((visit): OpenVisit => {
    const counted = visit.leftAt === null ? { ...visit, milliseconds: visit.milliseconds + elapsed } : visit;
    if (visit.company === here && visit.day === day) return counted;
    return { ...counted, leftAt: counted.leftAt ?? at };
  });
  if (here === null) return { here, sampledAt: at, visits };
  const index = visits.findIndex((visit) => visit.company === here && visit.day === day);
  const current = visits[index] ?? { company: here, day, milliseconds: 0, pages: 0, leftAt: null };
  const there = { ...current, pages: current.pages + (page ? 1 : 0), leftAt: null };
  return { here, sampledAt: at, visits: index === -1 ? [...visits, there] : visits.with(index, there) };
}

/** The meaningful visits that are over, and the remaining watch. Short visits expire with their day. */
export function finishedVisits(watch: VisitWatch, at: number, day: string): { over: OpenVisit[]; watch: VisitWatch } {
  // A future `leftAt` comes from a fast clock.
  const left = ({ leftAt }: OpenVisit) => leftAt !== null && !isWithinLast(AWAY, leftAt, at);
  const over = watch.visits.filter((visit) => left(visit) && isMeaningful(visit));
  const visits = watch.visits.filter((visit) => !over.includes(visit) && !(left(visit) && visit.day !== day));
  return { over, watch: { ...watch, visits } };
}
