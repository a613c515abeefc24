// The browser's permission for every site, as one of our windows sees it and asks for it.
import { useEffect, useState } from "preact/hooks";
import { isEverySitePermitted, onHostsChanged, requestEverySite } from "../../platform/permissions.ts";
import { send } from "../../platform/send.ts";
import { t } from "../../ui/messages.ts";
import { attempt } from "../../ui/refusals.ts";
import { complain, say } from "../../ui/toast.tsx";

/** Undefined until the browser has answered. */
export function useEverySite(): boolean | undefined {
  const [permitted, setPermitted] = useState<boolean | undefined>(undefined);
  useEffect(() => {
    const look = () => void isEverySitePermitted().then(setPermitted);
    look();
    return onHostsChanged(look);
  }, []);
  return permitted;
}

/** Must be called in the click itself. What was switched on stays so: the background follows the browser's event. */
export async function permitEverySite(): Promise<boolean> {
  const permitted = await requestEverySite().catch(() => false);
  if (!permitted) complain(t("gpc_refused"));
  return permitted;
}

/** On is asked for in the click itself, and kept only with the browser's yes. */
export async function switchGpc(on: boolean): Promise<void> {
  if (on && !(await permitEverySite())) return;
  if ((await attempt(send("edit-gpc", { on }))) !== null) say(t(on ? "gpc_on_now" : "gpc_off_now"));
}
