// Withdraws a text that waits to be sent, and tells the user the effect.
import type { Delivery } from "../../core/sharing/delivery.ts";
import { send } from "../../platform/messages/send.ts";
import { t } from "../../ui/messages.ts";
import { attempt } from "../../ui/refusals.ts";
import { say } from "../../ui/toast.tsx";
import { sayWithUndo } from "../../ui/undo.ts";

/** An attempt without an answer may have arrived. */
export async function withdrawUnsent(
  { id, attempts }: Pick<Delivery, "id" | "attempts">,
  company: string,
): Promise<void> {
  const done = await attempt(send("withdraw-share", { id }));
  if (done?.batch)
    sayWithUndo(attempts === 0 ? t("share_withdrawn") : t("share_withdrawn_tried", { company }), done.batch);
}

/** Tells the user that a new text is being sent, with a way to withdraw it until then. */
export const saySending = (text: string, delivery: string, company: string): void =>
  say(text, () => void withdrawUnsent({ id: delivery, attempts: 0 }, company));
