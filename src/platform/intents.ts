// The Allow that waits for the browser's answer, as a row. It grants nothing: until it is answered it is an open question.
import { clock } from "./clock.ts";
import { database, type Intent } from "./database.ts";

const INTENT_MINUTES = 5;

/** Null when there is none, or it is too old. */
export async function openIntent(company: string): Promise<(Intent & { at: number }) | null> {
  const intent = await database.meta.get(`intent:${company}`);
  if (intent === undefined || !("company" in intent)) return null;
  const age = clock.now() - intent.at;
  return age >= 0 && age <= INTENT_MINUTES * 60_000 ? intent : null;
}
