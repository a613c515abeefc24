// Edits and pauses a grant, and ends grants whose host permission the user revoked in the browser.
import { Refusal } from "../../core/commands/errors.ts";
import type { Payload } from "../../core/commands/index.ts";
import { nameWithDomain } from "../../core/companies/company-name.ts";
import { coverageOf } from "../../core/companies/host.ts";
import type { Fields } from "../../core/record/change.ts";
import { entityOf } from "../../core/record/tables.ts";
import { cancellingWithGrant } from "../../core/sharing/delivery-state.ts";
import { type DisclosureQuestion, questionText } from "../../core/sharing/disclosure-diff.ts";
import { wideningsSince } from "../../core/sharing/disclosure-diff-over-time.ts";
import { type HostsChange, permittedHosts, takenAway } from "../../platform/browser/permissions.ts";
import { instantNow } from "../../platform/clock.ts";
import { readBorneOut } from "../../record/company-file.ts";
import { readCompanyName } from "../../record/company-links.ts";
import { writeIfConfirmed } from "../../record/confirm-disclosure.ts";
import { database } from "../../record/database.ts";
import { decidingMoment } from "../../record/deciding.ts";
import { isHeld, releaseGrant } from "../../record/held-grants.ts";
import { readLastReading } from "../../record/last-reading.ts";
import { readCurrentGrants, readDeliveries, readDisclosure, readGrant } from "../../record/read-record.ts";
import type { Edit, EditPlan } from "../../record/write.ts";
import { writeHooks } from "../../record/write-hooks.ts";
import { writeUnmoved } from "../../record/write-unmoved.ts";

/**
 * `until: null` removes the end; absent parts stay unchanged. Needs confirmation for more parts, and for resuming with a
 * wider view than the company read before the pause.
 */
export async function editGrant({
  company,
  parts,
  topics,
  paused,
  until,
  confirmed = false,
}: Payload<"edit-grant">): Promise<{ batch: string | null } | DisclosureQuestion> {
  const isReleased = paused === false && (await isHeld(company));
  const wider = isReleased ? await releaseQuestion(company) : null;
  if (wider !== null && wider.question !== confirmed) return wider;
  const matched = await readBorneOut(topics ?? [], (await readGrant(company))?.hosts ?? []);
  const edits: EditPlan = async (tables) => {
    const grant = entityOf("grants", await tables.grants.get(company));
    if (grant === null || grant.revokedAt !== undefined) throw new Refusal("not-granted", company);
    const fields: Fields = {
      ...(parts === undefined ? {} : { parts: { ...grant.parts, ...parts } }),
      ...(topics === undefined ? {} : { topics: matched }),
      ...(paused === undefined ? {} : { paused }),
      ...(until === undefined ? {} : { until }),
    };
    return [{ table: "grants", id: company, fields }];
  };
  const done = await writeIfConfirmed(edits, wider === null ? confirmed : true);
  if ("asks" in done) return done;
  if (isReleased) {
    await releaseGrant(company);
    await writeHooks().republish();
  }
  return { batch: done.batch };
}

/**
 * A grant from another device takes effect again: asks about everything that the company did not read before. Null if
 * there is nothing.
 */
async function releaseQuestion(company: string): Promise<DisclosureQuestion | null> {
  const grant = await readGrant(company);
  if (grant === null) return null;
  const [last, now] = await Promise.all([readLastReading(company), readDisclosure(company, grant)]);
  const widenings = wideningsSince(last, now);
  if (widenings.length === 0) return null;
  const asks = [{ company, name: nameWithDomain(company, await readCompanyName(company)), widenings }];
  return { asks, question: questionText(asks) };
}

/**
 * Removes each host from its grant after the user revoked its permission in the browser's settings. A grant ends with
 * its last host, so that permitting the host again does not revive it. This includes hosts that the event names as
 * removed, even if they are permitted again by now. Keeps hosts that were never permitted here (a grant from another
 * device), and hosts that were lost when the user revoked the permission for all sites: they wait for the browser's
 * permission.
 */
export async function endGrantsOfLostHosts({ added, removed }: HostsChange = NO_CHANGE): Promise<void> {
  for (;;) {
    const moment = decidingMoment();
    const lost = await lostHosts(removed);
    const unsent = await Promise.all(lost.ended.map((company) => readDeliveries("company", company)));
    const edits = [...lost.edits, ...cancellingWithGrant(unsent.flat())];
    // Looks again if an Allow added a host while the browser answered.
    if (edits.length > 0 && (await writeUnmoved(edits, moment)) === null) continue;
    return storeHosts(lost, coverageOf(added));
  }
}

interface LostHosts {
  edits: Edit[];
  /** Companies whose grant ends. */
  ended: string[];
  permitted: ReadonlySet<string>;
  /** The hosts that were permitted at the last check. */
  before: readonly string[];
}

async function lostHosts(removed: HostsChange["removed"]): Promise<LostHosts> {
  const current = await readCurrentGrants();
  const permitted = new Set(await permittedHosts(current.flatMap(({ hosts }) => hosts)));
  const [away, before, waiting] = [await takenAway(removed), await readHosts("hosts"), await readHosts("ask-again")];
  const isLost = (host: string) =>
    !waiting.includes(host) && (away(host) || (before.includes(host) && !permitted.has(host)));
  const edits = current.flatMap(({ id, hosts }) => {
    const left = hosts.filter((host) => !isLost(host));
    if (left.length === hosts.length) return [];
    const stays = left.some((host) => permitted.has(host) || waiting.includes(host));
    return [{ table: "grants" as const, id, fields: stays ? { hosts: left } : { revokedAt: instantNow() } }];
  });
  const ended = edits.flatMap(({ id, fields }) => ("revokedAt" in fields ? [id] : []));
  return { edits, ended, permitted, before };
}

async function storeHosts({ permitted, before }: LostHosts, back: (host: string) => boolean): Promise<void> {
  await database.transaction("rw", database.meta, async () => {
    // Keeps the hosts of an Allow that ran in the meantime.
    const fresh = (await readHosts("hosts")).filter((host) => !before.includes(host));
    await database.meta.put({ key: "hosts", hosts: [...new Set([...permitted, ...fresh])] });
    const still = (await readHosts("ask-again")).filter((host) => !back(host));
    if (still.length > 0) await database.meta.put({ key: "ask-again", hosts: still });
    else await database.meta.delete("ask-again");
  });
}

const NO_CHANGE: HostsChange = { added: [], removed: [] };

async function readHosts(key: "hosts" | "ask-again"): Promise<string[]> {
  const held = await database.meta.get(key);
  return held !== undefined && "hosts" in held ? held.hosts : [];
}
