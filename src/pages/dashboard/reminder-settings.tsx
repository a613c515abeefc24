// Reminder settings: what they count, the switch, sensitive sectors, and all counters.
import { useState } from "preact/hooks";
import { SENSITIVE_SECTORS } from "../../core/reminders/reminder.ts";
import { useEverySite } from "../../features/gpc/every-site.ts";
import { type ReminderCounters, readCounters } from "../../features/reminders/read-counters.ts";
import { requestEverySite } from "../../platform/browser/permissions.ts";
import { send } from "../../platform/messages/send.ts";
import { confirm } from "../../ui/confirm.tsx";
import { Fold, Switch } from "../../ui/controls.tsx";
import { useLive } from "../../ui/live.ts";
import { moment, plural, t, word } from "../../ui/messages.ts";
import { attempt } from "../../ui/refusals.ts";
import { complain, say } from "../../ui/toast.tsx";

export function ReminderSettings() {
  const counters = useLive(readCounters, []);
  const permitted = useEverySite();
  // During the browser's question the control shows the wanted state. A no resets it.
  const [wanted, setWanted] = useState<boolean | null>(null);
  const reminders = counters?.reminders;
  const on = reminders?.on === true;
  const toggle = (next: boolean) => {
    const switching = switchReminders(next);
    setWanted(next);
    void switching.finally(() => setWanted(null));
  };
  return (
    <section class="card" aria-labelledby="reminders-title">
      <h2 id="reminders-title">{t("reminders_title")}</h2>
      <p>{t("reminders_text")}</p>
      <p>{t("reminders_kept")}</p>
      <p>{t("reminders_access")}</p>
      <Switch
        label={t("reminders_switch")}
        checked={wanted ?? on}
        disabled={counters === undefined || wanted !== null}
        testId="reminders"
        onToggle={toggle}
      />
      {reminders?.stopped === true && (
        <div class="stack" data-testid="reminders-stopped">
          <p>{t("reminders_stopped")}</p>
          <button
            type="button"
            class="start"
            data-testid="reminders-stopped-read"
            onClick={() => void attempt(send("edit-reminders", { on: false }))}
          >
            {t("dismiss")}
          </button>
        </div>
      )}
      {on && permitted === false && (
        <div class="stack" data-testid="reminders-not-in-force">
          <p>{t("reminders_not_in_force")}</p>
          <button type="button" class="start" data-testid="reminders-permit" onClick={() => void permit()}>
            {t("gpc_permit")}
          </button>
        </div>
      )}
      {on &&
        SENSITIVE_SECTORS.map((sector) => (
          <Switch
            key={sector}
            label={t("reminders_sector", { sector: word("sector", sector) })}
            checked={reminders.sectors.includes(sector)}
            testId={`reminders-sector-${sector}`}
            onToggle={(also) => void attempt(send("edit-reminders", { sectors: { [sector]: also } }))}
          />
        ))}
      {counters !== undefined && <Counters counters={counters} />}
    </section>
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

/** Must be called directly in the click handler. */
async function permit(): Promise<boolean> {
  const permitted = await requestEverySite().catch(() => false);
  if (!permitted) complain(t("reminders_refused"));
  return permitted;
}

/** Requests the permission in the click itself, and switches on only if the browser grants it. */
async function switchReminders(on: boolean): Promise<void> {
  if (on && !(await permit())) return;
  if ((await attempt(send("edit-reminders", { on }))) !== null) say(t(on ? "reminders_on_now" : "reminders_off_now"));
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
