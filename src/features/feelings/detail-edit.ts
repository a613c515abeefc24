// Changed members of a feeling from one control; null clears a member.
import { useEffect, useRef, useState } from "preact/hooks";
import type { Payload } from "../../core/commands/index.ts";
import type { Feeling } from "../../core/record/tables.ts";

type Detail = Payload<"describe-feeling">["detail"];

/** Null if the command was refused. */
export type Describe = (detail: Detail) => Promise<unknown>;

/** The feeling with the latest edit applied: a quick second tap builds on the first, which may not be stored yet. */
export function useSaid(feeling: Feeling, onDescribe: Describe): [Feeling, Describe] {
  const [said, setSaid] = useState<Detail>({});
  const underWay = useRef(0);
  useEffect(() => {
    if (underWay.current === 0) setSaid({});
  }, [feeling]);
  const describe: Describe = async (detail) => {
    underWay.current += 1;
    setSaid((known) => ({ ...known, ...detail }));
    const stored = await onDescribe(detail);
    underWay.current -= 1;
    if (stored === null) setSaid({});
    return stored;
  };
  return [withSaid(feeling, said), describe];
}

function withSaid(feeling: Feeling, { success, effort, ...said }: Detail): Feeling {
  const shown: Feeling = { ...feeling, ...said };
  if (success === null) delete shown.success;
  else if (success !== undefined) shown.success = success;
  if (effort === null) delete shown.effort;
  else if (effort !== undefined) shown.effort = effort;
  return shown;
}
