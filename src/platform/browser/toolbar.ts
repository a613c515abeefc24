// The toolbar button: its badge and title in all tabs, and the mark of a single tab. A tab's own badge hides the common
// one, so that a marked tab shows both texts.
import { makeSerialQueue } from "../serial-queue.ts";
import { browser } from "./browser.ts";

const MARK = "•";

interface Common {
  text: string;
  title: string;
}

/** One at a time: a mark that is set while the common text changes would show the old text. */
const enqueue = makeSerialQueue();

async function readCommon(): Promise<Common> {
  const [text, title] = await Promise.all([browser.action.getBadgeText({}), browser.action.getTitle({})]);
  return { text, title };
}

/** Screen readers read `meaning`, and hovering shows it. The browser forgets both when the tab leaves the page. */
export const markTab = (tab: number, meaning: string): Promise<void> =>
  enqueue(async () => showIn(tab, meaning, await readCommon()));

async function showIn(tab: number, meaning: string, { text, title }: Common): Promise<void> {
  // Fails if the tab is closed by then.
  await Promise.all([
    browser.action.setBadgeText({ tabId: tab, text: `${text}${MARK}` }),
    browser.action.setBadgeBackgroundColor({ tabId: tab, color: "#17614e" }),
    browser.action.setTitle({ tabId: tab, title: text === "" ? meaning : `${title}\n${meaning}` }),
  ]).catch(() => {});
}

/**
 * Shows the company of a reminder in all tabs; null resets the button. Uses the browser's language, not that of the
 * windows.
 */
export const showBadge = (company: string | null): Promise<void> =>
  enqueue(async () => {
    const title =
      company === null
        ? browser.i18n.getMessage("extensionName")
        : browser.i18n.getMessage("reminder_title").replace("{company}", () => company);
    const common = { text: company === null ? "" : "1", title };
    const before = await readCommon();
    if (before.text === common.text && before.title === common.title) return;
    // Sets the title last: after a kill in between, text and title differ from both states, and the next call repairs
    // them.
    await browser.action.setBadgeText({ text: common.text });
    await Promise.all((await browser.tabs.query({})).map(({ id }) => renewMark(id, common)));
    await browser.action.setTitle({ title });
  });

/**
 * Reads the mark from the tab, since a stored copy would miss that the browser forgets it when the tab leaves the page.
 */
async function renewMark(tab: number | undefined, common: Common): Promise<void> {
  if (tab === undefined) return;
  const [text, title] = await Promise.all([
    browser.action.getBadgeText({ tabId: tab }),
    browser.action.getTitle({ tabId: tab }),
  ]).catch(() => ["", ""]);
  if (text.endsWith(MARK)) await showIn(tab, title.split("\n").at(-1) ?? "", common);
}
