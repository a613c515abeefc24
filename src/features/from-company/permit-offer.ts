// The browser's permission for the host of a company's offer.
import { requestHost } from "../../platform/browser/permissions.ts";
import { t } from "../../ui/messages.ts";
import { complain } from "../../ui/toast.tsx";

/** Call it in the click itself, since the browser refuses a later request. Says so if the user refuses. */
export async function permitOffer({ host, permitted }: { host: string; permitted: boolean }): Promise<boolean> {
  const isPermitted = permitted || (await requestHost(host).catch(() => false));
  if (!isPermitted) complain(t("error_permission_refused"));
  return isPermitted;
}
