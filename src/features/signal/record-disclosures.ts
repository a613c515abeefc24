// Keeps receipts and open pages true: whoever can read something new has a receipt of it, and an open page is told.
import { siteOf } from "../../core/company.ts";
import { isLive } from "../../core/grant.ts";
import { instantNow } from "../../platform/clock.ts";
import { openTabs, tellTab } from "../../platform/tabs.ts";
import { disclose, withdraw } from "./disclose.ts";
import { lookInIndex, type SignalIndex } from "./signal-index.ts";

/** With more companies than this the receipts of those without an open page follow after the answer. */
const AT_ONCE = 50;

/** Companies whose receipts say "shared" although their grant is no longer live. */
async function withdrawEnded(index: SignalIndex, ended: readonly string[]): Promise<void> {
  for (const company of ended) if (!isLive(index.grants.get(company), instantNow())) await withdraw(company);
}

export async function recordDisclosures(index: SignalIndex, permitted: ReadonlySet<string>): Promise<void> {
  const now = instantNow();
  const look = lookInIndex(index);
  const readable = [...index.grants.values()].filter(
    (grant) => isLive(grant, now) && grant.hosts.some((host) => permitted.has(host)),
  );
  const open = await tabsByCompany(permitted);
  const visible = readable.filter(({ id }) => open.has(id));
  for (const grant of visible) {
    const disclosed = await disclose(look, grant.id);
    if (disclosed?.changed !== true) continue;
    for (const tab of open.get(grant.id) ?? []) await tellTab(tab, { changed: disclosed.document });
  }
  const rest = readable.filter(({ id }) => !open.has(id));
  const dead = [...index.grants.values()].filter((grant) => !isLive(grant, now));
  const ended = [...dead.map(({ id }) => id), ...index.removed];
  const work = async () => {
    for (const grant of rest) await disclose(look, grant.id);
    await withdrawEnded(index, ended);
  };
  if (rest.length + ended.length <= AT_ONCE) await work();
  else
    void work().catch((error: unknown) => console.error("receipts are behind; the next start makes them good", error));
}

/** Tabs by company, of granted and permitted hosts only: the browser shows no other addresses. */
async function tabsByCompany(permitted: ReadonlySet<string>): Promise<Map<string, number[]>> {
  const byCompany = new Map<string, number[]>();
  if (permitted.size === 0) return byCompany;
  for (const { id, url } of await openTabs()) {
    const site = url === undefined ? null : siteOf(url);
    if (site === null || !permitted.has(site.host)) continue;
    byCompany.set(site.company, [...(byCompany.get(site.company) ?? []), id]);
  }
  return byCompany;
}
