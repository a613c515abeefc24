// Changed members of a feeling from one control; null clears a member.
import type { Payload } from "../../core/commands/index.ts";
import type { Feeling } from "../../core/record/tables.ts";
import { useOwnEdits } from "../../ui/own-edits.ts";

type Detail = Payload<"describe-feeling">["detail"];

/** Null if the command was refused. */
export type Describe = (detail: Detail) => Promise<unknown>;

/** The feeling with the latest edit applied: a quick second tap builds on the first, which may not be stored yet. */
export function useSaid(feeling: Feeling, onDescribe: Describe): [Feeling, Describe] {
  const own = useOwnEdits<Detail>(feeling);
  const describe: Describe = async (detail) => {
    const end = own.begin(detail);
    const stored = await onDescribe(detail);
    end(stored !== null);
    return stored;
  };
  return [withSaid(feeling, own.unread()), describe];
}

function withSaid(feeling: Feeling, { success, effort, ...said }: Detail): Feeling {
  const shown: Feeling = { ...feeling, ...said };
  if (success === null) delete shown.success;
  else if (success !== undefined) shown.success = success;
  if (effort === null) delete shown.effort;
  else if (effort !== undefined) shown.effort = effort;
  return shown;
}
