// A plausible record for the screenshots: three companies over some months, made by the commands that users' clicks
// send.
import { command } from "./browser.mjs";

const BANK = "northbank.localhost";
const SHOP = "plainshop.localhost";
const POWER = "riverside-power.example";

async function feel(page, { company, value }, detail) {
  const { feeling } = await command(page, "rate-visit", { company, value, another: true });
  await command(page, "describe-feeling", { id: feeling.id, detail });
  return feeling.id;
}

export const rateBank = (page) =>
  feel(
    page,
    { company: BANK, value: 1 },
    {
      words: ["respected", "relieved"],
      about: ["support"],
      success: "yes",
      effort: "easy",
      note: "They explained the new rate before I asked.",
    },
  );

/** Allows the bank and adds a rule for contacts about the mortgage. */
export async function allowBank(page) {
  const parts = { contact: true, treatment: true, support: false, terms: true, plans: false, feelings: false };
  await command(page, "allow-company", { company: BANK, host: BANK, parts });
  await command(page, "edit-preference", {
    layer: `company:${BANK}`,
    rule: {
      kinds: "*",
      want: "yes",
      about: { label: "Mortgage", product: "mortgage" },
      via: ["call"],
      when: [{ days: ["mo", "tu", "we", "th", "fr"], from: "17:30", to: "19:30" }],
    },
  });
}

const PAST = [
  [3, SHOP, 2, { words: ["delighted"], about: ["delivery"], note: "Two days early, and the box was the right size." }],
  [
    16,
    POWER,
    -2,
    {
      words: ["frustrated", "ignored"],
      about: ["billing", "waiting"],
      success: "no",
      effort: "hard",
      wanted: "One person who can correct a meter reading.",
      note: "Forty minutes on hold, twice.",
    },
  ],
  [27, BANK, 0, { words: ["indifferent"], about: ["website"] }],
  [41, SHOP, -1, { words: ["disappointed"], about: ["returns"], success: "partly", effort: "ok" }],
  [
    58,
    POWER,
    1,
    { words: ["grateful"], about: ["outage", "staff"], note: "The crew rang the bell when the power was back." },
  ],
  [74, BANK, 2, { words: ["in-control", "at-ease"], about: ["account"], success: "yes", effort: "easy" }],
];

/** At an arbitrary time of that day. */
const daysAgo = (days) => `${new Date(Date.now() - days * 87_234_567).toISOString().slice(0, 19)}Z`;

/** A year with one company, in the same form. */
export const A_YEAR = [
  [336, -1, { words: ["frustrated"], about: ["billing"] }],
  [301, -2, { words: ["ignored"], about: ["waiting"] }],
  [270, -1, { words: ["disappointed"], about: ["billing"] }],
  [232, 0, { words: ["indifferent"], about: ["website"] }],
  [198, -1, { words: ["frustrated"], about: ["waiting"] }],
  [160, 1, { words: ["respected"], about: ["staff"] }],
  [121, 0, { words: ["indifferent"], about: ["website"] }],
  [95, 1, { words: ["relieved"], about: ["billing"] }],
  [33, 1, { words: ["respected"], about: ["staff"] }],
  [8, 2, { words: ["relieved", "grateful"], about: ["billing", "staff"] }],
].map(([days, value, detail]) => [days, POWER, value, detail]);

/** Feelings of the last months: noted now, then dated back. `more` is added to them. */
export async function liveThroughMonths(page, more = []) {
  const dated = [];
  for (const [days, company, value, detail] of [...PAST, ...more]) {
    dated.push([await feel(page, { company, value }, detail), daysAgo(days)]);
  }
  await command(page, "edit-company", { company: POWER, name: "Riverside Power", sector: "energy-water" });
  await command(page, "edit-company", { company: SHOP, name: "Plainshop", sector: "retail" });
  await page.evaluate(`(${dateBack})(${JSON.stringify(dated)}, ${JSON.stringify(daysAgo(13))})`);
  // Recounts the months.
  await command(page, "edit-profile", { timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone });
}

/** Runs in an extension page; self-contained. */
async function dateBack(dated, allowedAt) {
  const open = indexedDB.open("regards");
  await new Promise((done) => (open.onsuccess = done));
  const transaction = open.result.transaction(["feelings", "counters", "receipts", "events", "meta"], "readwrite");
  transaction.objectStore("meta").delete("counted-in");
  const [feelings, counters, receipts, events] = ["feelings", "counters", "receipts", "events"].map((table) =>
    transaction.objectStore(table),
  );
  const latest = new Map();
  for (const [id, at] of dated) feelings.get(id).onsuccess = ({ target }) => feelings.put({ ...target.result, at });
  // Dates the permission and the first receipt back by two weeks, before the rule.
  for (const store of [receipts, events])
    store.openCursor().onsuccess = ({ target: { result } }) => result?.update({ ...result.value, at: allowedAt });
  feelings.openCursor().onsuccess = ({ target }) => {
    const { result } = target;
    if (result !== null) {
      const { company, at } = result.value;
      if (at > (latest.get(company) ?? "")) latest.set(company, at);
      result.continue();
      return;
    }
    for (const [id, latestAt] of latest)
      counters.get(id).onsuccess = ({ target: { result: counter } }) => counters.put({ ...counter, latestAt });
  };
  await new Promise((done) => (transaction.oncomplete = done));
  open.result.close();
}

/** Simulates a damaged disk: the daily copy exists, the database does not. */
export async function forgetRecord(page, stopWorker) {
  await page.evaluate(`(async () => {
    const { value } = await chrome.runtime.sendMessage({ command: "export-record", payload: {} });
    const folder = await navigator.storage.getDirectory();
    const file = await (await folder.getFileHandle("record.json", { create: true })).createWritable();
    await file.write(value);
    await file.close();
  })()`);
  await stopWorker();
  await page.evaluate(`new Promise((done, fail) => {
    const gone = indexedDB.deleteDatabase("regards");
    gone.onsuccess = () => done();
    gone.onerror = () => fail(gone.error);
    gone.onblocked = () => fail(new Error("a window still has the record open"));
  })`);
}
