// When a company could last read what the user wants: by the receipts, and by the grant where it ended before them.
import { grantState } from "../core/grant.ts";
import { instantNow } from "./clock.ts";
import { database, entitiesOf } from "./database.ts";
import { readGrant } from "./record.ts";

/** The end of its last reading, as an instant. Null for a company that never read, and for one that can read now. */
export async function readUntil(company: string): Promise<string | null> {
  const [grant, rows] = await Promise.all([
    readGrant(company),
    // The newest first, as far as the last thing that it could read.
    database.receipts
      .where("company")
      .equals(company)
      .reverse()
      .until(({ direction }) => direction === "shared", true)
      .toArray(),
  ]);
  const now = instantNow();
  if (grantState(grant ?? undefined, now) === "live") return null;
  const receipts = entitiesOf("receipts", rows);
  const read = receipts.find(({ direction }) => direction === "shared");
  if (read === undefined) return null;
  const withdrawn = receipts.findLast(({ direction }) => direction === "withdrawn");
  // The receipt of the end follows when the background runs next.
  const ends = [withdrawn?.at, grant?.revokedAt, grant?.until].flatMap((end) => end ?? []);
  return [...ends.filter((end) => end >= read.at), now].sort()[0] ?? now;
}
