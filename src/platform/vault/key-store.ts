// Keys of sync in an IndexedDB database of their own. They survive the loss or erasure of the record, so that this
// device can read its vault again. Each transaction has its own connection, so that no window blocks another.

const NAME = "regards-vault";
const STORE = "values";

/** Replaced by tests. */
export const keyPlace = { factory: (): IDBFactory => indexedDB };

/** Undefined if nothing is stored under the name. CryptoKeys and directory handles are stored unchanged. */
export const readKept = (name: string): Promise<unknown> => inStore("readonly", (store) => store.get(name));

export const storeKept = async (name: string, value: unknown): Promise<void> =>
  void (await inStore("readwrite", (store) => store.put(value, name)));

/** Erases keys, settings and handles. The vault in the remote place stays. */
export const eraseKeys = async (): Promise<void> => void (await inStore("readwrite", (store) => store.clear()));

async function inStore(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest): Promise<unknown> {
  const database = await opened();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode, { durability: "strict" });
      const request = work(transaction.objectStore(STORE));
      // The success of a request is not a commit.
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

const opened = (): Promise<IDBDatabase> =>
  new Promise((resolve, reject) => {
    const request = keyPlace.factory().open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
