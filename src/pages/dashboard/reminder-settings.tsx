// Reminder settings: the switch, sensitive sectors, and all counters.
import { SENSITIVE_SECTORS } from "../../core/reminders/reminder.ts";
import { useEverySite } from "../../features/gpc/every-site.ts";
import { type ReminderCounters, readCounters } from "../../features/reminders/read-counters.ts";
import { requestEverySite } from "../../platform/browser/permissions.ts";
import { send } from "../../platform/messages/send.ts";
import { confirm } from "../../ui/confirm.tsx";
import { Fold, Switch } from "../../ui/controls.tsx";
import { moment } from "../../ui/formats.ts";
import { useLive } from "../../ui/live.ts";
import { plural, t, word } from "../../ui/messages.ts";
import { useOwnValue } from "../../ui/own-edits.ts";
import { attempt } from "../../ui/refusals.ts";
import { ActionNotice, SettingRow, usePendingSwitch } from "../../ui/setting.tsx";
import { complain, say } from "../../ui/toast.tsx";

export function ReminderSettings() {
  const counters = useLive(readCounters, []);
  const permitted = useEverySite();
  const reminders = counters?.reminders;
  const on = reminders?.on === true;
  const { checked, isPending, toggle } = usePendingSwitch(on, switchReminders);
  return (
    <SettingRow
      name={t("reminders_switch")}
      handle="reminders"
      how={[t("reminders_text"), t("reminders_kept"), t("reminders_access")]}
    >
      <Switch
        label={t("reminders_switch")}
        detail={t("reminders_detail")}
        checked={checked}
        disabled={counters === undefined || isPending}
        testId="reminders"
        onToggle={toggle}
      />
      {reminders?.stopped === true && (
        <ActionNotice
          testId="reminders-stopped"
          text={t("reminders_stopped")}
          button={{
            testId: "reminders-stopped-read",
            label: t("dismiss"),
            onPress: () => void attempt(send("edit-reminders", { on: false })),
          }}
        />
      )}
      {on && permitted === false && (
        <ActionNotice
          testId="reminders-not-in-force"
          text={t("reminders_not_in_force")}
          button={{ testId: "reminders-permit", label: t("gpc_permit"), onPress: () => void permit() }}
        />
      )}
      {on && <Sectors chosen={reminders.sectors} />}
      {counters !== undefined && <Counters counters={counters} />}
    </SettingRow>
  );
}

const Sectors = ({ chosen }: { chosen: readonly string[] }) => (
  <Fold summary={t("reminders_sectors")} testId="reminders-sectors" open={chosen.length > 0}>
    {SENSITIVE_SECTORS.map((sector) => (
      <SectorSwitch key={sector} sector={sector} chosen={chosen.includes(sector)} />
    ))}
  </Fold>
);

function SectorSwitch({ sector, chosen }: { sector: (typeof SENSITIVE_SECTORS)[number]; chosen: boolean }) {
  const [checked, turn] = useOwnValue(
    chosen,
    async (also) => (await attempt(send("edit-reminders", { sectors: { [sector]: also } }))) !== null,
  );
  return (
    <Switch
      label={t("reminders_sector", { sector: word("sector", sector) })}
      checked={checked}
      testId={`reminders-sector-${sector}`}
      onToggle={(also) => void turn(also)}
    />
  );
}

function Counters({ counters }: { counters: ReminderCounters }) {
  const { visits, shown, answered, ignored, pauses } = counters;
  if (visits + shown === 0) return null;
  return (
    <Fold summary={t("reminders_counted")} testId="reminder-counters-fold">
      <ul data-testid="reminder-counters">
        <li>{plural("reminders_visits", visits)}</li>
        <li>{plural("reminders_shown", shown)}</li>
        <li>{plural("reminders_answered", answered)}</li>
        <li>{plural("reminders_ignored", ignored)}</li>
        {pauses.map(({ company, until }) => (
          <li key={company}>
            {t("reminders_pause", { company, date: moment(new Date(until).toISOString(), "date") })}
          </li>
        ))}
      </ul>
      <button type="button" class="danger start" data-testid="reminder-forget" onClick={() => void forget()}>
        {t("reminders_forget")}
      </button>
    </Fold>
  );
}

/** Call it directly in the click handler. */
async function permit(): Promise<boolean> {
  const permitted = await requestEverySite().catch(() => false);
  if (!permitted) complain(t("reminders_refused"));
  return permitted;
}

/**
 * Requests the permission in the click itself, and turns reminders on only if the browser grants it. False if nothing
 * was saved.
 */
async function switchReminders(on: boolean): Promise<boolean> {
  if (on && !(await permit())) return false;
  const done = await attempt(send("edit-reminders", { on }));
  if (done !== null) say(t(on ? "reminders_on_now" : "reminders_off_now"));
  return done !== null;
}

async function forget(): Promise<void> {
  const yes = await confirm({
    title: t("reminders_forget_title"),
    lines: [t("reminders_forget_line")],
    yes: t("reminders_forget"),
    no: t("rule_discard"),
  });
  if (yes && (await attempt(send("forget-reminders", {}))) !== null) say(t("reminders_forgotten"));
}
