// Deliveries of customers to the bank: the receiver takes them, and keeps them in PostgreSQL inside this process. All is lost
// when the bank stops. A real bank sets DATABASE_URL and calls `openPostgres`.
import { randomBytes } from "node:crypto";
import { ROWS } from "./data.mjs";
import { createReceiver, exportLines, handleOf, migrate, openPglite } from "./kits.mjs";
import { replyTo } from "./replies.mjs";

export function createDeliveries() {
  const secret = randomBytes(32).toString("base64");
  const database = openLate();
  const receiver = createReceiver({ database, secret, respond: replyTo, data: async () => ROWS });

  return {
    /** Middleware: answers the endpoints below /cmr/, which take requests of browsers, without cookie, origin or page. */
    handle: receiver.handle,
    report: receiver.report,
    /** The customer's name for deliveries and data: nobody can guess it. */
    handleOf: (customer) => handleOf(secret, customer),
    close: () => database.close(),

    /** Newest first. */
    async feelings() {
      const items = [];
      for await (const line of exportLines(receiver.storage)) items.push(JSON.parse(line));
      return items
        .filter(({ kind }) => kind === "feeling")
        .sort((one, other) => (one.at < other.at ? 1 : -1))
        .map((item) => ({ ...item, feeling: JSON.parse(item.body).feeling }));
    },
  };
}

/** Opens with its first use, which takes a second or two, so that the pages are there at once. */
function openLate() {
  let opened = null;
  const database = () => {
    opened ??= openPglite({ folder: null }).then((fresh) => migrate(fresh).then(() => fresh));
    return opened;
  };
  return {
    transaction: async (work) => (await database()).transaction(work),
    check: async () => (await database()).check(),
    close: async () => (await opened)?.close(),
  };
}
