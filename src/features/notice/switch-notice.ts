// Turns noticing on or off in a window. Asks the browser for the permission in the click itself.
import { OF_EVERY_GRANT } from "../../core/sharing/data-kinds.ts";
import { requestData } from "../../platform/browser/data-consent.ts";
import { requestEverySite } from "../../platform/browser/permissions.ts";
import { send } from "../../platform/messages/send.ts";
import { confirm } from "../../ui/confirm.tsx";
import { t } from "../../ui/messages.ts";
import { attempt } from "../../ui/refusals.ts";
import { complain, say } from "../../ui/toast.tsx";
import { sayWithUndo } from "../../ui/undo.ts";

/**
 * Turning it off also turns off the setting that depends on it. Undo restores both, and asks the browser again. False if
 * nothing was saved.
 */
export async function switchNotice(notice: boolean, autoGrant: boolean): Promise<boolean> {
  if (notice && !(await requestEverySite().catch(() => false))) {
    complain(t("notice_refused"));
    return false;
  }
  if ((await attempt(send("edit-notice", { notice, autoGrant: notice && autoGrant }))) === null) return false;
  const back = () => (notice ? switchNotice(false, false) : switchNotice(true, autoGrant));
  say(t(notice ? "notice_on_now" : "notice_off_now"), () => void back());
  return true;
}

/**
 * The widest permission: asks first, naming the companies that read and the data they read. Noticing is on already and
 * stays on. Firefox first asks about data, in the click itself. False if nothing was saved.
 */
export async function letAnyRead(autoGrant: boolean): Promise<boolean> {
  if (autoGrant && !(await requestData(OF_EVERY_GRANT).catch(() => false))) {
    complain(t("error_permission_refused"));
    return false;
  }
  if (autoGrant && !(await confirmAutoGrant())) return false;
  const done = await attempt(send("edit-notice", { notice: true, autoGrant }));
  if (done?.batch) sayWithUndo(t(autoGrant ? "auto_on_now" : "auto_off_now"), done.batch);
  return done !== null;
}

const confirmAutoGrant = (): Promise<boolean> =>
  confirm({
    title: t("auto_ask_title"),
    lines: [t("auto_ask_who"), t("auto_ask_what"), t("auto_ask_not"), t("auto_ask_end")],
    yes: t("auto_ask_yes"),
    no: t("ask_no"),
  });
