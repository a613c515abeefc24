// Checks a site's participation: the link in its page and the file at its origin. An invalid file means "unknown".
import type { ParticipationState } from "../../core/commands/companies.ts";
import { type Claims, claimChanges, claimsOf } from "../../core/companies/claims.ts";
import { companyOf, type Site, siteOf } from "../../core/companies/company.ts";
import { grantState } from "../../core/sharing/grant.ts";
import { DAY_MILLISECONDS } from "../../core/time/durations.ts";
import { readPage } from "../../platform/browser/page-reader.ts";
import { clock, instantNow, sha256 } from "../../platform/clock.ts";
import { database } from "../../record/database.ts";
import { erasureMark, isErasedSince } from "../../record/erasures.ts";
import type { StoredParticipation } from "../../record/local-tables.ts";
import { storeParticipation } from "../../record/participation-store.ts";
import { readGrant } from "../../record/read-record.ts";
import { readParticipation } from "../../signal/participation.ts";

export interface ParticipationCheck {
  participation: ParticipationState;
  renewed: boolean;
  /** The page did not answer, so the result is the stored file. */
  unanswered: boolean;
}

/** Fetches the file at most once a day, or when the user asks (`check`); on development names every time. */
export async function checkParticipation(
  site: Site,
  tab: number,
  { check = false, patient = false }: { check?: boolean | undefined; patient?: boolean | undefined },
): Promise<ParticipationCheck> {
  const stored = await database.participations.get(site.host);
  const age = clock.now() - (stored?.fetchedAt ?? 0);
  const known = stored === undefined ? null : participationState(stored, site);
  if (known !== null && age >= 0 && age < DAY_MILLISECONDS && !check && !site.loopback) return same(known);
  const mark = erasureMark();
  const reading = await readPage(tab, { always: check, patient });
  if (reading === "no-answer")
    return { participation: known ?? { state: "unreadable", fault: "timeout" }, renewed: false, unanswered: true };
  // The tab may have navigated during the read: discards a reply from another origin.
  if (reading === null || siteOf(reading.url)?.origin !== site.origin) {
    return same(known ?? { state: "not-looked" });
  }
  if (reading.file === null) return same(known ?? { state: "does-not" });
  if ("fault" in reading.file) {
    const missing = reading.file.fault === "status" && !reading.announced;
    return same(missing ? { state: "does-not" } : { state: "unreadable", fault: reading.file.fault });
  }
  const { text } = reading.file;
  const result = readParticipation(text, site.host, companyOf);
  if (!result.ok) return same({ state: "invalid", fault: result.fault, detail: result.detail });
  const hash = await sha256(text);
  const before = stored === undefined ? undefined : await seenLast(stored, hash);
  const next: StoredParticipation = {
    id: site.host,
    company: site.company,
    origin: site.origin,
    fetchedAt: clock.now(),
    hash,
    participation: result.participation,
    ...(before === undefined ? {} : { before }),
  };
  if (!isErasedSince(mark)) await storeParticipation(next, stored);
  return { participation: participationState(next, site), renewed: stored?.hash !== hash, unanswered: false };
}

/** The claims that the user saw last. They stay until the user accepts the new ones, while the company has access. */
async function seenLast(stored: StoredParticipation, hash: string): Promise<Claims | undefined> {
  if (stored.hash === hash) return stored.before;
  const grant = (await readGrant(stored.company)) ?? undefined;
  const reads = ["live", "paused"].includes(grantState(grant, instantNow()));
  return (reads ? stored.before : undefined) ?? claimsOf(stored.participation);
}

const same = (participation: ParticipationState): ParticipationCheck => ({
  participation,
  renewed: false,
  unanswered: false,
});

/** A stored file is valid only for the hosts it lists. */
function participationState({ participation, before, hash }: StoredParticipation, site: Site): ParticipationState {
  if (!participation.hosts.includes(site.host)) return { state: "invalid", fault: "other-host", detail: site.host };
  const asked = claimsOf(participation);
  const changes = before === undefined ? [] : claimChanges(before, asked);
  return { state: "takes-part", asked, changes, testing: participation.status === "testing", file: hash };
}
