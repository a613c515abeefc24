// Deliveries to the bank: the receiver stores them in PostgreSQL inside this process. They are lost when the server
// stops. A real bank calls `openPostgres(process.env.DATABASE_URL)`.
import { randomBytes } from "node:crypto";
import { ROWS } from "./data.mjs";
import { createReceiver, decodeDocument, exportLines, handleOf, migrate, openPglite } from "./kits.mjs";
import { replyTo } from "./replies.mjs";

export function createDeliveries() {
  const secret = randomBytes(32).toString("base64");
  const database = openLate();
  const receiver = createReceiver({ database, secret, respond: replyTo, data: async () => ROWS });

  return {
    /** Middleware for the endpoints below /cmr/. Their requests come from the extension, without cookies and origin. */
    handle: receiver.handle,
    report: receiver.report,
    /** The handle of a customer, which nobody can guess. */
    handleOf: (customer) => handleOf(secret, customer),
    close: () => database.close(),

    /** Feelings, the newest first, and the newest document of any customer: null without one. */
    async received() {
      const items = [];
      for await (const line of exportLines(receiver.storage)) items.push(JSON.parse(line));
      items.sort((one, other) => (one.at < other.at ? 1 : -1));
      const feelings = items
        .filter(({ kind }) => kind === "feeling")
        .map((item) => ({ ...item, feeling: JSON.parse(item.body).feeling }));
      const update = items.find(({ kind }) => kind === "preferences");
      if (update === undefined) return { feelings, document: null };
      const { preferences } = decodeDocument(update.body);
      return { feelings, document: { preferences, at: new Date(update.at) } };
    },
  };
}

/** Opens the database at its first use, since that takes a second or two: the server answers pages at once. */
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
