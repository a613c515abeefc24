// Opens a page of the extension repeatedly, and times the first appearance of chosen elements.
import { closeTab } from "./browser.mjs";

/** Records the first appearance of each element. Runs before any script of the page. */
const WATCH = (wanted) => `(() => {
  if (location.protocol !== "chrome-extension:") return;
  const shown = (globalThis.shown = {});
  const look = () => {
    for (const [name, selector] of Object.entries(${JSON.stringify(wanted)}))
      if (!(name in shown) && document.querySelector(selector) !== null) shown[name] = performance.now();
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true, attributes: true });
})()`;

/**
 * Opens an address repeatedly in a tab of the popup's size. Returns the times of each wanted element and of the first
 * paint.
 */
export async function opener(browser, url, { wanted, size: { width, height } }) {
  const page = await browser.attach((await browser.send("Target.createTarget", { url: "about:blank" })).targetId);
  await page.send("Page.enable");
  await page.send("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: 1, mobile: false });
  await page.send("Page.addScriptToEvaluateOnNewDocument", { source: WATCH(wanted) });
  const open = async () => {
    await browser.send("Target.activateTarget", { targetId: page.targetId });
    await page.send("Page.navigate", { url: "about:blank" });
    await page.send("Page.navigate", { url });
    return page.evaluate(`new Promise((done, fail) => {
      const start = Date.now();
      const look = () => {
        const [paint] = performance.getEntriesByName("first-contentful-paint");
        if (paint !== undefined && Object.keys(shown).length === ${Object.keys(wanted).length}) done({ ...shown, paint: paint.startTime });
        else if (Date.now() - start > 20_000) fail(new Error("not shown: " + JSON.stringify(shown) + " " + document.body.textContent.slice(0, 200)));
        else setTimeout(look, 10);
      };
      look();
    })`);
  };
  return { page, open, close: () => closeTab(browser, page.targetId) };
}
