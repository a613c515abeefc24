// Noticing participating companies, and letting them read the contact rules without asking, in Settings. Both are off
// by default.
import { nameWithDomain } from "../../core/companies/company-name.ts";
import { isLive } from "../../core/sharing/grant.ts";
import { instantNow } from "../../platform/clock.ts";
import { send } from "../../platform/messages/send.ts";
import { database, entitiesOf } from "../../record/database.ts";
import { readProfile } from "../../record/read-record.ts";
import { Switch } from "../../ui/controls.tsx";
import { useLive } from "../../ui/live.ts";
import { t } from "../../ui/messages.ts";
import { attempt } from "../../ui/refusals.ts";
import { SettingRow, usePendingSwitch } from "../../ui/setting.tsx";
import { letAnyRead, switchNotice } from "./switch-notice.ts";

async function read() {
  const [profile, companies, grants] = await Promise.all([
    readProfile(),
    database.companies.toArray().then((rows) => entitiesOf("companies", rows)),
    database.grants.toArray().then((rows) => entitiesOf("grants", rows)),
  ]);
  const now = instantNow();
  const automatic = grants.filter((grant) => grant.automatic === true && isLive(grant, now));
  const nameOf = (company: string) => companies.find(({ id }) => id === company)?.name ?? company;
  return {
    profile,
    excepted: companies.filter(({ autoOff }) => autoOff === true),
    granted: automatic.map(({ id }) => ({ id, name: nameWithDomain(id, nameOf(id)) })),
  };
}

/** Companies that were allowed automatically; each entry has a button that revokes it. */
function Granted({ companies }: { companies: readonly { id: string; name: string }[] }) {
  return (
    <ul class="stack" aria-label={t("auto_list")}>
      {companies.map(({ id, name }) => (
        <li key={id} class="row apart" data-testid="auto-granted" data-company={id}>
          <span>
            <bdi>{name}</bdi> <small class="muted">{t("auto_list")}</small>
          </span>
          <button
            type="button"
            class="danger"
            data-testid="auto-granted-revoke"
            onClick={() => void attempt(send("revoke-company", { company: id }))}
          >
            {t("revoke", { company: name })}
          </button>
        </li>
      ))}
    </ul>
  );
}

export function NoticeSettings() {
  const known = useLive(read, []);
  const notice = known?.profile?.notice === true;
  const autoGrant = known?.profile?.autoGrant === true;
  const noticing = usePendingSwitch(notice, (on) => switchNotice(on, autoGrant));
  const granting = usePendingSwitch(autoGrant, letAnyRead);
  return (
    <>
      <SettingRow name={t("notice_switch")} handle="notice" how={[t("notice_text")]}>
        <Switch
          label={t("notice_switch")}
          detail={t("notice_detail")}
          checked={noticing.checked}
          testId="notice"
          onToggle={noticing.toggle}
        />
      </SettingRow>
      <SettingRow name={t("auto_switch")} handle="auto-grant" how={[t("auto_text")]}>
        <Switch
          label={t("auto_switch")}
          {...(notice ? {} : { detail: t("auto_needs") })}
          checked={granting.checked}
          disabled={!notice}
          testId="auto-grant"
          onToggle={granting.toggle}
        />
        {known !== undefined && known.granted.length > 0 && <Granted companies={known.granted} />}
        {known !== undefined && known.excepted.length > 0 && <Excepted companies={known.excepted} />}
      </SettingRow>
    </>
  );
}

/** Companies that are never allowed automatically; each entry has a button that ends the exception. */
function Excepted({ companies }: { companies: readonly { id: string; name: string }[] }) {
  return (
    <ul class="stack" aria-label={t("auto_exceptions")}>
      {companies.map(({ id, name }) => (
        <li key={id} class="row apart" data-testid="auto-exception" data-company={id}>
          <span>
            <bdi>{name}</bdi> <small class="muted">{t("auto_exceptions")}</small>
          </span>
          <button
            type="button"
            data-testid="auto-exception-remove"
            onClick={() => void attempt(send("edit-company", { company: id, autoOff: false }))}
          >
            {t("remove")}
          </button>
        </li>
      ))}
    </ul>
  );
}
