// Sets the state of a letter: answered, refused, closed, or open again.
import { Refusal } from "../../core/commands/errors.ts";
import type { Payload } from "../../core/commands/index.ts";
import { letterOf } from "../../core/letters/letter.ts";
import { entityOf } from "../../core/record/tables.ts";
import { write } from "../../record/write.ts";

export async function editLetter({ id, state }: Payload<"edit-letter">): Promise<{ batch: string | null }> {
  const { batch } = await write(async (tables) => {
    const event = entityOf("events", await tables.events.get(id));
    const letter = event === null ? null : letterOf(event);
    if (event === null || letter === null) throw new Refusal("not-found", id);
    if (letter.state === state) return [];
    return [{ table: "events", id, fields: { detail: { ...event.detail, state } } }];
  });
  return { batch };
}
