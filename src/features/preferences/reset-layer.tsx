// Everything said for one company or kind of company, taken back in one step.
import { send } from "../../platform/messages/send.ts";
import { askFirst } from "../../ui/ask-first.ts";
import { t } from "../../ui/messages.ts";
import { attempt } from "../../ui/refusals.ts";
import { say } from "../../ui/toast.tsx";

export function ResetLayer({ layer }: { layer: string }) {
  const reset = async () => {
    const done = await askFirst((confirmed) =>
      attempt(send<{ batch: string | null }>("reset-layer", { layer, ...(confirmed ? { confirmed } : {}) })),
    );
    const batch = done?.batch;
    if (batch)
      say(t("reset_done"), () => void attempt(send("undo", { batch })).then((back) => back && say(t("undone"))));
  };
  return (
    <button type="button" class="danger start" data-testid="reset-layer" onClick={() => void reset()}>
      {t("reset_layer")}
    </button>
  );
}
