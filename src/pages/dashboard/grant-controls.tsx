// Controls of one company's grant: parts, end, pause, revocation, and a request to delete its data.
import type { Payload } from "../../core/commands/index.ts";
import { displayDomain } from "../../core/companies/domain-name.ts";
import { type DataKind, dataOfParts } from "../../core/sharing/data-kinds.ts";
import { DEFAULT_PARTS } from "../../core/sharing/default-parts.ts";
import { laterRules } from "../../core/sharing/later-rules.ts";
import type { ChangedParts } from "../../core/sharing/view.ts";
import { permitWaiting, useHostCoverage } from "../../features/gpc/every-site.ts";
import { permitPart } from "../../features/sharing/ask-data.tsx";
import { allow } from "../../features/sharing/ask-permission.ts";
import { takesFeelings } from "../../features/sharing/feeling-recipient.ts";
import { endOptions } from "../../features/sharing/grant-end.ts";
import { Parts } from "../../features/sharing/parts.tsx";
import { readingText } from "../../features/sharing/reading-text.ts";
import { UpdatesSwitch } from "../../features/sharing/updates-switch.tsx";
import { send } from "../../platform/messages/send.ts";
import { readLastReading, readLastReadingEnd } from "../../record/last-reading.ts";
import { readDisclosure, readGrant } from "../../record/read-record.ts";
import { confirmDisclosure } from "../../ui/confirm-disclosure.ts";
import { Fold, Select, Switch } from "../../ui/controls.tsx";
import { useLive } from "../../ui/live.ts";
import { t } from "../../ui/messages.ts";
import { useOwnValue } from "../../ui/own-edits.ts";
import { attempt } from "../../ui/refusals.ts";
import { say } from "../../ui/toast.tsx";
import { sayWithUndo } from "../../ui/undo.ts";

export function GrantControls(props: { company: string; name: string; state: "live" | "paused" }) {
  const { company, name, state } = props;
  const grant = useLive(() => readGrant(company), [company]);
  const until = useLive(() => readLastReadingEnd(company), [company, state]);
  const feelings = useLive(() => takesFeelings(company), [company]) === true;
  const host = grant?.hosts[0] ?? company;
  const parts = grant?.parts ?? DEFAULT_PARTS;
  const edit = async (fields: Omit<Payload<"edit-grant">, "company" | "confirmed">) => {
    const done = await confirmDisclosure((confirmed) => attempt(send("edit-grant", { company, ...fields, confirmed })));
    if (done?.batch) sayWithUndo(t("saved_permission"), done.batch);
    return done !== null;
  };
  const [paused, pause] = useOwnValue(state === "paused", (paused) => edit({ paused }));
  const [end, pickEnd] = useOwnValue(grant?.until ?? "", (until) => edit({ until: until === "" ? null : until }));
  const editParts = async (changed: ChangedParts) => (await permitPart(changed)) && edit({ parts: changed });
  const revoke = async () => {
    // Undo passes the text that the company read last as `shown`: it grants nothing wider.
    const last = await readLastReading(company);
    // The user agreed to these while the company could read, so Undo need not ask about them.
    const later = grant === null || grant === undefined ? [] : laterRules(await readDisclosure(company, grant));
    if ((await attempt(send("revoke-company", { company }))) === null) return;
    const again = () =>
      allow({ company, host, name }, { parts, topics: grant?.topics, shown: last ?? undefined, later });
    say(t("revoked_now", { company: name }), last === null ? null : again);
  };
  return (
    <div class="card" data-testid="grant" data-company={company}>
      <p>
        <strong>
          <bdi>{name}</bdi>
        </strong>{" "}
        <small class="muted">{t("allowed_on", { hosts: (grant?.hosts ?? []).map(displayDomain).join(", ") })}</small>
      </p>
      {state === "paused" && until !== undefined && until !== null && (
        <p data-testid="sees-nothing">{readingText(name, until)}</p>
      )}
      <NotPermitted hosts={grant?.hosts ?? []} name={name} data={dataOfParts(parts)} />
      <Switch
        label={t("pause")}
        detail={t("pause_hint")}
        checked={paused}
        testId="pause"
        onToggle={(paused) => void pause(paused)}
      />
      <UpdatesSwitch company={company} name={name} />
      <Select
        label={t("grant_until_label")}
        value={end}
        options={endOptions(grant?.until)}
        testId="grant-until"
        onPick={(until) => void pickEnd(until)}
      />
      {grant?.automatic === true ? (
        <p data-testid="allowed-by-itself">{t("auto_allowed")}</p>
      ) : (
        <Fold summary={t("parts_fold")} testId="parts-fold">
          <Parts parts={parts} feelings={feelings} onChange={editParts} />
        </Fold>
      )}
      <div class="row">
        <button type="button" class="danger" data-testid="revoke" onClick={() => void revoke()}>
          {t("revoke", { company: name })}
        </button>
        <a class="button" href={`#/companies/${company}/letters/erasure`} data-testid="ask-delete">
          {t("ask_delete")}
        </a>
        <a class="button" href={`#/companies/${company}/preferences`} data-testid="see-view">
          {t("see_view")}
        </a>
      </div>
    </div>
  );
}

/** Shown if the browser does not permit the hosts of the grant: one press requests them. */
function NotPermitted(props: { hosts: readonly string[]; name: string; data: readonly DataKind[] }) {
  const { hosts, name, data } = props;
  const covers = useHostCoverage();
  const missing = covers === undefined ? [] : hosts.filter((host) => !covers(host, data));
  if (missing.length === 0) return null;
  return (
    <div class="stack" data-testid="not-permitted">
      <p>{t("grant_not_permitted", { company: name, hosts: missing.join(", ") })}</p>
      <button
        type="button"
        class="primary start"
        data-testid="grant-permit"
        onClick={() => void permitWaiting(missing, data)}
      >
        {t("permit_again")}
      </button>
    </div>
  );
}
