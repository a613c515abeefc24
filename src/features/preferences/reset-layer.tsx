// Button that resets all preferences of one company or sector in one step.
import { send } from "../../platform/messages/send.ts";
import { confirmDisclosure } from "../../ui/confirm-disclosure.ts";
import { t } from "../../ui/messages.ts";
import { attempt } from "../../ui/refusals.ts";
import { sayWithUndo } from "../../ui/undo.ts";

export function ResetLayer({ layer }: { layer: string }) {
  const reset = async () => {
    const done = await confirmDisclosure((confirmed) =>
      attempt(send("reset-layer", { layer, ...(confirmed ? { confirmed } : {}) })),
    );
    if (done?.batch) sayWithUndo(t("reset_done"), done.batch);
  };
  return (
    <button type="button" class="danger start" data-testid="reset-layer" onClick={() => void reset()}>
      {t("reset_layer")}
    </button>
  );
}
