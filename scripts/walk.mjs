// Walks through the main job in a headless browser: install, allow a company, edit live, rate, restart without loss, revoke.
import { startBrowser, until } from "./devtools.mjs";

const POPUP = "src/entries/popup/index.html";
export const DASHBOARD = "src/entries/dashboard/index.html";

/** `saw` prints a step. */
export async function walk({ program, profile, extension, bankUrl, shopUrl, saw }) {
  const start = () => startExtension({ program, profile, extension });
  const { browser, id, root } = await start();
  try {
    saw(`Regards is installed (${id}); its first page opened: ${await welcomeTitle(browser, root)}`);
    await permitHost({ browser, id }, "http://northbank.localhost/*");

    const shop = await browser.open(shopUrl);
    const shopPopup = await openPopup({ browser, id, root }, shop);
    saw(`On a shop that does not take part: ${await shopPopup.see("participation")}`);
    await browser.send("Target.closeTarget", { targetId: shopPopup.targetId });

    const bank = await browser.open(bankUrl);
    saw(`Before: the bank’s server read ${await bank.see("sees-header")}`);
    const bankPopup = await openPopup({ browser, id, root }, bank);
    await bankPopup.click("show-preview");
    saw(`The popup shows exactly what the bank would see: ${(await bankPopup.see("sentence-0")).trim()} …`);
    const promised = await bankPopup.see("exact-header");
    await bankPopup.click("allow");
    await bankPopup.see("allowed");
    saw("Allowed.");

    await bank.send("Page.reload");
    const header = await until("the header", async () => {
      const text = await bank.evaluate(`document.querySelector('[data-testid="sees-header"]').textContent`);
      return text.includes("v=1") && text;
    });
    if (!header.includes(promised)) throw new Error(`the bank read ${header}, the popup had shown ${promised}`);
    saw(`On the next request the bank’s server read exactly that: ${promised}`);
    await until("the page's preferences", () => live(bank, "contact"));
    saw("The bank’s page received the whole document by event.");

    await bankPopup.click("add-rule");
    await bankPopup.pick("rule-about", "product mortgage");
    await bankPopup.pick("rule-via-1", "call");
    await bankPopup.pick("rule-when", "2");
    await until("the live change", () => live(bank, '"17:30"'));
    saw(`Edited in the popup, changed live in the open page: ${(await bankPopup.see("rule-sentence")).trim()}`);
    await bankPopup.click("rule-done");
    await bankPopup.click("rate-bad");
    // Waits for the rating itself, not for Undo, which the earlier edit shows too: closing the browser must not lose
    // the tap.
    await bankPopup.see("rating-detail");
    saw("Rated the visit in one tap.");
    await share(bankPopup, saw);
    const staff = await browser.open(`${bankUrl}staff`);
    await until("the bank to have it", async () => {
      await staff.send("Page.reload");
      return staff.evaluate(`document.querySelector('[data-testid="staff-feeling"]') !== null`);
    });
    saw(`The bank received it: ${await staff.see("staff-feeling")}`);
    const report = await browser.open(`${bankUrl}report`);
    const due = await until("the promise in the report", () =>
      report.evaluate(
        `[...document.querySelectorAll("li")].find((item) => item.textContent.includes("put it right"))?.textContent`,
      ),
    );
    saw(`Its report lists the promise: ${due}`);
  } finally {
    await browser.close();
  }

  const again = await start();
  try {
    const dashboard = await again.browser.open(`${again.root}${DASHBOARD}#/companies/northbank.localhost/feelings`);
    saw(`After a restart of the browser it is on the dashboard: ${(await dashboard.see("feeling-value")).trim()}`);
    const timeline = await again.browser.open(`${again.root}${DASHBOARD}#/companies/northbank.localhost`);
    const reply = await until("the bank's reply", () =>
      timeline.evaluate(`document.querySelector('[data-type="answered"] .note')?.textContent`),
    );
    await timeline.see("promise-kept");
    saw(`The bank’s reply and promise are on the timeline: ${reply}`);
  } finally {
    await again.browser.close();
  }
}

export async function startExtension({ program, profile, extension }) {
  const browser = await startBrowser(program, { profile, headless: true });
  const { id } = await browser.send("Extensions.loadUnpacked", { path: extension });
  return { browser, id, root: `chrome-extension://${id}/` };
}

/** Headless mode has no permission dialog: permits on the browser's settings page beforehand. The button still asks. */
export async function permitHost({ browser, id }, pattern) {
  const settings = await browser.open("chrome://extensions/");
  await settings.evaluate(
    `chrome.developerPrivate.addHostPermission(${JSON.stringify(id)}, ${JSON.stringify(pattern)})`,
  );
  await browser.send("Target.closeTarget", { targetId: settings.targetId });
}

/** Shares the rating: allows the part once, then confirms the exact text. */
async function share(popup, saw) {
  await popup.click("share-feeling");
  await until("the question or the text", () =>
    popup.evaluate(`document.querySelector('[data-testid="confirm-yes"], [data-testid="share-text"]') !== null`),
  );
  const asks = await popup.evaluate(`document.querySelector('[data-testid="confirm-yes"]') !== null`);
  if (asks) await popup.click("confirm-yes");
  await popup.see("share-text");
  const text = await until("the exact text", () =>
    popup.evaluate(`document.querySelector('[data-testid="share-text"]').textContent.trim()`),
  );
  await popup.click("share-confirm");
  await popup.see("share-state");
  saw(`Shared it with the bank, exactly: ${text}`);
}

async function welcomeTitle(browser, root) {
  const target = await until("the first page", async () =>
    (await browser.targets("page")).find(({ url }) => url.startsWith(`${root}src/entries/welcome/`)),
  );
  const page = await browser.attach(target.targetId);
  return until("its heading", () => page.evaluate("document.querySelector('h1')?.textContent"));
}

/** Opens the real popup of the real button, so that it may read the page as after a click. */
export async function openPopup({ browser, id, root }, page) {
  await browser.send("Target.activateTarget", { targetId: page.targetId });
  const before = new Set((await browser.targets()).map(({ targetId }) => targetId));
  const url = await page.evaluate("location.href");
  const tab = (await browser.targets("tab")).find((target) => target.url === url);
  await browser.send("Extensions.triggerAction", { id, targetId: tab.targetId });
  const target = await until("the popup", async () =>
    (await browser.targets()).find((one) => !before.has(one.targetId) && one.url.startsWith(`${root}${POPUP}`)),
  );
  const document = await browser.attach(target.targetId);
  await document.see("company-name");
  return document;
}

const live = (page, text) =>
  page.evaluate(
    `document.querySelector('[data-testid="live-preferences"]').textContent.includes(${JSON.stringify(text)})`,
  );
