// The name by which a company knows the user. The company sets it in an acknowledgement; the extension never creates
// one.
import { readAcknowledgement } from "../signal/acknowledgement.ts";
import { database, entitiesOf } from "./database.ts";
import { keysWithin } from "./key-range.ts";

/** The newest name that the company gave the user in an acknowledgement; null if none. */
export async function readHandle(company: string): Promise<string | null> {
  const rows = database.events
    .where("[company+at]")
    .between(...keysWithin(company))
    .reverse();
  for (const { type, detail } of entitiesOf("events", await rows.filter((row) => row.type === "answered").toArray())) {
    const said = readAcknowledgement(type === "answered" ? detail.said : null);
    if (said?.handle !== undefined) return said.handle;
  }
  return null;
}
