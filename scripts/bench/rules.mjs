// An edit of a base preference until the header rules of all companies have it, compared with replacing one bare rule.
import { setTimeout as rest } from "node:timers/promises";
import { until } from "../devtools.mjs";
import { atRest, browsers, command, extensionPage, QUIET_PAGE, stopWorker } from "./browser.mjs";
import { copyOf, minimal, tellingUpdates, UPDATES } from "./extensions.mjs";
import { keepLeastRule, least, leastEdit } from "./least.mjs";
import { copyReceipts, KINDS_OF_COMPANIES, newestReceiptIds, rowsIn, seed, seedRules } from "./seed.mjs";
import { median, ratioOf } from "./statistics.mjs";

/** One permission for all companies' hosts: Chromium takes minutes to load an extension with 10,000 separate ones. */
const HOSTS = ["https://*.example/*"];
/**
 * Up to this number of companies, each edit waits for the receipts of the previous one; for more companies they take
 * minutes.
 */
const MOST_AWAITED = 1000;
const domainsInForce = (page) =>
  page.evaluate(
    "chrome.declarativeNetRequest.getDynamicRules().then((rules) => rules.flatMap(({ condition }) => condition.requestDomains).length)",
  );

/** Milliseconds from the edit until the browser has applied the rule, and until the background has answered. */
const edit = (page, want) =>
  page.evaluate(`(async () => {
    const values = async () => JSON.stringify((await chrome.declarativeNetRequest.getDynamicRules()).map(({ action }) => action.requestHeaders[0].value));
    const before = await values();
    const rule = { kinds: ["news", "offers", "partners"], want: ${JSON.stringify(want)} };
    const payload = { layer: "base", id: "default-marketing", rule, confirmed: true };
    const channel = new BroadcastChannel("${UPDATES}");
    const updated = new Promise((done) => channel.addEventListener("message", ({ data }) => done(data), { once: true }));
    const start = performance.timeOrigin + performance.now();
    const said = await chrome.runtime.sendMessage({ command: "edit-preference", payload });
    const answered = performance.timeOrigin + performance.now() - start;
    if (said.error !== undefined) throw new Error(said.error.message);
    const inForce = (await updated) - start;
    channel.close();
    if ((await values()) === before) throw new Error("the rule did not change");
    return { inForce, answered };
  })()`);

/** Regards' rule for that number of companies, without its header. */
const ruleOf = (page) =>
  page.evaluate(
    "chrome.declarativeNetRequest.getDynamicRules().then(([{ id, priority, condition }]) => JSON.stringify({ id, priority, condition }))",
  );

const bareUpdate = (page, value) =>
  page.evaluate(`(async () => {
    const action = { type: "modifyHeaders", requestHeaders: [{ header: "X-Bench", operation: "set", value: ${JSON.stringify(value)} }] };
    const start = performance.now();
    await chrome.declarativeNetRequest.updateDynamicRules({ removeRuleIds: [rule.id], addRules: [{ ...rule, action }] });
    return performance.now() - start;
  })()`);

