// Extensions of a run, in a folder of their own: the unchanged build, changed copies, and two to compare with.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../tools.mjs";

const manifestOf = (folder) => JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));

/** Files by name; objects become JSON. */
export function write(folder, files) {
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(files))
    writeFileSync(join(folder, name), typeof content === "string" ? content : JSON.stringify(content, null, 2));
  return folder;
}

/** Copies the build, so that a rebuild during the measurement does not affect it. Adds host permissions on request. */
export function copyOf(build, folder, hosts = []) {
  cpSync(build, folder, { recursive: true });
  if (hosts.length > 0) write(folder, { "manifest.json": { ...manifestOf(build), host_permissions: hosts } });
  return folder;
}

const BACKGROUND = "background.js";
export const UPDATES = "bench-updates";
export const COMMITS = "bench-commits";

const withProbe = (folder, probe) =>
  write(folder, {
    [BACKGROUND]: `(() => {
const now = () => performance.timeOrigin + performance.now();
${probe}})();
${readFileSync(join(folder, BACKGROUND), "utf8")}`,
  });

/** A copy whose background reports on a channel when the browser has applied new rules: polling would slow it down. */
export const tellingUpdates = (folder) =>
  withProbe(
    folder,
    `const [rules, channel] = [chrome.declarativeNetRequest, new BroadcastChannel("${UPDATES}")];
const update = rules.updateDynamicRules.bind(rules);
rules.updateDynamicRules = (change) => {
  const updating = update(change);
  void updating.then(() => channel.postMessage(now()));
  return updating;
};\n`,
  );

/** A copy whose background reports on a channel when the browser has committed a write. */
export const tellingCommits = (folder) =>
  withProbe(
    folder,
    `const channel = new BroadcastChannel("${COMMITS}");
const begin = IDBDatabase.prototype.transaction;
IDBDatabase.prototype.transaction = function (...given) {
  const transaction = begin.apply(this, given);
  if (transaction.mode === "readwrite") transaction.addEventListener("complete", () => channel.postMessage(now()));
  return transaction;
};\n`,
  );

/** Holds the same permissions and does nothing: measures the cost of the permissions alone. */
export function holderOf(build, folder, hosts = []) {
  const { permissions, optional_host_permissions, incognito } = manifestOf(build);
  const manifest = {
    manifest_version: 3,
    name: "Holder",
    version: "1",
    permissions,
    optional_host_permissions,
    incognito,
    background: { service_worker: "worker.js" },
    ...(hosts.length > 0 ? { host_permissions: hosts } : {}),
  };
  return write(folder, { "manifest.json": manifest, "worker.js": "" });
}

/** Minimal extension with the same tasks: answers a message, prints a word, stores a row, replaces one rule. */
export function minimal(folder, hosts = ["http://*.localhost/*"]) {
  const manifest = {
    manifest_version: 3,
    name: "Minimal",
    version: "1",
    permissions: ["declarativeNetRequest"],
    host_permissions: hosts,
    background: { service_worker: "worker.js" },
    content_scripts: [{ matches: ["http://*.localhost/*"], js: ["content.js"], run_at: "document_start" }],
  };
  return write(folder, {
    "manifest.json": manifest,
    "worker.js": `chrome.runtime.onMessage.addListener((message, sender, respond) => respond(message));\n`,
    // The page gives the start signal. The content script times the round trip, so that the page's events are excluded.
    "content.js": `addEventListener("bare:request", async () => {
  const start = performance.now();
  await chrome.runtime.sendMessage({ id: "1" });
  dispatchEvent(new CustomEvent("bare:answer", { detail: String(performance.now() - start) }));
});\n`,
    "dexie.js": readFileSync(join(root, "node_modules/dexie/dist/dexie.min.js"), "utf8"),
    "put.html": `<!doctype html><html lang="en"><meta charset="utf-8"><title>Put</title><script src="dexie.js"></script>\n`,
    "word.html": `<!doctype html><html lang="en"><meta charset="utf-8"><title>Word</title><body>Word</body></html>\n`,
  });
}
