// Stores the questions that pages asked, if the rules permit them, as entries of the timeline.

import { entityOf, type TimelineEvent } from "../../core/record/tables.ts";
import { isLive } from "../../core/sharing/grant.ts";
import { askedId, askedIn, askedKey, endsInTime, MOST_QUESTIONS_A_DAY } from "../../core/sharing/question.ts";
import { DAY_MILLISECONDS } from "../../core/time/durations.ts";
import { clock, instantNow, instantOf, localDate } from "../../platform/clock.ts";
import { type QueuedQuestion, takeAsked } from "../../platform/session/asked-questions.ts";
import { readCompanyFile } from "../../record/company-file.ts";
import { entitiesOf } from "../../record/database.ts";
import { isHeld } from "../../record/held-grants.ts";
import { keysSince, keysWithin } from "../../record/key-range.ts";
import { readCompany, readCompanyGroup, readTimeZone } from "../../record/read-record.ts";
import type { RecordReader } from "../../record/record-reader.ts";
import { type Edit, write } from "../../record/write.ts";
import { type CompanyQuestion, readQuestion } from "../../signal/question.ts";
import { endpointFor } from "./company-endpoint.ts";
import { isUnsettled } from "./read-questions.ts";

export const collectQuestions = (): Promise<void> =>
  takeAsked(async (asked) => {
    for (const one of asked) await collect(one);
  });

async function collect({ company, at, question: received }: QueuedQuestion): Promise<void> {
  const question = readQuestion(received);
  if (question === null) return;
  const [{ main }, stored, held, zone] = await Promise.all([
    readCompanyGroup(company),
    readCompanyFile(company),
    isHeld(company),
    readTimeZone(),
  ]);
  const muted = (await readCompany(main))?.asksOff === true;
  if (muted || held || endpointFor(stored, "answers") === null) return;
  const today = localDate(zone);
  if (!endsInTime(question, today)) return;
  await write(async (tables) => {
    const grant = entityOf("grants", await tables.grants.get(company)) ?? undefined;
    // The user has never seen a company that was allowed automatically.
    if (!isLive(grant, instantNow()) || grant.automatic === true) return [];
    return (await isPermitted(tables, { company, question, today })) ? [entry(company, at, question)] : [];
  });
}

const entry = (company: string, at: string, question: CompanyQuestion): Edit => ({
  table: "events",
  id: askedId(company, question),
  fields: { at, company, type: "asked", detail: { text: question.text, question, by: "company" } },
});

interface Candidate {
  company: string;
  question: CompanyQuestion;
  today: string;
}

/** One open question for each company, a few a day, and none that was asked before. */
async function isPermitted(tables: RecordReader, { company, question, today }: Candidate): Promise<boolean> {
  const [row, own, all] = await Promise.all([
    tables.events.get(askedId(company, question)),
    tables.events
      .where("[company+type+at]")
      .between(...keysWithin(company, "asked"))
      .toArray(),
    tables.events
      .where("[type+at]")
      .between(...keysSince(dayAgo(), "asked"), true)
      .toArray(),
  ]);
  const earlier = questionsIn(entitiesOf("events", own));
  const recent = questionsIn(entitiesOf("events", all)).length;
  const ownRecent = earlier.filter(({ event }) => event.at >= dayAgo()).length;
  if (row !== undefined || recent >= MOST_QUESTIONS_A_DAY.all || ownRecent >= MOST_QUESTIONS_A_DAY.company)
    return false;
  if (earlier.some((one) => askedKey(one.asked.question) === askedKey(question))) return false;
  const open = await Promise.all(earlier.map(({ event }) => isUnsettled(tables, event, today)));
  return !open.includes(true);
}

const dayAgo = (): string => instantOf(clock.now() - DAY_MILLISECONDS);

const questionsIn = (events: readonly TimelineEvent[]) =>
  events.flatMap((event) => {
    const asked = askedIn(event);
    return asked === null ? [] : [{ event, asked }];
  });
