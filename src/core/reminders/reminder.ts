// Timing of "How was it today?": rare, random, never pressing. Derived from the list of reminders that were shown.
import type { Sector } from "../../signal/sectors.ts";
import { isWithinLast } from "../time/instant.ts";

export interface ShownReminder {
  company: string;
  /** Milliseconds since the epoch, as all times here. */
  at: number;
  /** Time at which the popup was opened while the reminder showed. */
  seen?: number;
  rated?: number;
}

export interface Reminders {
  on: boolean;
  /** Time at which reminders were last turned on. Earlier pauses do not count towards turning them off. */
  since: number;
  /** Sensitive sectors in which the user wants reminders. */
  sectors: Sector[];
  /** Oldest first. */
  shown: ShownReminder[];
  /** The popup has offered reminders. */
  offered: boolean;
  /** Reminders turned themselves off, and the user has not dismissed the notice in Settings. */
  stopped: boolean;
}

export const NO_REMINDERS: Reminders = {
  on: false,
  since: 0,
  sectors: [],
  shown: [],
  offered: false,
  stopped: false,
};

export const SENSITIVE_SECTORS: readonly Sector[] = ["health", "public"];

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const SHOWN_MINUTES = 30;
const NUDGED = 30 * MINUTE;
const COMPANY_REST = 14 * DAY;
const WEEK = 7 * DAY;
const MOST_A_WEEK = 2;
const FIRST_DAYS = 3 * DAY;
const IGNORED_IN_A_ROW = 2;
const PAUSE = 30 * DAY;
const MOST_PAUSES = 3;
/** Share of the qualifying visits that lead to a reminder. A diary of extreme visits only would be a different one. */
export const CHANCE = 0.5;

const longest = ({ at }: ShownReminder): number => at + SHOWN_MINUTES * MINUTE;

/** Time at which the reminder ended: opened, rated, or expired. */
export const hiddenAt = (one: ShownReminder): number =>
  Math.min(one.seen ?? Number.POSITIVE_INFINITY, one.rated ?? Number.POSITIVE_INFINITY, longest(one));

export const showing = ({ shown }: Reminders, now: number): ShownReminder | null =>
  shown.findLast((one) => now >= one.at && now < hiddenAt(one)) ?? null;

/** The reminder that a rating answers: one that is shown, or was shown within the last half hour. */
export const nudgedBy = ({ shown }: Reminders, company: string, now: number): ShownReminder | null =>
  shown.findLast((one) => one.company === company && now >= one.at && now <= hiddenAt(one) + NUDGED) ?? null;

export const isIgnored = (one: ShownReminder, now: number): boolean =>
  one.seen === undefined && one.rated === undefined && now >= longest(one);

export interface Pause {
  company: string;
  from: number;
  until: number;
}

/** Two ignored reminders in a row pause reminders about that company for thirty days. */
export function pausesOf(shown: readonly ShownReminder[], now: number): Pause[] {
  const rows = new Map<string, number>();
  return shown.flatMap((one) => {
    const row = isIgnored(one, now) ? (rows.get(one.company) ?? 0) + 1 : 0;
    rows.set(one.company, row % IGNORED_IN_A_ROW);
    return row < IGNORED_IN_A_ROW ? [] : [{ company: one.company, from: hiddenAt(one), until: hiddenAt(one) + PAUSE }];
  });
}

/** Three pauses since reminders were turned on: the user does not want them. */
export const hasHadEnough = ({ shown, since }: Reminders, now: number): boolean =>
  pausesOf(shown, now).filter(({ from }) => from >= since).length >= MOST_PAUSES;

export interface Occasion {
  company: string;
  sector?: Sector | undefined;
  muted: boolean;
  /** Quiet hours are in force for this company. */
  quiet: boolean;
  now: number;
  installedAt: number;
}

export const REFUSALS = [
  "off",
  "first-days",
  "quiet",
  "sensitive",
  "muted",
  "another",
  "company-lately",
  "twice-this-week",
  "paused",
] as const;
export type RefusedReminder = (typeof REFUSALS)[number];

/** Reason why a visit does not qualify; null if it does. The random draw follows. */
export function refusedReminder(reminders: Reminders, occasion: Occasion): RefusedReminder | null {
  const { company, sector, now } = occasion;
  const { shown } = reminders;
  const reasons: Record<RefusedReminder, boolean> = {
    off: !reminders.on || hasHadEnough(reminders, now),
    "first-days": isWithinLast(FIRST_DAYS, occasion.installedAt, now),
    quiet: occasion.quiet,
    sensitive: sector !== undefined && SENSITIVE_SECTORS.includes(sector) && !reminders.sectors.includes(sector),
    muted: occasion.muted,
    another: showing(reminders, now) !== null,
    "company-lately": shown.some((one) => one.company === company && isWithinLast(COMPANY_REST, one.at, now)),
    "twice-this-week": shown.filter(({ at }) => isWithinLast(WEEK, at, now)).length >= MOST_A_WEEK,
    paused: pausesOf(shown, now).some(({ company: of, from, until }) => of === company && from <= now && now < until),
  };
  return REFUSALS.find((reason) => reasons[reason]) ?? null;
}
