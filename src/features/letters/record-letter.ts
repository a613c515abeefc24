// "I sent it": records the letter in the timeline, with the due day of its answer.
import type { Payload } from "../../core/commands/index.ts";
import type { RecordedLetter } from "../../core/commands/letters.ts";
import { dueDate, type LetterDetail } from "../../core/letters/letter.ts";
import { instantNow, localDate } from "../../platform/clock.ts";
import { ensureCompany } from "../../record/ensure-company.ts";
import { readTimeZone } from "../../record/read-record.ts";
import { write } from "../../record/write.ts";

export async function recordLetter({ company, kind, law }: Payload<"record-letter">): Promise<RecordedLetter> {
  const due = dueDate(kind, law, localDate(await readTimeZone()));
  const detail: LetterDetail = { letter: kind, law, due, state: "open" };
  const { batch, ids } = await write(async (tables) => [
    ...(await ensureCompany(tables, company)),
    { table: "events", fields: { at: instantNow(), company, type: "told", detail } },
  ]);
  return { id: ids.at(-1) ?? "", due, batch };
}
