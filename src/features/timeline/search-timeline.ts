// Searches the timeline, newest first, in chunks of thousands of entries, and reports progress.
import { companyName } from "../../core/companies/company-name.ts";
import { linksOf, mainsOf } from "../../core/companies/same-company.ts";
import { readCompanyNames } from "../../record/company-links.ts";
import { database, entitiesOf } from "../../record/database.ts";
import { dealingsOf } from "./dealings.ts";
import type { Entry } from "./entry.ts";
import { withoutEchoes } from "./entry-context.ts";
import { PAGE, type Page, pageOf, positionOf, readChunk, type TimelineQuery } from "./read-timeline.ts";

/** Receives an entry and its company's name. */
export type Matches = (entry: Entry, name: string) => boolean;

export interface SearchListener {
  /** Receives the matches so far, and the instant back to which the search has read. */
  told: (soFar: Page, reached: string) => void;
  signal: AbortSignal;
}

/** The first chunk is small, so that the first answer comes soon; larger ones follow, which are faster overall. */
const [FIRST, STRETCH] = [PAGE, 1000];

/** As `readTimelinePage`, for matching entries. Returns the matches so far if it is aborted. */
export async function searchTimeline(
  span: TimelineQuery,
  matches: Matches,
  { most = PAGE, listener }: { most?: number; listener?: SearchListener } = {},
): Promise<Page> {
  const found: Entry[] = [];
  let [looked, names] = [0, new Map<string, string>()];
  for await (const stretch of stretches(span)) {
    // From the second chunk on, since reading thousands of names one by one would cost more.
    if (looked++ < 2)
      names = await (looked === 1 ? readCompanyNames(stretch.map(({ company }) => company)) : readAllNames());
    const fits = (entry: Entry): boolean => matches(entry, names.get(entry.company) ?? entry.company);
    // A dealing with one match is shown whole.
    const fitting = dealingsOf(stretch).filter((dealing) => dealing.some(fits));
    found.push(...(await withoutEchoes(fitting.flat())));
    const last = stretch.at(-1);
    if (
      last === undefined ||
      (span.until === null && dealingsOf(found).length > most) ||
      listener?.signal.aborted === true
    )
      break;
    listener?.told(await pageOf(found, span.until, most), last.at);
  }
  return pageOf(found, span.until, most);
}

async function* stretches(span: TimelineQuery): AsyncGenerator<Entry[]> {
  let next = readChunk(span, FIRST);
  for (let size = FIRST; ; size = STRETCH) {
    const stretch = await next;
    const last = stretch.at(-1);
    if (last === undefined || stretch.length < size) return yield stretch;
    // Starts to read the next chunk while this one is searched. The caller may stop before it arrives.
    next = readChunk({ ...span, after: positionOf(last) }, STRETCH);
    next.catch(() => {});
    yield stretch;
  }
}

/** As `readNames`, for every domain. */
async function readAllNames(): Promise<Map<string, string>> {
  const companies = entitiesOf("companies", await database.companies.toArray());
  const [mains, names] = [mainsOf(linksOf(companies)), new Map(companies.map(({ id, name }) => [id, name]))];
  const nameOf = (main: string): string => companyName(main, names.get(main));
  return new Map(companies.map(({ id }) => [id, nameOf(mains.get(id) ?? id)]));
}
