// Pause and take back one company's permission.
import type { GrantState } from "../../core/grant.ts";
import { SHARE_ALL } from "../../core/share-all.ts";
import { allow } from "../../features/sharing/ask-permission.ts";
import { readGrant } from "../../platform/record.ts";
import { send } from "../../platform/send.ts";
import { Switch } from "../../ui/controls.tsx";
import { useLive } from "../../ui/live.ts";
import { t } from "../../ui/messages.ts";
import { attempt } from "../../ui/refusals.ts";
import { say } from "../../ui/toast.tsx";

export function GrantControls({ company, name, state }: { company: string; name: string; state: GrantState }) {
  const grant = useLive(() => readGrant(company), [company]);
  if (state !== "live" && state !== "paused")
    return <p data-testid="sees-nothing">{t("company_sees_nothing", { company: name })}</p>;
  const host = grant?.hosts[0] ?? company;
  const parts = grant?.parts ?? SHARE_ALL;
  const revoke = () =>
    void attempt(send("revoke-company", { company })).then(
      (done) => done && say(t("revoked_now", { company: name }), () => allow({ company, host, name }, parts)),
    );
  return (
    <div class="card" data-testid="grant" data-company={company}>
      <p>
        <strong>
          <bdi>{name}</bdi>
        </strong>{" "}
        <small class="muted">{t("allowed_on", { hosts: (grant?.hosts ?? []).join(", ") })}</small>
      </p>
      <Switch
        label={t("pause")}
        detail={t("pause_hint")}
        checked={state === "paused"}
        testId="pause"
        onToggle={(paused) => void attempt(send("edit-grant", { company, paused }))}
      />
      <button type="button" class="danger start" data-testid="revoke" onClick={revoke}>
        {t("revoke", { company: name })}
      </button>
    </div>
  );
}
