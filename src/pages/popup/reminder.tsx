// Reminder in the popup: a row for the company of the button's badge; and, once, the offer to turn reminders on.
import { useEffect, useState } from "preact/hooks";
import type { ReminderView } from "../../core/commands/reminders.ts";
import { RatingRow } from "../../features/feelings/rating-row.tsx";
import { tapFace } from "../../features/feelings/tap-face.ts";
import { send } from "../../platform/messages/send.ts";
import type { Value } from "../../signal/feeling-vocabulary.ts";
import { t } from "../../ui/messages.ts";
import { attempt } from "../../ui/refusals.ts";
import { sayWithUndo } from "../../ui/undo.ts";
import { dashboardLink } from "./frame.tsx";

/** `here`: the company of the active tab, which has the main row. `feeling`: a new rating asks again. */
export function Reminder({ here, feeling }: { here: string | null; feeling: string | null }) {
  const [due, setDue] = useState<ReminderView["due"]>(null);
  const [offer, setOffer] = useState(false);
  useEffect(() => {
    void attempt(send("look-at-reminder", {})).then((answer) => {
      if (answer === null) return;
      setDue(answer.due);
      // Offered once, then shown until the popup closes.
      if (answer.offer) setOffer(true);
    });
  }, [feeling]);
  const rate = async (company: string, value: Value) => {
    const rated = await attempt(tapFace(company, value));
    if (rated === null) return false;
    const { batch } = rated;
    setDue(null);
    sayWithUndo(t("saved_rating"), batch);
    return true;
  };
  return (
    <>
      {due !== null && due.company !== here && (
        <section class="card" data-testid="reminder">
          <RatingRow
            value={null}
            group="reminder-rate"
            question={t("reminder_title", { company: due.name })}
            onRate={(value) => rate(due.company, value)}
          />
        </section>
      )}
      {offer && (
        <p class="hint">
          {t("reminder_offer")}{" "}
          <a data-testid="offer-reminders" {...dashboardLink("settings")}>
            {t("reminder_offer_link")}
          </a>
        </p>
      )}
    </>
  );
}
