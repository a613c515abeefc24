// Allow button: sends the choice and requests the browser's host permission in the same click.
import type { Payload } from "../../core/commands/index.ts";
import { dataOfParts } from "../../core/sharing/data-kinds.ts";
import { requestHost } from "../../platform/browser/permissions.ts";
import { clock } from "../../platform/clock.ts";
import { send } from "../../platform/messages/send.ts";
import { keepChoice } from "../../platform/session/drafts.ts";
import { t } from "../../ui/messages.ts";
import { attempt } from "../../ui/refusals.ts";
import { complain, say } from "../../ui/toast.tsx";

export interface AllowTarget {
  company: string;
  host: string;
  name: string;
}

/**
 * `shown`: the previewed view; the background grants nothing wider. `later`: the rules of later days beside it. `file`:
 * the file whose claims the user saw.
 */
export type Choice = Pick<Payload<"allow-company">, "parts" | "topics" | "sector" | "shown" | "later" | "file">;

/**
 * Sends the choice before the browser's dialog, since Chromium closes the popup with it. Call it in the click handler,
 * before any await: Firefox refuses a later request.
 */
export function allow({ company, host, name }: AllowTarget, choice: Choice): void {
  const payload = { company, host, ...choice };
  void keepChoice(company, { ...payload, at: clock.now() });
  const chosen = send("allow-company", payload);
  const permitted = requestHost(host, dataOfParts(choice.parts));
  void settle();
  async function settle(): Promise<void> {
    const first = await attempt(chosen);
    if (first === null) return;
    if (!(await permitted.catch(() => false))) {
      await attempt(send("refuse-company", { company }));
      return complain(t("error_permission_refused"));
    }
    // The browser's event may not have arrived yet. Idempotent.
    const granted = first.granted || (await attempt(send("allow-company", payload)))?.granted;
    if (granted === true) say(t("allowed_now", { company: name }));
    else if (granted === false) complain(t("allow_changed", { company: name }));
  }
}
