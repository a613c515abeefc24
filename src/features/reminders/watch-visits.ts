// Counts meaningful visits while reminders are on: minutes and pages of a company, stored only if they are enough.
import { siteOf } from "../../core/companies/company.ts";
import { mergeFields } from "../../core/preferences/layers.ts";
import { holdsTime } from "../../core/preferences/week.ts";
import { CHANCE, type Occasion, refusedReminder } from "../../core/reminders/reminder.ts";
import { finishedVisits, isMeaningful, isNoticed, type OpenVisit, watchAfter } from "../../core/reminders/visit.ts";
import { addDays } from "../../core/time/calendar.ts";
import { activePage, watchActivePage } from "../../platform/browser/active-page.ts";
import { wakeIn } from "../../platform/browser/lifecycle.ts";
import { clock, instantOf, localDate, startOfDate, timeOfDay } from "../../platform/clock.ts";
import { makeSerialQueue } from "../../platform/serial-queue.ts";
import { keepWatch, readWatch } from "../../platform/session/open-visits.ts";
import { readCompanyFile } from "../../record/company-file.ts";
import { entitiesOf } from "../../record/database.ts";
import {
  readCompany,
  readCompanyGroup,
  readInstalledAt,
  readLayers,
  readReminders,
  readTimeZone,
} from "../../record/read-record.ts";
import { write } from "../../record/write.ts";
import { remind } from "./remind.ts";

/** Several events arrive together. */
const enqueue = makeSerialQueue();

/** Updates the open visits after a page event. While reminders are off, it only unregisters from page events. */
export const watchPage = (loaded: number | null): Promise<void> =>
  enqueue(async () => {
    if (!(await readReminders()).on) return watchActivePage(false);
    const front = await activePage();
    const here = siteOf(front?.url ?? "")?.company ?? null;
    const page = loaded !== null && front?.id === loaded;
    const [before, timeZone] = [await readWatch(), await readTimeZone()];
    const watch = watchAfter(before, { at: clock.now(), day: localDate(timeZone), here, page });
    await keepWatch(watch);
    if (watch.visits.some((visit) => visit.leftAt !== null && isMeaningful(visit))) wakeIn("visits", 1);
    await settleOver(timeZone);
  });

/**
 * Runs after a minute away, and at every start. First removes a visit from the watch, so that a worker that dies loses
 * a visit but never counts it twice.
 */
export const settleVisits = (): Promise<void> =>
  enqueue(async () => {
    if (!(await readReminders()).on) return;
    await settleOver(await readTimeZone());
  });

async function settleOver(timeZone: string): Promise<void> {
  const { over, watch } = finishedVisits(await readWatch(), clock.now(), localDate(timeZone));
  if (over.length === 0) return;
  await keepWatch(watch);
  for (const visit of over) await settle(visit, timeZone);
}

async function settle({ company, day, milliseconds, pages, leftAt }: OpenVisit, timeZone: string): Promise<void> {
  const occasion = await occasionOf(company, timeZone);
  if (occasion.muted) return;
  const [begin, end] = [startOfDate(day, timeZone), startOfDate(addDays(day, 1), timeZone)];
  // Still on the visit's own day, however late this runs.
  const at = instantOf(Math.max(begin, Math.min(leftAt ?? occasion.now, occasion.now, end - 1000)));
  const minutes = Math.round(milliseconds / 60_000);
  const qualifies = refusedReminder(await readReminders(), occasion) === null;
  const drawn = qualifies && clock.chance() < CHANCE;
  const { touched } = await write(async (tables) => {
    const own = tables.events.where("[company+at]").between([company, instantOf(begin)], [company, instantOf(end)]);
    const known = entitiesOf("events", await own.toArray()).find(isNoticed);
    if (known === undefined) {
      const detail = { minutes, pages, ...(qualifies ? { drawn } : {}) };
      return [{ table: "events", fields: { at, company, type: "visit", detail } }];
    }
    const before = { minutes: countOf(known.detail.minutes), pages: countOf(known.detail.pages) };
    const detail = { ...known.detail, minutes: before.minutes + minutes, pages: before.pages + pages };
    return [{ table: "events", id: known.id, fields: { detail } }];
  });
  if (drawn && touched.some(({ before }) => before === undefined)) await remind(company);
}

const countOf = (value: unknown): number => (typeof value === "number" ? value : 0);

async function occasionOf(company: string, timeZone: string): Promise<Occasion> {
  const known = await readCompany(company);
  const stored = await readCompanyFile(company);
  const standing = await readCompanyGroup(company);
  const sector = standing.sector ?? stored?.participation.company.sector;
  // A sector from the company's own file may suppress a reminder, while the rules in force follow only the user's
  // sector.
  const { quiet = [] } = mergeFields(await readLayers(standing.main, standing.sector));
  return {
    company,
    sector,
    muted: known?.muted === true || (await readCompany(standing.main))?.muted === true,
    quiet: holdsTime(quiet, localDate(timeZone), timeOfDay(timeZone)),
    now: clock.now(),
    installedAt: await readInstalledAt(),
  };
}
