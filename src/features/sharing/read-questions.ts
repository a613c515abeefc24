// Companies' questions that wait for the user.
import type { OpenQuestion } from "../../core/commands/questions.ts";
import { companyName } from "../../core/companies/company-name.ts";
import type { TimelineEvent } from "../../core/record/tables.ts";
import { isLive } from "../../core/sharing/grant.ts";
import { askedIn, isOpenOn } from "../../core/sharing/question.ts";
import { DAY_MILLISECONDS } from "../../core/time/durations.ts";
import { clock, instantNow, instantOf, localDate } from "../../platform/clock.ts";
import { readCompanyFile } from "../../record/company-file.ts";
import { readHandle } from "../../record/company-handle.ts";
import { readCompanyName } from "../../record/company-links.ts";
import { database, entitiesOf } from "../../record/database.ts";
import { keysSince } from "../../record/key-range.ts";
import { readCompany, readCompanyGroup, readDeliveries, readGrant, readTimeZone } from "../../record/read-record.ts";
import type { RecordReader } from "../../record/record-reader.ts";
import { endpointFor, unpermittedHost } from "./company-endpoint.ts";

/** A question is open for at most 90 days, and a page asked it a little before it was stored. */
const OPEN_DAYS = 92;

/** True if the user neither declined nor answered the question, and it has not ended. */
export async function isUnsettled(tables: RecordReader, event: TimelineEvent, today: string): Promise<boolean> {
  const asked = askedIn(event);
  if (asked === null || asked.declined || !isOpenOn(asked.question, today)) return false;
  const deliveries = await readDeliveries("company", event.company, tables);
  return !deliveries.some(({ question, state }) => question === event.id && state !== "cancelled");
}

/** The open questions of one company's domain, or of all companies; oldest first. */
export async function readOpenQuestions(company: string | null): Promise<OpenQuestion[]> {
  const since = instantOf(clock.now() - OPEN_DAYS * DAY_MILLISECONDS);
  const rows =
    company === null
      ? database.events.where("[type+at]").between(...keysSince(since, "asked"), true)
      : database.events.where("[company+type+at]").between(...keysSince(since, company, "asked"), true);
  const today = localDate(await readTimeZone());
  const open: OpenQuestion[] = [];
  for (const event of entitiesOf("events", await rows.toArray())) {
    const asked = askedIn(event);
    if (asked === null || !(await isUnsettled(database, event, today))) continue;
    const answered = await readRecipient(event.company);
    if (answered !== null) open.push({ id: event.id, question: asked.question, ...answered });
  }
  return open;
}

/** Null if no answer could be sent, or the user turned the company's questions off. */
async function readRecipient(company: string): Promise<Omit<OpenQuestion, "id" | "question"> | null> {
  const [grant, stored, { main }, own] = await Promise.all([
    readGrant(company),
    readCompanyFile(company),
    readCompanyGroup(company),
    readCompanyName(company),
  ]);
  const endpoint = endpointFor(stored, "answers");
  if (!isLive(grant ?? undefined, instantNow()) || endpoint === null) return null;
  if ((await readCompany(main))?.asksOff === true) return null;
  const [handle, asksHost] = await Promise.all([readHandle(company), unpermittedHost(endpoint)]);
  return { company, name: companyName(company, own, stored?.participation.company.name), handle, asksHost };
}
