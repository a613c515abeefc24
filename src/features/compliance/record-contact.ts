// "They contacted me": stores the contact with its verdict and the rule at that time, so that no later edit changes it.
import type { Payload } from "../../core/commands/index.ts";
import type { RecordedContact } from "../../core/commands/timeline.ts";
import { contactOf } from "../../core/compliance/logged-contact.ts";
import { entityOf } from "../../core/record/tables.ts";
import { instantNow } from "../../platform/clock.ts";
import { ensureCompany } from "../../record/ensure-company.ts";
import { write } from "../../record/write.ts";
import { judgeContact, readContactFacts } from "./judge-contact.ts";

export async function recordContact(payload: Payload<"record-contact">): Promise<RecordedContact> {
  const { company, at = instantNow() } = payload;
  const facts = await readContactFacts(payload);
  const { batch, touched } = await write(async (tables) => {
    const known = await ensureCompany(tables, company);
    const detail = { ...(await judgeContact(tables, { ...payload, at }, facts)), by: "user" };
    return [...known, { table: "events", fields: { at, company, type: "contact", detail } }];
  });
  const event = entityOf("events", touched.find(({ table }) => table === "events")?.after);
  const contact = event === null ? null : contactOf(event);
  if (contact === null) throw new Error("the stored contact is invalid");
  return { contact, batch };
}
