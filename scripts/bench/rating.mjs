// One rating as the popup makes it, from the tap until its commit and its answer, compared with one Dexie put of such a
// row.
import { browsers, command, extensionPage, QUIET_PAGE } from "./browser.mjs";
import { COMMITS, copyOf, minimal, tellingCommits } from "./extensions.mjs";
import { interleaved, ratioOf } from "./statistics.mjs";

const ROW = `{ id: new Date().toISOString() + Math.random(), at: new Date().toISOString(), company: "shop.localhost",
  scale: 5, value: 1, words: [], about: [], how: "self", delayMinutes: 0 }`;
const TIMED = (work) => `(async () => {
  const row = ${ROW};
  const start = performance.now();
  await ${work};
  return performance.now() - start;
})()`;
const OPEN = `globalThis.database = new Dexie("bare");
  database.version(1).stores({ feelings: "id, [company+at], at" });
  database.open().then(() => {})`;
const DEXIE_PUT = TIMED("database.feelings.put(row)");
const BARE_PUT = TIMED(`new Promise((done, fail) => {
  const transaction = database.backendDB().transaction("feelings", "readwrite");
  transaction.objectStore("feelings").put(row);
  transaction.oncomplete = done;
  transaction.onabort = () => fail(transaction.error);
})`);

/**
 * Stores the pending tap and sends it at the same time, like the popup. A new record each time, as for the first tap of
 * a visit. Milliseconds until the transaction commits, measured like Dexie's put, and until the answer.
 */
const tap = (page, value) =>
  page.evaluate(`(async () => {
    const id = crypto.randomUUID();
    const payload = { id, at: Date.now(), host: "shop.localhost", value: ${value}, another: true };
    const channel = new BroadcastChannel("${COMMITS}");
    const told = new Promise((done) => channel.addEventListener("message", ({ data }) => done(data), { once: true }));
    const start = performance.timeOrigin + performance.now();
    void chrome.storage.session.set({ ["tap " + id]: payload });
    const answer = await chrome.runtime.sendMessage({ command: "save-tap", payload });
    const answered = performance.timeOrigin + performance.now() - start;
    if (answer.error !== undefined || !answer.value?.batch) throw new Error("not rated");
    const committed = (await told) - start;
    channel.close();
    if (committed > answered) throw new Error("the answer came before the commit");
    return { committed, answered };
  })()`);

export async function measureRating({ program, folder, build, quick, add, say }) {
  const own = browsers(program, folder);
  say("a rating saved");
  try {
    const browser = await own.start({
      regards: tellingCommits(copyOf(build, `${folder}/regards-rating`)),
      minimal: minimal(`${folder}/minimal-rating`),
    });
    const page = await extensionPage(browser, "regards", QUIET_PAGE);
    const bare = await extensionPage(browser, "minimal", "put.html");
    await command(page, "record-health", {});
    await bare.evaluate(OPEN);
    let value = 0;
    const next = () => (value = value === 2 ? -2 : value + 1);
    const subjects = {
      put: () => bare.evaluate(DEXIE_PUT),
      rated: () => tap(page, next()),
      again: () => bare.evaluate(DEXIE_PUT),
      raw: () => bare.evaluate(BARE_PUT),
    };
    for (let warm = 0; warm < 3; warm++) for (const measure of Object.values(subjects)) await measure();
    const samples = await interleaved(quick ? 5 : 40, subjects);
    const reference = "one Dexie put";
    const rated = (member) => samples.rated.map((sample) => sample[member]);
    add({ what: "rating committed", unit: "ms", reference, ...ratioOf(rated("committed"), samples.put), most: 4 });
    add({ what: "rating answered", unit: "ms", reference, ...ratioOf(rated("answered"), samples.put) });
    add({ what: "A/A control: one Dexie put", unit: "ms", reference, ...ratioOf(samples.again, samples.put) });
    add({ what: "one Dexie put", unit: "ms", reference: "one IndexedDB put", ...ratioOf(samples.put, samples.raw) });
  } finally {
    await own.closeAll();
  }
}
