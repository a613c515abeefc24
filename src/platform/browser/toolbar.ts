// The toolbar button, with a common state and one for single tabs. A tab's own text hides the common one, so a marked
// tab carries both.

import { makeSerialQueue } from "../serial-queue.ts";
import { browser } from "./browser.ts";

const MARK = "•";

interface Common {
  text: string;
  title: string;
}

/** A mark made while the common text changes would carry the old one. */
const enqueue = makeSerialQueue();

async function readCommon(): Promise<Common> {
  const [text, title] = await Promise.all([browser.action.getBadgeText({}), browser.action.getTitle({})]);
  return { text, title };
}

/** `meaning` is read by screen readers and shown on hover. The browser forgets both when the tab leaves the page. */
export const markTab = (tab: number, meaning: string): Promise<void> =>
  enqueue(async () => showIn(tab, meaning, await readCommon()));

async function showIn(tab: number, meaning: string, { text, title }: Common): Promise<void> {
  // A tab that was closed meanwhile needs no mark.
  await Promise.all([
    browser.action.setBadgeText({ tabId: tab, text: `${text}${MARK}` }),
    browser.action.setBadgeBackgroundColor({ tabId: tab, color: "#0b5cad" }),
    browser.action.setTitle({ tabId: tab, title: text === "" ? meaning : `${title}\n${meaning}` }),
  ]).catch(() => {});
}

/** In all tabs, the company that is asked about; null is the plain button. In the browser's language: windows have their own. */
export const showBadge = (company: string | null): Promise<void> =>
  enqueue(async () => {
    const title =
      company === null
        ? browser.i18n.getMessage("extensionName")
        : browser.i18n.getMessage("reminder_title").replace("{company}", () => company);
    const common = { text: company === null ? "" : "1", title };
    const before = await readCommon();
    if (before.text === common.text && before.title === common.title) return;
    // The title last: what a death leaves half done is neither the one nor the other, and is done again.
    await browser.action.setBadgeText({ text: common.text });
    await Promise.all((await browser.tabs.query({})).map(({ id }) => renewMark(id, common)));
    await browser.action.setTitle({ title });
  });

/** The tab itself says what it is marked with: the browser forgets that at the right moment, a note of ours would not. */
async function renewMark(tab: number | undefined, common: Common): Promise<void> {
  if (tab === undefined) return;
  const [text, title] = await Promise.all([
    browser.action.getBadgeText({ tabId: tab }),
    browser.action.getTitle({ tabId: tab }),
  ]).catch(() => ["", ""]);
  if (text.endsWith(MARK)) await showIn(tab, title.split("\n").at(-1) ?? "", common);
}
