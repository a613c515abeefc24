// Writes rows directly into the record, more than a person would create. For measurements only.

/** Two months less than two years, up to today. */
const DAYS = { first: 700, spread: 694 };
/** Occurs only in one note, the oldest. */
export const RARE = "periwinkle";

// The functions named here run in an extension page, which gets them as text.
const company = (number) => `company-${number}.example`;
const list = (count, rowOf) => Array.from({ length: count }, (_, number) => rowOf(number));
const stamp = (number) =>
  (Date.now() - 86_400_000).toString(36).padStart(9, "0") +
  `${number.toString(36).padStart(3, "0").slice(-3)}benchbench`;

/** Reproducible pseudo-random number: a multiplicative hash. */
const scattered = (number) => Math.imul(Math.imul(number + 2, 0x9e3779b1) ^ (number >>> 3), 0x85ebca6b) >>> 11;

function openRecord() {
  const open = indexedDB.open("regards");
  return new Promise((done, fail) => {
    open.onsuccess = () => done(open.result);
    open.onerror = () => fail(open.error);
  });
}

/** Returns the number of rows in each table afterwards. */
async function putRows(rows) {
  const database = await openRecord();
  for (const [table, all] of Object.entries(rows)) {
    for (let from = 0; from < all.length; from += 5000) {
      const transaction = database.transaction(table, "readwrite");
      for (const row of all.slice(from, from + 5000)) transaction.objectStore(table).put(row);
      await new Promise((done, fail) => {
        transaction.oncomplete = done;
        transaction.onabort = () => fail(transaction.error);
      });
    }
  }
  database.close();
  return Object.values(rows).map((all) => all.length);
}

const instantOf = (number, of, { first, spread }) =>
  new Date(Date.now() - 86_400_000 * (first - (spread * number) / of)).toISOString().replace(/\.\d+/, "");

const feelingRow = (number, { of, at, prefix }) => ({
  id: `${prefix}${number.toString(36).padStart(12 - prefix.length, "0")}benchbench`,
  at,
  company: of,
  scale: 5,
  value: (scattered(number) % 5) - 2,
  words: ["relieved"],
  about: ["support"],
  how: "self",
  delayMinutes: 0,
  $h: stamp(0),
});

/** Rows for a file. */
export const feelingRows = ({ feelings, companies, prefix }) =>
  list(feelings, (number) =>
    feelingRow(number, { of: company(number % companies), at: instantOf(number, feelings, DAYS), prefix }),
  );

function recordRows({ companies, feelings, grants, own, told, days, rare }) {
  const $h = stamp(0);
  const parts = { contact: true, treatment: true, support: false, terms: true, plans: false, feelings: false };
  const isOwn = (number) => own > 0 && number % Math.floor(feelings / own) === 0;
  const rows = list(feelings, (number) => ({
    ...feelingRow(number, {
      of: company(isOwn(number) ? 0 : number % companies),
      at: instantOf(number, feelings, days),
      prefix: "",
    }),
    ...(number === 0 ? { note: `About ${rare}.` } : {}),
  }));
  return {
    companies: list(companies, (number) => ({ id: company(number), name: `Company ${number}`, $h })),
    grants: list(grants, (number) => ({
      id: company(number),
      hosts: [company(number)],
      parts,
      since: instantOf(0, 1, days),
      paused: false,
      $h,
    })),
    feelings: rows,
    ...countersOf(rows),
    events: list(told, (number) => ({
      id: stamp(number),
      at: instantOf(1, 2, days),
      company: company(number),
      type: "told",
      detail: { granted: parts },
      $h,
    })),
    changes: rows
      .filter((row) => own > 0 && row.company === company(0))
      .map(({ id }) => ({
        stamp: $h,
        batch: id,
        table: "feelings",
        id,
        fields: ["at", "company", "value"],
        before: { $del: true },
      })),
  };
}

/** Counts like `recount`, in the time zone of a new record: the browser's. */
function countersOf(feelings) {
  const dayOf = new Intl.DateTimeFormat("en-CA", { year: "numeric", month: "2-digit", day: "2-digit" });
  const counted = new Map();
  const months = new Map();
  for (const { id, company: of, value, at } of feelings) {
    const counter = counted.get(of) ?? {
      id: of,
      good: 0,
      neither: 0,
      bad: 0,
      days: 0,
      goodDays: 0,
      badDays: 0,
      months: "",
    };
    counter[value > 0 ? "good" : value < 0 ? "bad" : "neither"]++;
    counter.latestAt = at;
    counted.set(of, counter);
    const day = dayOf.format(new Date(at));
    const month = day.slice(0, 7);
    const { days } = months.get(`${month} ${of}`) ?? { days: {} };
    days[day] = [...(days[day] ?? []), { id, at, value }];
    months.set(`${month} ${of}`, { company: of, month, days });
  }
  // The last row of each day counts.
  for (const month of months.values()) {
    const last = Object.values(month.days).map((marks) => marks.at(-1).value);
    month.n = last.length;
    month.counts = [-2, -1, 0, 1, 2].map((value) => last.filter((one) => one === value).length);
    const counter = counted.get(month.company);
    const [good, bad] = [last.filter((value) => value > 0).length, last.filter((value) => value < 0).length];
    counter.days += last.length;
    counter.goodDays += good;
    counter.badDays += bad;
    counter.months += `${counter.months === "" ? "" : ";"}${month.month} ${last.length} ${good} ${bad}`;
  }
  return { counters: [...counted.values()], months: [...months.values()] };
}

