// Removes the rows of one entry: one act with one Undo.
import { send } from "../../platform/messages/send.ts";
import { t } from "../../ui/messages.ts";
import { attempt } from "../../ui/refusals.ts";
import { actWithUndo } from "../../ui/undo.ts";
import type { Entry } from "./entry.ts";

export const removeEntries = (entries: readonly Pick<Entry, "kind" | "id">[]): Promise<boolean> =>
  actWithUndo(
    t("event_removed"),
    entries.map(
      ({ kind, id }) =>
        () =>
          attempt(kind === "feeling" ? send("remove-feeling", { id }) : send("remove-event", { id })),
    ),
  );
