// Adds words, tags and notes to a rated feeling. Each tap is saved; null clears a field.
import { Refusal } from "../../core/commands/errors.ts";
import type { Payload } from "../../core/commands/index.ts";
import { entityOf, FeelingDetail } from "../../core/record/tables.ts";
import { write } from "../../record/write.ts";
import { asNewVersion } from "./shared-version.ts";

const DETAILS = Object.keys(FeelingDetail.def.shape);

export async function describeFeeling({ id, detail }: Payload<"describe-feeling">): Promise<{ batch: string | null }> {
  // Value, instant and company are not details.
  const said = Object.fromEntries(Object.entries(detail).filter(([member]) => DETAILS.includes(member)));
  const { batch } = await write(async (tables) => {
    const feeling = entityOf("feelings", await tables.feelings.get(id));
    if (feeling === null) throw new Refusal("not-found", id);
    return [{ table: "feelings", id, fields: await asNewVersion(tables, feeling, said) }];
  });
  return { batch };
}