export async function measureRules({ program, folder, build, quick, add, say }) {
  await measureWith(1, quick ? 3 : 20);
  await measureWith(1000, quick ? 1 : 6);
  if (!quick) await measureWith(10_000, 3);
  await measureOwnLayers(quick ? 500 : 10_000, quick ? 1 : 3);

  /** Companies that each have rules of their own, in a few variants, over thirty general rules. */
  async function measureOwnLayers(companies, rounds) {
    const own = browsers(program, folder);
    const of = `${companies.toLocaleString("en")} companies with own rules, 30 general rules`;
    say(`edit → rule, ${of}`);
    try {
      const browser = await own.start({ regards: tellingUpdates(copyOf(build, `${folder}/regards-layers`, HOSTS)) });
      const page = await extensionPage(browser, "regards", QUIET_PAGE);
      const kinds = KINDS_OF_COMPANIES;
      await firstReceipts(browser, page, kinds);
      await seed(page, { companies, grants: companies });
      await seedRules(page, companies);
      const samples = [];
      let rules = 0;
      for (let round = 0; round < rounds; round++) {
        await settle({ browser, page }, companies, kinds);
        await atRest(browser);
        const before = await newestReceiptIds(page, kinds);
        samples.push((await edit(page, round % 2 === 0 ? "ask" : "no")).inForce);
        await until("receipts of each kind", async () =>
          (await newestReceiptIds(page, kinds)).every((id, kind) => id !== before[kind]),
        );
        rules = await page.evaluate("chrome.declarativeNetRequest.getDynamicRules().then(({ length }) => length)");
      }
      add({ what: `edit → rule in force, ${of}`, unit: "ms", value: median(samples), atMost: 200 });
      add({ what: `header rules, ${of}`, unit: "", value: rules, atMost: 100 });
    } finally {
      await own.closeAll();
    }
  }

  async function measureWith(companies, rounds) {
    const own = browsers(program, folder);
    const of = `${companies.toLocaleString("en")} ${companies === 1 ? "company" : "companies"}`;
    say(`edit → rule, ${of}`);
    try {
      const browser = await own.start({
        regards: tellingUpdates(copyOf(build, `${folder}/regards-rules-${companies}`, HOSTS)),
        minimal: minimal(`${folder}/minimal-rules-${companies}`, HOSTS),
        least: least(`${folder}/least-rules-${companies}`, HOSTS),
      });
      const page = await extensionPage(browser, "regards", QUIET_PAGE);
      const bare = await extensionPage(browser, "minimal", "word.html");
      const leastPage = await extensionPage(browser, "least", "word.html");
      await firstReceipts(browser, page, 1);
      await seed(page, { companies, grants: companies });
      const calm = () => (companies > 1 ? atRest(browser) : rest(200));
      const samples = { bare: [], least: [], edited: [], answered: [], first: [], again: [] };
      const wants = (function* () {
        for (;;) yield* ["ask", "no"];
      })();
      for (let round = 0; round < rounds; round++) {
        if (companies > 1) await settle({ browser, page }, companies);
        await calm();
        if (companies > 1 && companies <= MOST_AWAITED) {
          samples.first.push((await edit(page, wants.next().value)).inForce);
          await calm();
        }
        const rule = await ruleOf(page);
        await bare.evaluate(`globalThis.rule = ${rule}; undefined`);
        await keepLeastRule(leastPage, rule);
        await rest(200);
        samples.bare.push(await bareUpdate(bare, `one-${round}`));
        samples.least.push(await leastEdit(leastPage, `one-${round}`));
        const { inForce, answered } = await edit(page, wants.next().value);
        samples.edited.push(inForce);
        samples.answered.push(answered);
        if (companies > 1) await stopWorker(browser, "regards");
        await calm();
        samples.again.push(await bareUpdate(bare, `other-${round}`));
      }
      const reference = "updateDynamicRules";
      const beside = (what, values, most = {}) =>
        add({ what: `${what}, ${of}`, unit: "ms", reference, ...ratioOf(values, samples.bare), ...most });
      beside("edit → rule in force", samples.edited, { most: 2 });
      beside("the least that commits first → rule in force", samples.least);
      beside("edit → answered", samples.answered);
      if (samples.first.length > 0) beside("the first edit after a start → rule in force", samples.first);
      beside("A/A control: updateDynamicRules", samples.again);
    } finally {
      await own.closeAll();
    }
  }
}

/** Grants one company of each kind, and lets Regards write its receipt. */
async function firstReceipts(browser, page, kinds) {
  await command(page, "record-health", {});
  await until("the first record", async () => (await rowsIn(page, "rules")) > 0);
  await seed(page, { companies: kinds, grants: kinds });
  if (kinds > 1) await seedRules(page, kinds);
  await stopWorker(browser, "regards");
  await command(page, "record-health", {});
  await until("the first receipts", async () => (await newestReceiptIds(page, kinds)).every((id) => id !== null));
}

/**
 * After an edit of a base preference, the receipts of many companies take minutes. This writes them at once and
 * restarts the worker, so that each edit is measured while the extension is idle.
 */
async function settle({ browser, page }, companies, kinds = 1) {
  await stopWorker(browser, "regards");
  await copyReceipts(page, companies, kinds);
  await command(page, "record-health", {});
  await until("the rules of all companies", async () => (await domainsInForce(page)) === companies);
}
