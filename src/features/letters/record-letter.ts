// "I sent it": records the letter in the timeline, with the due day of its answer.

import { Refusal } from "../../core/commands/errors.ts";
import type { Payload } from "../../core/commands/index.ts";
import type { RecordedLetter } from "../../core/commands/letters.ts";
import { companyOf } from "../../core/companies/company.ts";
import { dueDate, type LetterDetail } from "../../core/letters/letter.ts";
import { isVisible } from "../../core/record/change.ts";
import { instantNow, localDate } from "../../platform/clock.ts";
import { readTimeZone } from "../../record/read-record.ts";
import { type Edit, write } from "../../record/write.ts";

export async function recordLetter({ company, kind, law }: Payload<"record-letter">): Promise<RecordedLetter> {
  if (companyOf(company) !== company) throw new Refusal("not-a-company", company);
  const due = dueDate(kind, law, localDate(await readTimeZone()));
  const detail: LetterDetail = { letter: kind, law, due, state: "open" };
  const { batch, ids } = await write(async (tables) => {
    const edits: Edit[] = [];
    const known = await tables.companies.get(company);
    if (!isVisible(known)) {
      edits.push({ table: "companies", id: company, fields: known === undefined ? { name: company } : {} });
    }
    edits.push({ table: "events", fields: { at: instantNow(), company, type: "told", detail } });
    return edits;
  });
  return { id: ids.at(-1) ?? "", due, batch };
}
