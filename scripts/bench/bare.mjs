// Lower bound for a write of many feelings: stores the same rows and indexes in a bare IndexedDB.

/**
 * An expression to evaluate in a page; its value is milliseconds. `rows`: JSON. `rowsAtOnce`: rows of a transaction; by
 * default all.
 */
export const bareWrites = (rows, rowsAtOnce = Number.MAX_SAFE_INTEGER) => `(async () => {
  const rows = ${rows};
  const done = (request, event = "onsuccess") =>
    new Promise((yes, no) => {
      request[event] = () => yes(request.result);
      request.onerror = request.onabort = () => no(request.error);
    });
  const open = indexedDB.open(\`bare \${crypto.randomUUID()}\`, 1);
  open.onupgradeneeded = () => {
    const store = open.result.createObjectStore("feelings", { keyPath: "id" });
    store.createIndex("[company+at]", ["company", "at"]);
    store.createIndex("at", "at");
  };
  const database = await done(open);
  const start = performance.now();
  for (let from = 0; from < rows.length; from += ${rowsAtOnce}) {
    const transaction = database.transaction("feelings", "readwrite");
    for (const row of rows.slice(from, from + ${rowsAtOnce})) transaction.objectStore("feelings").put(row);
    await done(transaction, "oncomplete");
  }
  const took = performance.now() - start;
  database.close();
  return took;
})()`;
