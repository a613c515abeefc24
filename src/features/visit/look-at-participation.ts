// Whether a site takes part: its page's own link, and the file from the page's own origin. An invalid file is "unknown".
import { type Site, siteOf } from "../../core/company.ts";
import {
  type Asked,
  type AskedChange,
  askedBy,
  askedChanges,
  type Participation,
  type ParticipationFault,
  readParticipation,
} from "../../core/participation.ts";
import { clock, sha256 } from "../../platform/clock.ts";
import { database, type StoredParticipation } from "../../platform/database.ts";
import { type FetchFault, readPage } from "../../platform/page-reader.ts";
import { keepParticipation } from "../../platform/participations.ts";

export type ParticipationState =
  | { state: "not-looked" | "does-not" }
  | { state: "takes-part"; asked: Asked; changes: AskedChange[]; testing: boolean }
  | { state: "invalid"; fault: ParticipationFault; detail: string }
  | { state: "unreadable"; fault: FetchFault };

export interface ParticipationLook {
  participation: ParticipationState;
  renewed: boolean;
}

const DAY_MILLISECONDS = 86_400_000;

/** Fetches the file at most once a day, or when the user asks; on development names each time. */
export async function lookAtParticipation(site: Site, tab: number, check: boolean): Promise<ParticipationLook> {
  const stored = await database.participations.get(site.company);
  const age = clock.now() - (stored?.fetchedAt ?? 0);
  const known = stored === undefined ? null : participationState(stored, site);
  if (known !== null && stored?.host === site.host && age < DAY_MILLISECONDS && !check && !site.loopback)
    return same(known);
  const reading = await readPage(tab, check);
  // The page may have moved on while it was read: what another address said is not this site's word.
  if (reading === null || siteOf(reading.url)?.origin !== site.origin) {
    return same(known ?? { state: "not-looked" });
  }
  if (reading.file === null) return same(known ?? { state: "does-not" });
  if ("fault" in reading.file) {
    const missing = reading.file.fault === "status" && !reading.announced;
    return same(missing ? { state: "does-not" } : { state: "unreadable", fault: reading.file.fault });
  }
  const { text } = reading.file;
  const result = readParticipation(text, site.host);
  if (!result.ok) return same({ state: "invalid", fault: result.fault, detail: result.detail });
  const hash = await sha256(text);
  const before =
    stored?.hash === hash ? stored.before : stored === undefined ? undefined : askedBy(stored.participation);
  const next: StoredParticipation = {
    id: site.company,
    host: site.host,
    origin: site.origin,
    fetchedAt: clock.now(),
    hash,
    participation: result.participation,
    ...(before === undefined ? {} : { before }),
  };
  await keepParticipation(next, stored);
  return { participation: participationState(next, site), renewed: stored?.hash !== hash };
}

/** The last valid file of a company, as it was fetched. */
export const participationOf = async (company: string): Promise<Participation | null> =>
  (await database.participations.get(company))?.participation ?? null;

const same = (participation: ParticipationState): ParticipationLook => ({ participation, renewed: false });

/** A stored file speaks for the hosts it names. */
function participationState({ participation, before }: StoredParticipation, site: Site): ParticipationState {
  if (!participation.hosts.includes(site.host)) return { state: "invalid", fault: "other-host", detail: site.host };
  const asked = askedBy(participation);
  const changes = before === undefined ? [] : askedChanges(before, asked);
  return { state: "takes-part", asked, changes, testing: participation.status === "testing" };
}
