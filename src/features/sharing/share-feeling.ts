// Shares one feeling with its company: previews the exact text, then stores it as an owed delivery of this device.
import { Refusal } from "../../core/commands/errors.ts";
import type { Payload } from "../../core/commands/index.ts";
import type { SharePreview, Withdrawn } from "../../core/commands/sharing.ts";
import { companyName } from "../../core/companies/company-name.ts";
import { entityOf } from "../../core/record/tables.ts";
import { SharedDetail } from "../../core/sharing/delivery.ts";
import { cancelling, isOwed } from "../../core/sharing/delivery-state.ts";
import { permitsDelivery } from "../../core/sharing/permits-delivery.ts";
import { feelingBody, linesOf, saysSomething, tickedLines } from "../../core/sharing/shared-feeling.ts";
import { instantNow, localDate, sha256 } from "../../platform/clock.ts";
import { readCompanyFile } from "../../record/company-file.ts";
import { readHandle } from "../../record/company-handle.ts";
import { readCompanyName } from "../../record/company-links.ts";
import { database, entitiesOf } from "../../record/database.ts";
import { readDeliveries, readTimeZone } from "../../record/read-record.ts";
import type { RecordReader } from "../../record/record-reader.ts";
import { write } from "../../record/write.ts";
import { endpointFor, unpermittedHost } from "./company-endpoint.ts";
import { addresseeOf, oweOnce } from "./owe-delivery.ts";

type Asked = Payload<"preview-share">;

/** The feeling as stored now, and the text of these lines of it. */
async function shownOf(tables: RecordReader, { id, lines: asked }: Asked, timeZone: string) {
  const feeling = entityOf("feelings", await tables.feelings.get(id));
  if (feeling === null) throw new Refusal("not-found", id);
  const lines = linesOf(feeling).filter((line) => (asked ?? tickedLines(feeling)).includes(line));
  const earlier = await readDeliveries("feeling", id, tables);
  const replaces = earlier.findLast(({ state }) => state === "accepted")?.id;
  const date = localDate(timeZone, Date.parse(feeling.at));
  return { feeling, lines, earlier, body: feelingBody(feeling, lines, { date, replaces }) };
}

export async function previewShare({ id, lines }: Payload<"preview-share">): Promise<SharePreview> {
  const { feeling, lines: ticked, body } = await shownOf(database, { id, lines }, await readTimeZone());
  const stored = await readCompanyFile(feeling.company);
  const own = await readCompanyName(feeling.company);
  const name = companyName(feeling.company, own, stored?.participation.company.name);
  const [handle, asksHost] = await Promise.all([
    readHandle(feeling.company),
    unpermittedHost(endpointFor(stored, "feelings")),
  ]);
  return { feeling, name, lines: linesOf(feeling), ticked, body, handle, asksHost };
}

/**
 * Stores exactly the shown text as an owed delivery. Idempotent: a second press returns the first delivery. Throws
 * `share-changed` if the feeling changed since.
 */
export async function shareFeeling(payload: Payload<"share-feeling">): Promise<{ delivery: string }> {
  const { id, lines, named, shown } = payload;
  const company = entityOf("feelings", await database.feelings.get(id))?.company;
  if (company === undefined) throw new Refusal("not-found", id);
  const to = await addresseeOf("feelings", company, named);
  const [timeZone, payloadHash] = await Promise.all([readTimeZone(), sha256(shown)]);
  return oweOnce(async (tables) => {
    const now = await shownOf(tables, { id, lines }, timeZone);
    const grant = entityOf("grants", await tables.grants.get(company)) ?? undefined;
    if (!permitsDelivery(grant, { kind: "feeling" }, instantNow())) throw new Refusal("not-granted", company);
    const version = now.feeling.version ?? 1;
    const same = now.earlier.find((one) => isOwed(one) || (one.state === "accepted" && one.version === version));
    if (same !== undefined) return { same };
    if (now.body !== shown || !saysSomething(now.lines)) throw new Refusal("share-changed", id);
    return { ...to, kind: "feeling", body: shown, payloadHash, source: { feeling: id, version } };
  });
}

/** Cancels an owed delivery. Throws `not-found` once it was sent. */
export async function withdrawShare({ id }: Payload<"withdraw-share">): Promise<Withdrawn> {
  let tried = false;
  const { batch } = await write(async (tables) => {
    const delivery = entityOf("deliveries", await tables.deliveries.get(id));
    if (delivery === null || !isOwed(delivery)) throw new Refusal("not-found", id);
    const { company, at } = delivery;
    tried = delivery.attempts > 0;
    const events = entitiesOf("events", await tables.events.where("[company+at]").equals([company, at]).toArray());
    const told = events.filter(({ detail }) => SharedDetail.safeParse(detail).data?.delivery === id);
    return [
      ...cancelling([delivery]),
      ...told.map((event) => ({
        table: "events" as const,
        id: event.id,
        fields: { detail: { ...event.detail, withdrawn: true } },
      })),
    ];
  });
  return { batch, tried };
}
