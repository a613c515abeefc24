// Withdraws a text that waits to be sent, and tells the user the effect.
import { send } from "../../platform/messages/send.ts";
import { t } from "../../ui/messages.ts";
import { attempt } from "../../ui/refusals.ts";
import { say } from "../../ui/toast.tsx";
import { sayWithUndo } from "../../ui/undo.ts";

export async function withdrawUnsent(id: string, company: string): Promise<void> {
  const done = await attempt(send("withdraw-share", { id }));
  if (done?.batch) sayWithUndo(done.tried ? t("share_withdrawn_tried", { company }) : t("share_withdrawn"), done.batch);
}

/** Tells the user that a new text is being sent, with a way to withdraw it until then. */
export const saySending = (text: string, delivery: string, company: string): void =>
  say(text, () => void withdrawUnsent(delivery, company));
