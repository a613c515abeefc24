// Saves a layer's fields (not its rules). Asks first if a company would read more, and offers Undo.
import type { LayerEdit } from "../../core/preferences/preference.ts";
import { send } from "../../platform/messages/send.ts";
import { confirmDisclosure } from "../../ui/confirm-disclosure.ts";
import { t } from "../../ui/messages.ts";
import { attempt } from "../../ui/refusals.ts";
import { sayWithUndo } from "../../ui/undo.ts";

/** Returns false if the edit was refused or declined. */
export async function saveLayer(
  layer: string,
  fields: LayerEdit,
  text: string = t("saved_preference"),
): Promise<boolean> {
  const saved = await confirmDisclosure((confirmed) => attempt(send("edit-layer", { layer, fields, confirmed })));
  if (saved?.batch) sayWithUndo(text, saved.batch);
  return saved !== null;
}
