// Allow, as a click in one of our windows does it.
import type { GrantedParts } from "../../core/view.ts";
import { clock } from "../../platform/clock.ts";
import { keepChoice } from "../../platform/drafts.ts";
import { requestHost } from "../../platform/permissions.ts";
import { send } from "../../platform/send.ts";
import { t } from "../../ui/messages.ts";
import { attempt } from "../../ui/refusals.ts";
import { complain, say } from "../../ui/toast.tsx";

export interface Asked {
  company: string;
  host: string;
  name: string;
}

/**
 * The choice is on its way to the background before the browser asks: Chromium closes the popup with its dialog, and
 * Firefox refuses a request that comes after an await. Must be called in the click itself.
 */
export function allow({ company, host, name }: Asked, parts: GrantedParts): void {
  void keepChoice(company, { company, host, parts, at: clock.now() });
  const chosen = send<{ granted: boolean }>("allow-company", { company, host, parts });
  const permitted = requestHost(host);
  void settle();
  async function settle(): Promise<void> {
    const first = await attempt(chosen);
    if (first === null) return;
    if (await permitted.catch(() => false)) {
      // Where the browser's event has not come yet: granting twice is granting once.
      if (!first.granted) await attempt(send("allow-company", { company, host, parts }));
      say(t("allowed_now", { company: name }));
    } else {
      await attempt(send("refuse-company", { company }));
      complain(t("error_permission_refused"));
    }
  }
}
