// Switch: the company receives the text that it may read whenever it changes, even while none of its pages is open.
import type { Payload } from "../../core/commands/index.ts";
import { isLive } from "../../core/sharing/grant.ts";
import { requestHosts } from "../../platform/browser/permissions.ts";
import { instantNow } from "../../platform/clock.ts";
import { send } from "../../platform/messages/send.ts";
import { readCompanyFile } from "../../record/company-file.ts";
import { readHandle } from "../../record/company-handle.ts";
import { readGrant } from "../../record/read-record.ts";
import { Switch } from "../../ui/controls.tsx";
import { useLive } from "../../ui/live.ts";
import { t } from "../../ui/messages.ts";
import { useOwnValue } from "../../ui/own-edits.ts";
import { attempt } from "../../ui/refusals.ts";
import { sayWithUndo } from "../../ui/undo.ts";
import { endpointFor, unpermittedHost } from "./company-endpoint.ts";
import { isFollowedHere } from "./owe-updates.ts";

async function readUpdates(company: string) {
  const [grant, stored, handle, here] = await Promise.all([
    readGrant(company),
    readCompanyFile(company),
    readHandle(company),
    isFollowedHere(company),
  ]);
  const endpoint = endpointFor(stored, "preferences");
  const mayStart = isLive(grant ?? undefined, instantNow()) && grant?.automatic !== true && endpoint !== null;
  return { as: grant?.updatesAs ?? null, handle, here, mayStart, asksHost: await unpermittedHost(endpoint) };
}

export function UpdatesSwitch({ company, name }: { company: string; name: string }) {
  const known = useLive(() => readUpdates(company), [company]);
  const { as = null, handle = null, here = true, mayStart = false, asksHost = null } = known ?? {};
  const shown = as ?? handle ?? "";
  const follow = async (payload: Omit<Payload<"follow-updates">, "company">) => {
    const done = attempt(send("follow-updates", { company, ...payload }));
    // In the click itself: the browser refuses a later request.
    if (payload.on && asksHost !== null) void requestHosts([asksHost]).catch(() => false);
    const saved = await done;
    if (saved?.batch) sayWithUndo(t("saved_permission"), saved.batch);
    return saved !== null;
  };
  const [on, turn] = useOwnValue(as !== null, (on) => follow(on ? { on, handle: shown } : { on }));
  if (as === null && (handle === null || !mayStart)) return null;
  return (
    <>
      <Switch
        label={t("updates_label", { company: name })}
        detail={t("updates_hint", { company: name, handle: shown })}
        checked={on}
        testId="updates"
        onToggle={(on) => void turn(on)}
      />
      {as !== null && !here && (
        <p>
          {t("updates_elsewhere")}{" "}
          <button
            type="button"
            class="link"
            data-testid="updates-here"
            onClick={() => void follow({ on: true, handle: as })}
          >
            {t("delivery_send_here")}
          </button>
        </p>
      )}
    </>
  );
}
