// Answers a company's question by a delivery of the exact text that the user saw, or declines it. The company learns
// only of an answer.
import { Refusal } from "../../core/commands/errors.ts";
import type { Payload } from "../../core/commands/index.ts";
import { entityOf, type TimelineEvent } from "../../core/record/tables.ts";
import { permitsDelivery } from "../../core/sharing/permits-delivery.ts";
import { askedIn, fitsQuestion } from "../../core/sharing/question.ts";
import { instantNow, localDate, sha256 } from "../../platform/clock.ts";
import { keepGivenAnswer } from "../../platform/session/given-answers.ts";
import { database } from "../../record/database.ts";
import { ensureCompany } from "../../record/ensure-company.ts";
import { readCompanyGroup, readDeliveries, readTimeZone } from "../../record/read-record.ts";
import type { RecordReader } from "../../record/record-reader.ts";
import { type Edit, write } from "../../record/write.ts";
import { encodeAnswer } from "../../signal/question.ts";
import { addresseeOf, oweOnce } from "./owe-delivery.ts";
import { isUnsettled } from "./read-questions.ts";

type Asked = Pick<Payload<"answer-question">, "id" | "answer">;

/** Throws for an entry without a question, and for an answer that does not fit the question. */
async function shownOf(tables: RecordReader, { id, answer }: Asked): Promise<{ event: TimelineEvent; body: string }> {
  const event = entityOf("events", await tables.events.get(id));
  const asked = event === null ? null : askedIn(event);
  if (event === null || asked === null) throw new Refusal("not-found", id);
  if (!fitsQuestion(asked.question, answer)) throw new Refusal("bad-command", "answer");
  return { event, body: encodeAnswer(asked.question.id, answer) };
}

/**
 * Stores exactly the shown text as an owed delivery. Idempotent: a second press returns the first delivery. Throws
 * `share-changed` for a question that was settled or ended meanwhile.
 */
export async function answerQuestion(payload: Payload<"answer-question">): Promise<{ delivery: string }> {
  const { id, named, shown } = payload;
  const { event: before } = await shownOf(database, payload);
  const { company } = before;
  const to = await addresseeOf("answers", company, named);
  const [today, payloadHash] = await Promise.all([readTimeZone().then(localDate), sha256(shown)]);
  const owed = await oweOnce(async (tables) => {
    const { event, body } = await shownOf(tables, payload);
    const same = (await readDeliveries("company", company, tables)).find(
      (one) => one.question === id && one.state !== "cancelled" && one.body === shown,
    );
    if (same !== undefined) return { same };
    const grant = entityOf("grants", await tables.grants.get(company)) ?? undefined;
    if (!permitsDelivery(grant, { kind: "answer" }, instantNow())) throw new Refusal("not-granted", company);
    if (body !== shown || !(await isUnsettled(tables, event, today))) throw new Refusal("share-changed", id);
    return { ...to, kind: "answer", body: shown, payloadHash, source: { question: id } };
  });
  const asked = askedIn(before)?.question.text ?? "";
  // Only an offer: a browser that refuses to store it must not make a sent answer look unsent.
  await keepGivenAnswer(company, { ...owed, question: asked, answer: payload.answer }).catch(console.error);
  return owed;
}

/** Sends nothing to the company. */
export async function declineQuestion({ id, never }: Payload<"decline-question">): Promise<{ batch: string | null }> {
  const { company = "" } = entityOf("events", await database.events.get(id)) ?? {};
  const { main } = await readCompanyGroup(company);
  const { batch } = await write(async (tables) => {
    const event = entityOf("events", await tables.events.get(id));
    if (event === null || askedIn(event) === null) throw new Refusal("not-found", id);
    const declined: Edit = { table: "events", id, fields: { detail: { ...event.detail, declined: true } } };
    return never ? [declined, ...(await ensureCompany(tables, main, { asksOff: true }))] : [declined];
  });
  return { batch };
}
