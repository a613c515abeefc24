// The browser's permission for every site in a window: its state, and requests for it.
import { useEffect, useState } from "preact/hooks";
import type { DataKind } from "../../core/sharing/data-kinds.ts";
import { isFirefox } from "../../platform/browser/browser.ts";
import {
  type HostCoverage,
  hostCoverage,
  isEverySitePermitted,
  onHostsChanged,
  requestEverySite,
  requestHosts,
} from "../../platform/browser/permissions.ts";
import { send } from "../../platform/messages/send.ts";
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

/** Undefined until the browser has answered. */
export function useHostCoverage(): HostCoverage | undefined {
  const [covers, setCovers] = useState<HostCoverage | undefined>(undefined);
  useEffect(() => {
    let stop = (): void => {};
    const look = () => hostCoverage().then((known) => setCovers(() => known));
    const follow = () => {
      stop = onHostsChanged(() => void look().catch(console.error));
    };
    // Shows nothing if the browser does not report its permissions.
    void look().then(follow, () => {});
    return () => stop();
  }, []);
  return covers;
}

/**
 * Call it in the click itself. The setting stays on if the browser refuses; the background follows the browser's event.
 */
export async function permitEverySite(): Promise<boolean> {
  const permitted = await requestEverySite().catch(() => false);
  if (!permitted) complain(t("gpc_refused"));
  return permitted;
}

/**
 * Returns the permission for every site, and requests the companies' hosts again. Chromium grants again without a
 * dialog, so this click is enough. Firefox needs another click, which the settings offer.
 */
export async function giveBackAndAskAgain(): Promise<void> {
  const given = await attempt(send("give-back-every-site", {}));
  const hosts = given?.hosts ?? null;
  if (hosts === null) return;
  const again = hosts.length === 0 || (!isFirefox() && (await requestHosts(hosts).catch(() => false)));
  say(t(again ? "gpc_given_back" : "gpc_given_back_waiting"));
}

/** Call it in the click itself. */
export const permitWaiting = (hosts: readonly string[], data?: readonly DataKind[]): Promise<void> =>
  requestHosts(hosts, data)
    .catch(() => false)
    .then((permitted) => (permitted ? say(t("permitted_again")) : complain(t("error_permission_refused"))));

/**
 * Call it in the click itself. Turns the setting on only if the browser grants the permission; false if nothing was
 * saved.
 */
export async function switchGpc(on: boolean): Promise<boolean> {
  if (on && !(await permitEverySite())) return false;
  const done = await attempt(send("edit-gpc", { on }));
  if (done !== null) say(t(on ? "gpc_on_now" : "gpc_off_now"));
  return done !== null;
}
