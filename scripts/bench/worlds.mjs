// Extension scripts that run in a page, as the DevTools protocol reports them to the page that observes.
import { setTimeout as rest } from "node:timers/promises";
import { closeTab } from "./browser.mjs";

const OBSERVER = "data:text/html,<title>Observer</title>";

/** Loads `url` in a new tab and counts isolated worlds and scripts of extensions in all of its frames. */
export async function lookIntoPage(browser, url) {
  const page = await browser.open("data:text/html,<title>Looked at</title>");
  const observer = await browser.open(OBSERVER);
  await browser.send("Target.exposeDevToolsProtocol", { targetId: observer.targetId, bindingName: "protocol" });
  await observer.evaluate(`globalThis.seen = [];
    protocol.onmessage = (text) => seen.push(JSON.parse(text));
    globalThis.order = (id, method, params, sessionId) => new Promise((done) => {
      protocol.send(JSON.stringify({ id, method, params, sessionId }));
      const look = () => { const answer = seen.find((one) => one.id === id); answer ? done(answer.result) : setTimeout(look, 20); };
      look();
    }); 0`);
  await observer.evaluate(`(async () => {
    const { sessionId } = await order(1, "Target.attachToTarget", { targetId: ${JSON.stringify(page.targetId)}, flatten: true });
    await order(2, "Runtime.enable", {}, sessionId);
    await order(3, "Debugger.enable", {}, sessionId);
    seen.length = 0;
  })()`);
  await browser.send("Target.activateTarget", { targetId: page.targetId });
  await page.send("Page.navigate", { url });
  await page.evaluate(
    "new Promise((done) => document.readyState === 'complete' ? done() : addEventListener('load', done))",
  );
  await rest(500);
  const seen = await observer.evaluate("seen");
  for (const { targetId } of [observer, page]) await closeTab(browser, targetId);
  const contexts = seen.filter(({ method }) => method === "Runtime.executionContextCreated");
  // The page has four documents. Fewer main worlds mean that the observation failed.
  const documents = contexts.filter(({ params }) => params.context.auxData?.type === "default");
  if (documents.length < 4) throw new Error("the page's worlds were not observed");
  return {
    worlds: contexts.filter(({ params }) => params.context.auxData?.type === "isolated").length,
    scripts: seen.filter(
      ({ method, params }) => method === "Debugger.scriptParsed" && params.url.startsWith("chrome-extension:"),
    ).length,
  };
}