const put = (page, rowsOf, wanted) =>
  page.evaluate(`(() => {
    const [company, list, stamp, scattered] = [${company}, ${list}, ${stamp}, ${scattered}];
    const [instantOf, feelingRow] = [${instantOf}, ${feelingRow}];
    ${openRecord} ${putRows} ${countersOf}
    return putRows((${rowsOf})(${JSON.stringify(wanted)}));
  })()`);

/** `own`: number of feelings about the first company. `told`: number of companies with an event of a grant. */
export const seed = (page, { companies, feelings = 0, grants = 0, own = 0, told = 0 }) =>
  put(page, recordRows, { companies, feelings, grants, own, told, days: DAYS, rare: RARE });

/** Preferences of companies with rules of their own. The company's number selects the variant. */
const VARIANTS = [
  { kinds: ["offers"], want: "no" },
  { kinds: ["news"], want: "yes", via: ["email"] },
  { kinds: "*", want: "ask", about: { label: "Mortgage" } },
  { kinds: ["advice"], want: "yes", limit: { max: 1, per: "month" } },
];
export const KINDS_OF_COMPANIES = VARIANTS.length;

function ruleRows({ companies, variants }) {
  const general = list(30, (number) => ({ kinds: "*", want: "no", about: { label: `Subject ${number}` } }));
  const own = list(companies, (number) => ({
    ...variants[number % variants.length],
    layer: `company:${company(number)}`,
  }));
  const rows = [...general.map((rule) => ({ ...rule, layer: "base" })), ...own];
  return { rules: rows.map((rule, number) => ({ id: `rule-${number}`, ...rule, $h: stamp(0) })) };
}

/** Thirty general rules, and one of its own for each company, in a few variants. */
export const seedRules = (page, companies) => put(page, ruleRows, { companies, variants: VARIANTS });

/** Number of rows in a table. */
export const rowsIn = (page, table) =>
  page.evaluate(`new Promise((done, fail) => {
    const open = indexedDB.open("regards");
    open.onerror = () => fail(open.error);
    open.onsuccess = () => {
      const count = open.result.transaction(${JSON.stringify(table)}).objectStore(${JSON.stringify(table)}).count();
      count.onsuccess = () => { open.result.close(); done(count.result); };
    };
  })`);

/** Newest receipt of each kind of company (its number modulo `kinds`). Null if there is none. */
const newestReceipts = (kinds) => `(async () => {
  ${openRecord}
  const database = await openRecord();
  const newest = Array(${kinds}).fill(null);
  await new Promise((done, fail) => {
    const request = database.transaction("receipts").objectStore("receipts").openCursor(null, "prev");
    request.onerror = () => fail(request.error);
    request.onsuccess = () => {
      const cursor = request.result;
      if (cursor === null || newest.every((one) => one !== null)) return done();
      newest[Number(/\\d+/.exec(cursor.value.company)[0]) % ${kinds}] ??= cursor.value;
      cursor.continue();
    };
  });
  database.close();
  return newest;
})()`;

export const newestReceiptIds = async (page, kinds) =>
  page.evaluate(`${newestReceipts(kinds)}.then((newest) => newest.map((one) => one?.id ?? null))`);

/**
 * Gives every company a copy of its kind's newest receipt, as if Regards had written them all: equal views have equal
 * receipts.
 */
export const copyReceipts = (page, companies, kinds = 1) =>
  page.evaluate(`(async () => {
    const [company, list] = [${company}, ${list}];
    const newest = await ${newestReceipts(kinds)};
    if (newest.includes(null)) throw new Error("not every kind has a receipt yet");
    const copies = list(${companies}, (number) => {
      const { id, ...receipt } = newest[number % ${kinds}];
      return { ...receipt, company: company(number), id: id.slice(0, 12) + number.toString(36).padStart(10, "z") };
    });
    ${openRecord} ${putRows}
    await putRows({ receipts: copies });
  })()`);
