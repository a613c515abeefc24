// Rows written straight into the record, as many as nobody would tap: only for measuring.

const STAMP_DEVICE = "benchbench";

/** Runs in an extension page; self-contained. Answers how many rows of each table are there then. */
async function putRows({ companies, feelings, grants, device }) {
  const stamp = (number) =>
    (Date.now() - 86_400_000).toString(36).padStart(9, "0") + number.toString(36).padStart(3, "0").slice(-3);
  const $h = `${stamp(0)}${device}`;
  const company = (number) => `company-${number}.example`;
  const instant = (number) => new Date(Date.now() - 86_400_000 * 700 + number * 600_000).toISOString();
  const list = (count, rowOf) => Array.from({ length: count }, (_, number) => rowOf(number));
  const parts = { contact: true, treatment: true, support: false, terms: true, plans: false, feelings: false };
  const feeling = (number) => ({
    id: `${number.toString(36).padStart(12, "0")}${device}`,
    at: instant(number),
    company: company(number % companies),
    scale: 5,
    value: (number % 5) - 2,
    words: ["relieved"],
    about: ["support"],
    how: "self",
    delayMinutes: 0,
    $h,
  });
  const counted = new Map();
  const months = new Map();
  for (const { id, company: of, value, at } of list(feelings, feeling)) {
    const counter = counted.get(of) ?? { id: of, good: 0, neither: 0, bad: 0, latestAt: "" };
    counter[value > 0 ? "good" : value < 0 ? "bad" : "neither"]++;
    counter.latestAt = at;
    counted.set(of, { ...counter, days: 0, goodDays: 0, badDays: 0 });
    const [month, day] = [at.slice(0, 7), at.slice(0, 10)];
    const { days } = months.get(`${month} ${of}`) ?? { days: {} };
    days[day] = [...(days[day] ?? []), { id, at, value }];
    months.set(`${month} ${of}`, { company: of, month, days });
  }
  // Of each day the last counts.
  for (const month of months.values()) {
    const last = Object.values(month.days).map((marks) => marks.at(-1).value);
    month.n = last.length;
    month.counts = [-2, -1, 0, 1, 2].map((value) => last.filter((one) => one === value).length);
    const counter = counted.get(month.company);
    counter.days += last.length;
    counter.goodDays += last.filter((value) => value > 0).length;
    counter.badDays += last.filter((value) => value < 0).length;
  }
  const rows = {
    companies: list(companies, (number) => ({ id: company(number), name: `Company ${number}`, $h })),
    grants: list(grants, (number) => ({
      id: company(number),
      hosts: [company(number)],
      parts,
      since: instant(0),
      paused: false,
      $h,
    })),
    feelings: list(feelings, feeling),
    counters: [...counted.values()],
    months: [...months.values()],
  };
  const open = indexedDB.open("regards");
  const database = await new Promise((done, fail) => {
    open.onsuccess = () => done(open.result);
    open.onerror = () => fail(open.error);
  });
  const settled = (transaction) =>
    new Promise((done, fail) => {
      transaction.oncomplete = done;
      transaction.onabort = () => fail(transaction.error);
    });
  for (const [table, all] of Object.entries(rows)) {
    for (let from = 0; from < all.length; from += 5000) {
      const transaction = database.transaction(table, "readwrite");
      for (const row of all.slice(from, from + 5000)) transaction.objectStore(table).put(row);
      await settled(transaction);
    }
  }
  database.close();
  return Object.values(rows).map((all) => all.length);
}

export const seed = (page, { companies, feelings = 0, grants = 0 }) =>
  page.evaluate(`(${putRows})(${JSON.stringify({ companies, feelings, grants, device: STAMP_DEVICE })})`);

/** How many rows a table of the record has. */
export const rowsIn = (page, table) =>
  page.evaluate(`new Promise((done, fail) => {
    const open = indexedDB.open("regards");
    open.onerror = () => fail(open.error);
    open.onsuccess = () => {
      const count = open.result.transaction(${JSON.stringify(table)}).objectStore(${JSON.stringify(table)}).count();
      count.onsuccess = () => { open.result.close(); done(count.result); };
    };
  })`);

/** Gives every company a copy of the newest receipt, as if all of them had been written: with equal views they are equal. */
export const copyReceipts = (page, companies) =>
  page.evaluate(`new Promise((done, fail) => {
    const open = indexedDB.open("regards");
    open.onerror = () => fail(open.error);
    open.onsuccess = () => {
      const transaction = open.result.transaction("receipts", "readwrite");
      const receipts = transaction.objectStore("receipts");
      receipts.openCursor(null, "prev").onsuccess = ({ target }) => {
        if (target.result === null) return fail(new Error("no receipt yet"));
        const newest = target.result.value;
        for (let number = 0; number < ${companies}; number++) {
          const company = "company-" + number + ".example";
          const id = newest.id.slice(0, 12) + number.toString(36).padStart(10, "z");
          if (company !== newest.company) receipts.put({ ...newest, company, id });
        }
      };
      transaction.oncomplete = () => { open.result.close(); done(); };
      transaction.onabort = () => fail(transaction.error);
    };
  })`);
