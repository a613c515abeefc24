// The studies of a receiver: plans that cannot change, customers who joined, and results that are computed once.
import { decodeDocument } from "../../signal/decode-document.ts";
import { type SqlRow, transact } from "./database.ts";
import { pages } from "./housekeeping.ts";
import { HOT, REPORTS, SWEEPS } from "./statements.ts";
import { type Storage, storedDocument, timeOf } from "./store.ts";
import { type Arm, asksFor, type StudyPlan, StudyRefused } from "./study.ts";
import { resultOf, type StudyResult } from "./study-result.ts";
import { armOf, handleOf, subjectOf } from "./subject.ts";

export interface StudyReport {
  plan: StudyPlan;
  /** Null until the planned number of customers in both arms have shared a feeling. */
  result: StudyResult | null;
}

const REPORT_SUBJECT = "report";

/** Stores the plan at the first call. Throws StudyRefused if an earlier call stored another plan for the study. */
async function registerPlan({ database, now }: Storage, plan: StudyPlan): Promise<void> {
  const key = `plan ${plan.name}`;
  const row = await transact(database, async (run) => {
    await run(REPORTS.storeReport, [REPORT_SUBJECT, key, now().toISOString(), JSON.stringify(plan)]);
    return (await run(REPORTS.readReport, [REPORT_SUBJECT, key]))[0];
  });
  if (canonical(row?.body) === canonical(plan)) return;
  throw new StudyRefused(
    `The study "${plan.name}" was planned otherwise before. A plan does not change: give the new study a name of its own.`,
  );
}

/** The database may reorder members. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, member: unknown) =>
    typeof member === "object" && member !== null
      ? Object.fromEntries(Object.entries(member).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : member,
  );

/**
 * The arm of a customer, always the same; at the first call the customer joins. `document` is a preferences document
 * from the customer; without it, the stored one is used. Null if the customer does not take part: the customer does not
 * ask for the use, has opted out of it, or does not let the company learn from the document; or the study is over.
 * Throws StudyRefused if the plan was changed.
 */
export async function armFor(
  storage: Storage,
  plan: StudyPlan,
  { customer, document }: { customer: string; document?: unknown },
): Promise<Arm | null> {
  const { database, secret, now } = storage;
  const subject = subjectOf(secret, { handle: handleOf(secret, customer) });
  const decoded = decodeDocument(document ?? (await storedDocument(storage, subject)), now().getTime());
  if (decoded.state !== "preferences") return null;
  const at = now().toISOString();
  const { expires } = decoded.preferences;
  if (Date.parse(expires) <= now().getTime() || !asksFor(plan.use, decoded.preferences, at.slice(0, 10))) return null;
  await registerPlan(storage, plan);
  if ((await storedResult(storage, plan)) !== null) return null;
  const arm = armOf(secret, plan.name, subject);
  await transact(database, (run) => run(HOT.joinStudy, [subject, plan.name, at, arm === "honour"]));
  return arm;
}

/** Computes a result once, from the customers of each arm who were the first to share a feeling, and stores it. */
export async function reportStudies(storage: Storage, plans: readonly StudyPlan[]): Promise<StudyReport[]> {
  const reports: StudyReport[] = [];
  for (const plan of plans) {
    await registerPlan(storage, plan);
    reports.push({ plan, result: (await storedResult(storage, plan)) ?? (await firstResult(storage, plan)) });
  }
  return reports;
}

async function firstResult(storage: Storage, plan: StudyPlan): Promise<StudyResult | null> {
  const outcomes = (await outcomesOf(storage, plan.name)).toSorted(
    (one, other) => one.at - other.at || (one.subject < other.subject ? -1 : 1),
  );
  const valuesOf = (arm: Arm): number[] =>
    outcomes.flatMap(({ arm: own, value }) => (own === arm ? [value] : [])).slice(0, plan.customersPerArm);
  const [honour, usual] = [valuesOf("honour"), valuesOf("usual")];
  if (Math.min(honour.length, usual.length) < plan.customersPerArm) return null;
  const at = storage.now().toISOString();
  const values = [REPORT_SUBJECT, `result ${plan.name}`, at, JSON.stringify(resultOf(honour, usual))];
  // Another process may have stored it first.
  await transact(storage.database, (run) => run(REPORTS.storeReport, values));
  return storedResult(storage, plan);
}

async function storedResult({ database }: Storage, { name }: StudyPlan): Promise<StudyResult | null> {
  const [row] = await transact(database, (run) => run(REPORTS.readReport, [REPORT_SUBJECT, `result ${name}`]));
  return isResult(row?.body) ? row.body : null;
}

const isResult = (value: unknown): value is StudyResult =>
  typeof value === "object" && value !== null && "share" in value && "customersPerArm" in value;

interface Outcome {
  subject: string;
  arm: Arm;
  at: number;
  value: number;
}

/** The first feeling of each customer after joining: one value per customer, however many they share. */
async function outcomesOf(storage: Storage, study: string): Promise<Outcome[]> {
  const joined = new Map<string, { at: number; arm: Arm }>();
  for await (const { subject, key, at, honoured } of pages(storage, SWEEPS.pageOfStudies))
    if (key === study) joined.set(String(subject), { at: timeOf(at), arm: honoured === true ? "honour" : "usual" });
  const outcomes = new Map<string, Outcome>();
  for await (const row of pages(storage, SWEEPS.pageOfItems)) {
    const subject = String(row.subject);
    const customer = joined.get(subject);
    const value = valueIn(row);
    const at = timeOf(row.at);
    if (customer === undefined || value === null || at <= customer.at) continue;
    const known = outcomes.get(subject);
    if (known === undefined || at < known.at) outcomes.set(subject, { subject, arm: customer.arm, at, value });
  }
  return [...outcomes.values()];
}

/** Null for anything other than a feeling that counts. */
function valueIn({ kind, replaced, body }: SqlRow): number | null {
  if (kind !== "feeling" || replaced !== false || typeof body !== "object" || body === null) return null;
  const feeling: unknown = Reflect.get(body, "feeling");
  const value: unknown = typeof feeling === "object" && feeling !== null ? Reflect.get(feeling, "value") : undefined;
  return typeof value === "number" ? value : null;
}
