// The toolbar button: its badge and title in all tabs, and the mark of a single tab. A tab's own badge hides the common
// one, so that a marked tab shows both texts.
import { makeSerialQueue } from "../serial-queue.ts";
import { browser } from "./browser.ts";

const MARK = "•";

interface Common {
  text: string;
  title: string;
}

/** In order: a mark set while the common text changes would show the old one. */
const enqueue = makeSerialQueue();

async function readCommon(): Promise<Common> {
  const [text, title] = await Promise.all([browser.action.getBadgeText({}), browser.action.getTitle({})]);
  return { text, title };
}

/** `meaning` is read by screen readers and shown on hover. The browser forgets both when the tab leaves the page. */
export const markTab = (tab: number, meaning: string): Promise<void> =>
  enqueue(async () => showIn(tab, meaning, await readCommon()));

async function showIn(tab: number, meaning: string, { text, title }: Common): Promise<void> {
  // Fails if the tab was closed meanwhile.
  await Promise.all([
    browser.action.setBadgeText({ tabId: tab, text: `${text}${MARK}` }),
    browser.action.setBadgeBackgroundColor({ tabId: tab, color: "#17614e" }),
    browser.action.setTitle({ tabId: tab, title: text === "" ? meaning : `${title}\n${meaning}` }),
  ]).catch(() => {});
}

/** Shows in all tabs the company of a reminder; null resets the button. Uses the browser's language, not the windows'. */
export const showBadge = (company: string | null): Promise<void> =>
  enqueue(async () => {
    const title =
      company === null
        ? browser.i18n.getMessage("extensionName")
        : browser.i18n.getMessage("reminder_title").replace("{company}", () => company);
    const common = { text: company === null ? "" : "1", title };
    const before = await readCommon();
    if (before.text === common.text && before.title === common.title) return;
    // The title last: after a kill in between, text and title differ from both states, and the next call repairs them.
    await browser.action.setBadgeText({ text: common.text });
    await Promise.all((await browser.tabs.query({})).map(({ id }) => renewMark(id, common)));
    await browser.action.setTitle({ title });
  });

/** Reads the mark from the tab: the browser forgets it when the tab leaves the page, which a note of ours would miss. */
async function renewMark(tab: number | undefined, common: Common): Promise<void> {
  if (tab === undefined) return;
  const [text, title] = await Promise.all([
    browser.action.getBadgeText({ tabId: tab }),
    browser.action.getTitle({ tabId: tab }),
  ]).catch(() => ["", ""]);
  if (text.endsWith(MARK)) await showIn(tab, title.split("\n").at(-1) ?? "", common);
}
