// Writes a receipt for each company that can read something new, and sends the new document to its open pages.
import { siteOf } from "../../core/companies/company.ts";
import { isLive } from "../../core/sharing/grant.ts";
import { openTabs, sendToTab } from "../../platform/browser/tabs.ts";
import { clock, instantNow } from "../../platform/clock.ts";
import { eachOf } from "../../platform/each.ts";
import type { PreferencesDocument } from "../../signal/document.ts";
import { issueDocument, withdraw } from "./issue-document.ts";
import type { SignalIndex } from "./signal-index.ts";
import { inputFromIndex } from "./view-input.ts";

/** Above this number, receipts of companies without an open page are written after the command's answer. */
const AT_ONCE = 50;

/** Companies get the live change of one edit seconds apart, since its time would let them match their customers. */
const MOMENT_MILLISECONDS = 1000;
const MOMENTS = 9;

interface OpenPage {
  tab: number;
  origin: string;
}

/** Null if the grant has ended. */
type ReadDocument = (company: string) => Promise<PreferencesDocument | null>;

type OpenPages = ReadonlyMap<string, readonly OpenPage[]>;

/** Sends the document in its state at the time of sending. */
async function sendToPages(documentOf: ReadDocument, company: string, pages: readonly OpenPage[]): Promise<void> {
  const changed = await documentOf(company);
  if (changed === null) return;
  for (const { tab, origin } of pages) sendToTab(tab, { changed, to: origin });
}

/** The first company gets it at once, each other one at a random time within the next seconds. */
async function notifyPages(documentOf: ReadDocument, companies: readonly string[], pages: OpenPages): Promise<void> {
  for (const [place, company] of companies.entries()) {
    const send = () => sendToPages(documentOf, company, pages.get(company) ?? []);
    if (place === 0) await send();
    else clock.later(() => void send().catch(console.error), MOMENT_MILLISECONDS * (1 + clock.chance() * MOMENTS));
  }
}

/** Writes the final receipt of a company whose grant is no longer live. */
async function withdrawEnded(index: SignalIndex, company: string): Promise<void> {
  if (!isLive(index.grants.get(company), instantNow())) await withdraw(company);
}

/**
 * Companies with an open page come first: their receipts, then the new documents for their pages. The receipts of all
 * others and of ended grants follow; they are not awaited if there are more than AT_ONCE.
 */
export async function issueReceipts(
  index: SignalIndex,
  permitted: ReadonlySet<string>,
  documentOf: ReadDocument,
): Promise<void> {
  const now = instantNow();
  const readInput = inputFromIndex(index);
  const grants = [...index.grants.values()];
  const readers = grants.filter((grant) => isLive(grant, now) && grant.hosts.some((host) => permitted.has(host)));
  const pages = await tabsByCompany(permitted);
  const changed: string[] = [];
  const issue = (company: string) => async () => {
    const issued = await issueDocument(readInput, company);
    if (issued?.changed === true && pages.has(company)) changed.push(company);
  };
  const visible = readers.filter(({ id }) => pages.has(id)).map(({ id }) => issue(id));
  const hidden = readers.filter(({ id }) => !pages.has(id)).map(({ id }) => issue(id));
  const ended = [...grants.filter((grant) => !isLive(grant, now)).map(({ id }) => id), ...index.removed];
  const others = [...hidden, ...ended.map((id) => () => withdrawEnded(index, id))];
  const first = [...visible, () => notifyPages(documentOf, changed, pages)];
  if (others.length <= AT_ONCE) return eachOf([...first, ...others]);
  const late = (error: unknown) => console.error("receipts are late; the next start writes them", error);
  await eachOf([...first, async () => void eachOf(others).catch(late)]);
}

/** Open pages by company, for granted and permitted hosts only: the browser hides other addresses. */
async function tabsByCompany(permitted: ReadonlySet<string>): Promise<OpenPages> {
  const byCompany = new Map<string, OpenPage[]>();
  if (permitted.size === 0) return byCompany;
  for (const { id, url } of await openTabs()) {
    const site = url === undefined ? null : siteOf(url);
    if (site === null || !permitted.has(site.host)) continue;
    byCompany.set(site.company, [...(byCompany.get(site.company) ?? []), { tab: id, origin: site.origin }]);
  }
  return byCompany;
}
