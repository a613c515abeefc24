// Words, tags and notes for a feeling that was rated. Each tap is saved; null clears a field.

import { isVisible } from "../../core/change.ts";
import type { Payload } from "../../core/command.ts";
import { FeelingDetail } from "../../core/entities.ts";
import { Refusal } from "../../core/error.ts";
import { write } from "../../platform/write.ts";

const DETAILS = Object.keys(FeelingDetail.def.shape);

export async function describeFeeling({ id, detail }: Payload<"describe-feeling">): Promise<{ batch: string | null }> {
  // Its value, instant and company are not details.
  const said = Object.fromEntries(Object.entries(detail).filter(([member]) => DETAILS.includes(member)));
  const { batch } = await write(async (tables) => {
    if (!isVisible(await tables.feelings.get(id))) throw new Refusal("not-found", id);
    return [{ table: "feelings", id, fields: said }];
  });
  return { batch };
}
