// Keeps receipts and open pages true: whoever can read something new has a receipt of it, and an open page is told.
import { siteOf } from "../../core/companies/company.ts";
import { isLive } from "../../core/sharing/grant.ts";
import { openTabs, tellTab } from "../../platform/browser/tabs.ts";
import { clock, instantNow } from "../../platform/clock.ts";
import { eachOf } from "../../platform/each.ts";
import type { PreferencesDocument } from "../../signal/document.ts";
import { issueDocument, withdraw } from "./issue-document.ts";
import type { SignalIndex } from "./signal-index.ts";
import { inputFromIndex } from "./view-input.ts";

/** With more companies than this the receipts of those without an open page follow after the answer. */
const AT_ONCE = 50;

/** The live change of one edit reaches different companies seconds apart: by its moment they could match their customers. */
const MOMENT_MILLISECONDS = 1000;
const MOMENTS = 9;

interface OpenPage {
  tab: number;
  origin: string;
}

/** Null when the grant ended meanwhile. */
type ReadDocument = (company: string) => Promise<PreferencesDocument | null>;

/** The document as it is when it is sent. */
async function tellOpenPages(documentOf: ReadDocument, company: string, pages: readonly OpenPage[]): Promise<void> {
  const changed = await documentOf(company);
  if (changed === null) return;
  for (const { tab, origin } of pages) tellTab(tab, { changed, to: origin });
}

/** A company whose receipts say "shared" although its grant is no longer live. */
async function withdrawEnded(index: SignalIndex, company: string): Promise<void> {
  if (!isLive(index.grants.get(company), instantNow())) await withdraw(company);
}

export async function issueReceipts(
  index: SignalIndex,
  permitted: ReadonlySet<string>,
  documentOf: ReadDocument,
): Promise<void> {
  const now = instantNow();
  const readInput = inputFromIndex(index);
  const readable = [...index.grants.values()].filter(
    (grant) => isLive(grant, now) && grant.hosts.some((host) => permitted.has(host)),
  );
  const open = await tabsByCompany(permitted);
  const visible = readable.filter(({ id }) => open.has(id));
  const changed: string[] = [];
  const shown = visible.map(({ id }) => async () => {
    if ((await issueDocument(readInput, id))?.changed === true) changed.push(id);
  });
  const telling = async () => {
    for (const [place, company] of changed.entries()) {
      const tell = () => tellOpenPages(documentOf, company, open.get(company) ?? []);
      if (place === 0) await tell();
      else clock.later(() => void tell().catch(console.error), MOMENT_MILLISECONDS * (1 + clock.chance() * MOMENTS));
    }
  };
  const rest = readable.filter(({ id }) => !open.has(id));
  const dead = [...index.grants.values()].filter((grant) => !isLive(grant, now));
  const ended = [...dead.map(({ id }) => id), ...index.removed];
  const behind = rest.map(
    ({ id }): (() => Promise<unknown>) =>
      () =>
        issueDocument(readInput, id),
  );
  const others = [...behind, ...ended.map((id) => () => withdrawEnded(index, id))];
  if (others.length <= AT_ONCE) return eachOf([...shown, telling, ...others]);
  const late = (error: unknown) => console.error("receipts are behind; the next start makes them good", error);
  await eachOf([...shown, telling, async () => void eachOf(others).catch(late)]);
}

/** Pages by company, of granted and permitted hosts only: the browser shows no other addresses. */
async function tabsByCompany(permitted: ReadonlySet<string>): Promise<Map<string, OpenPage[]>> {
  const byCompany = new Map<string, OpenPage[]>();
  if (permitted.size === 0) return byCompany;
  for (const { id, url } of await openTabs()) {
    const site = url === undefined ? null : siteOf(url);
    if (site === null || !permitted.has(site.host)) continue;
    byCompany.set(site.company, [...(byCompany.get(site.company) ?? []), { tab: id, origin: site.origin }]);
  }
  return byCompany;
}
