// Switching the noticing of sites in one of our windows: the browser is asked in the click itself.
import { requestEverySite } from "../../platform/permissions.ts";
import { send } from "../../platform/send.ts";
import { t } from "../../ui/messages.ts";
import { attempt } from "../../ui/refusals.ts";
import { complain, say } from "../../ui/toast.tsx";

export async function switchNotice(notice: boolean, autoGrant: boolean): Promise<void> {
  if (notice && !(await requestEverySite().catch(() => false))) return complain(t("notice_refused"));
  if ((await attempt(send("edit-notice", { notice, autoGrant }))) !== null) say(t("saved_here"));
}
