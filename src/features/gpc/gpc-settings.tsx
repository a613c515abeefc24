// Global Privacy Control in Settings: the switch, or a note that the browser itself sends the signal, and the excepted
// sites.
import { isFirefox } from "../../platform/browser/browser.ts";
import { doesBrowserSendGpc } from "../../platform/browser/own-gpc.ts";
import { send } from "../../platform/messages/send.ts";
import { Switch } from "../../ui/controls.tsx";
import { compare, list } from "../../ui/formats.ts";
import { useLive } from "../../ui/live.ts";
import { t } from "../../ui/messages.ts";
import { attempt } from "../../ui/refusals.ts";
import { ActionNotice, SettingRow, usePendingSwitch } from "../../ui/setting.tsx";
import { sayWithUndo } from "../../ui/undo.ts";
import { giveBackAndAskAgain, permitEverySite, permitWaiting, switchGpc, useEverySite } from "./every-site.ts";
import { readEverySite } from "./read-every-site.ts";
import { type Excepted, readGpcSetting } from "./read-gpc.ts";

export function GpcSettings() {
  const setting = useLive(readGpcSetting, []);
  const permitted = useEverySite();
  const every = useLive(readEverySite, [permitted]);
  const on = setting?.on === true;
  const { checked, isPending, toggle } = usePendingSwitch(on, switchGpc);
  // If the browser sends the signal itself, the switch is useless, except for turning it off.
  const byBrowser = doesBrowserSendGpc();
  return (
    <SettingRow
      name={t("gpc_title")}
      handle="gpc"
      how={[t("gpc_text"), t("gpc_law"), ...(byBrowser && !on ? [] : [t("gpc_access")])]}
    >
      {byBrowser && !on && <p data-testid="gpc-browser">{t("gpc_browser")}</p>}
      {(!byBrowser || on) && (
        <Switch
          label={t("gpc_switch")}
          detail={t(isFirefox() && !byBrowser ? "gpc_firefox" : "gpc_title")}
          checked={checked}
          disabled={setting === undefined || isPending}
          testId="gpc"
          onToggle={toggle}
        />
      )}
      {byBrowser && on && <p data-testid="gpc-browser">{t("gpc_browser_too")}</p>}
      {on && permitted === false && (
        <ActionNotice
          testId="gpc-not-in-force"
          text={t("gpc_not_in_force")}
          button={{ testId: "gpc-permit", label: t("gpc_permit"), onPress: () => void permitEverySite() }}
        />
      )}
      {every?.needed === false && permitted === true && !isPending && (
        <ActionNotice
          testId="gpc-still-permitted"
          text={
            every.companies.length === 0
              ? t("gpc_still_permitted")
              : t("gpc_still_permitted_for", { companies: list(every.companies) })
          }
          button={{ testId: "gpc-give-back", label: t("gpc_give_back"), onPress: () => void giveBackAndAskAgain() }}
        />
      )}
      {every !== undefined && permitted === false && every.waiting.length > 0 && (
        <ActionNotice
          testId="gpc-waiting"
          text={t("gpc_waiting", { hosts: list(every.waiting) })}
          button={{
            testId: "gpc-ask-again",
            label: t("permit_again"),
            onPress: () => void permitWaiting(every.waiting),
          }}
        />
      )}
      <Exceptions companies={setting?.exceptions ?? []} />
    </SettingRow>
  );
}

function Exceptions({ companies }: { companies: readonly Excepted[] }) {
  if (companies.length === 0) return null;
  const sorted = [...companies].sort((one, other) => compare(one.name, other.name));
  return (
    <div class="stack">
      <h3 id="gpc-exceptions">{t("gpc_exceptions")}</h3>
      <ul class="stack" aria-labelledby="gpc-exceptions">
        {sorted.map(({ id, name }) => (
          <li key={id} class="row apart" data-testid="gpc-exception" data-company={id}>
            <bdi>{name === id ? id : t("gpc_exception", { company: name, site: id })}</bdi>
            <button
              type="button"
              data-testid="gpc-exception-remove"
              aria-label={t("gpc_exception_remove_label", { site: id })}
              onClick={() => remove(id)}
            >
              {t("gpc_exception_remove")}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

const remove = (company: string): void =>
  void attempt(send("edit-company", { company, gpcOff: false })).then(
    (done) =>
      done !== null && "batch" in done && sayWithUndo(t("gpc_exception_removed", { site: company }), done.batch),
  );
