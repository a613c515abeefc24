// The state of sync for the windows.
import type { SyncDevice, SyncReport } from "../../core/commands/sync.ts";
import { companyName } from "../../core/companies/company-name.ts";
import { Grant, isLive } from "../../core/sharing/grant.ts";
import type { OwnLog } from "../../core/sync/local-store.ts";
import { passes } from "../../core/sync/retry.ts";
import type { SyncStatus } from "../../core/sync/sync-status.ts";
import { permittedHosts } from "../../platform/browser/permissions.ts";
import { instantNow } from "../../platform/clock.ts";
import { readCompanyNames } from "../../record/company-links.ts";
import { database, entitiesOf } from "../../record/database.ts";
import { readHeld } from "../../record/held-grants.ts";
import { countOwedRows, readSyncStatus } from "../../record/sync-status.ts";
import { SyncStore } from "../../record/sync-store.ts";
import { isSyncing, syncProgress } from "./run-sync.ts";

const NO_SYNC: SyncReport = {
  place: null,
  state: "off",
  lastSyncedAt: null,
  problem: null,
  progress: null,
  devices: [],
  owedRows: 0,
  storedBytes: 0,
  heldErasures: 0,
  quarantined: [],
  allowElsewhere: [],
};

export async function lookAtSync(): Promise<SyncReport> {
  const status = await readSyncStatus();
  if (status === null) return NO_SYNC;
  const store = new SyncStore();
  const [log, cursors, owedRows, heldErasures] = await Promise.all([
    store.readLog(),
    store.readCursors(),
    countOwedRows(),
    database.erasures.count(),
  ]);
  const others = [...cursors].map(
    ([id, { name, at, adopted }]): SyncDevice => ({
      id,
      name,
      own: false,
      lastSeenAt: at === 0 ? null : at,
      forgotten: adopted === true,
    }),
  );
  return {
    place: status.place,
    state: stateOf(status, log),
    lastSyncedAt: status.lastSyncedAt,
    problem: status.problem === null ? null : { ...status.problem, retryAt: status.retryAt },
    progress: isSyncing() ? syncProgress() : null,
    devices: [...(log === null ? [] : [ownDevice(log, status)]), ...others],
    owedRows,
    storedBytes: status.storedBytes,
    heldErasures,
    quarantined: status.badFiles,
    allowElsewhere: await readWaiting(),
  };
}

function stateOf({ problem, lastSyncedAt }: SyncStatus, log: OwnLog | null): SyncReport["state"] {
  if (isSyncing()) return "syncing";
  if (problem !== null) return passes(problem.code) ? "waiting" : "needs-user";
  return lastSyncedAt === null || log === null ? "waiting" : "synced";
}

const ownDevice = ({ device }: OwnLog, { deviceName, lastSyncedAt }: SyncStatus): SyncDevice => ({
  id: device,
  name: deviceName,
  own: true,
  lastSeenAt: lastSyncedAt,
  forgotten: false,
});

/** Companies allowed on another device that cannot read here yet. Leaves out those that the user paused. */
async function readWaiting(): Promise<SyncReport["allowElsewhere"]> {
  const [rows, held] = await Promise.all([database.grants.toArray(), readHeld()]);
  const now = instantNow();
  const live = entitiesOf("grants", rows).filter((grant) => Grant.safeParse(grant).success && isLive(grant, now));
  const permitted = new Set(await permittedHosts(live.flatMap(({ hosts }) => hosts)));
  const waiting = live.filter(({ id, hosts }) => held.has(id) || !hosts.some((host) => permitted.has(host)));
  const names = await readCompanyNames(waiting.map(({ id }) => id));
  return waiting.map(({ id, hosts }) => ({ company: id, name: companyName(id, names.get(id)), hosts }));
}
