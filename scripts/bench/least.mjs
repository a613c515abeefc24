// Lower bound of an edit that replaces a rule after its commit: a message, a transaction that reads five rows and
// stores five, and one replaced rule. A separate extension without libraries and checks.
import { write } from "./extensions.mjs";

const WORKER = `const STORES = ["rules", "changes", "outbox", "meta", "profiles"];
let rule;
const database = new Promise((done, fail) => {
  const open = indexedDB.open("least", 1);
  open.onupgradeneeded = () => STORES.forEach((name) => open.result.createObjectStore(name, { keyPath: "id" }));
  open.onsuccess = () => done(open.result);
  open.onerror = () => fail(open.error);
});
const commit = (database, value) => new Promise((done, fail) => {
  const transaction = database.transaction(STORES, "readwrite");
  const stores = STORES.map((name) => transaction.objectStore(name));
  let asked = stores.length;
  for (const store of stores) store.get("one").onsuccess = () => {
    asked -= 1;
    if (asked === 0) for (const each of stores) each.put({ id: "one", value });
  };
  transaction.oncomplete = done;
  transaction.onabort = () => fail(transaction.error);
});
async function edit(value) {
  await commit(await database, value);
  const action = { type: "modifyHeaders", requestHeaders: [{ header: "X-Bench", operation: "set", value }] };
  await chrome.declarativeNetRequest.updateDynamicRules({ removeRuleIds: [rule.id], addRules: [{ ...rule, action }] });
  return performance.timeOrigin + performance.now();
}
chrome.runtime.onMessage.addListener((message, sender, respond) => {
  if (message.rule !== undefined) rule = message.rule;
  if (message.value === undefined) return respond(true);
  edit(message.value).then(respond);
  return true;
});
`;

export const least = (folder, hosts) =>
  write(folder, {
    "manifest.json": {
      manifest_version: 3,
      name: "Least",
      version: "1",
      permissions: ["declarativeNetRequest"],
      host_permissions: hosts,
      background: { service_worker: "worker.js" },
    },
    "worker.js": WORKER,
    "word.html": `<!doctype html><html lang="en"><meta charset="utf-8"><title>Word</title><body>Word</body></html>\n`,
  });

/** By then the worker is awake and knows the rule to replace. */
export const keepLeastRule = (page, rule) => page.evaluate(`chrome.runtime.sendMessage({ rule: ${rule} })`);

/** Milliseconds from the message until the browser has applied the rule. */
export const leastEdit = (page, value) =>
  page.evaluate(`(async () => {
    const start = performance.timeOrigin + performance.now();
    return (await chrome.runtime.sendMessage({ value: ${JSON.stringify(value)} })) - start;
  })()`);
