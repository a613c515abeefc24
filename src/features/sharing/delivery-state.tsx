// State of one delivery as a sentence, with the company's words about it, and a button if the user has to act.
import type { Delivery } from "../../core/sharing/delivery.ts";
import { dataOfDelivery, kindOf } from "../../core/sharing/delivery-state.ts";
import { requestHosts } from "../../platform/browser/permissions.ts";
import { send } from "../../platform/messages/send.ts";
import { displayText } from "../../signal/display-text.ts";
import { urlOf } from "../../signal/web-address.ts";
import { moment } from "../../ui/formats.ts";
import { t, word } from "../../ui/messages.ts";
import { attempt } from "../../ui/refusals.ts";

interface Props {
  delivery: Delivery;
  /** The company's name. */
  name: string;
  /** This device sends it. */
  here: boolean;
  testId: string;
}

export function DeliveryState({ delivery, name, here, testId }: Props) {
  const { reference, reason, state } = delivery;
  const again = againText(delivery, here);
  return (
    <>
      <p data-testid={testId} data-state={state} data-stopped={delivery.stopped ?? null}>
        {state === "owed" ? owedText(delivery, name, here) : word("delivery", state)}
      </p>
      {reason !== undefined && (
        <p class="muted" data-testid="delivery-reason">
          {t("delivery_reason", { company: name, reason: displayText(reason, 200) })}
        </p>
      )}
      {reference !== undefined && (
        <p class="muted" data-testid="delivery-reference">
          {t("delivery_reference", { company: name, reference: displayText(reference, 200) })}
        </p>
      )}
      {again !== null && (
        <button type="button" class="start" data-testid="delivery-again" onClick={() => tryAgain(delivery)}>
          {again}
        </button>
      )}
    </>
  );
}

/** Null if the user cannot do anything about it with this button. */
function againText(delivery: Delivery, here: boolean): string | null {
  if (delivery.state !== "owed" || delivery.stopped === "not-granted" || delivery.stopped === "ended") return null;
  if (!here) return t("delivery_send_here");
  return delivery.stopped === undefined ? null : t("delivery_again");
}

function owedText(delivery: Delivery, company: string, here: boolean): string {
  const { stopped, endpoint, attempts, nextAt } = delivery;
  const host = hostOf(endpoint);
  if (stopped === "gave-up") return t("delivery_gave_up", { company });
  if (stopped === "not-granted")
    return t(kindOf(delivery) === "feeling" ? "delivery_not_granted" : "delivery_not_allowed", { company });
  if (stopped === "ended") return t("delivery_ended");
  if (stopped === "no-permission") return t("delivery_no_permission", { company, host });
  if (!here) return t("delivery_elsewhere");
  return attempts > 0 ? t("delivery_tried", { company, time: moment(nextAt) }) : word("delivery", "owed");
}

const hostOf = (endpoint: string): string => urlOf(endpoint)?.hostname ?? "";

/** Asks the browser in the click itself: Firefox refuses a later request, and Chromium closes the popup with its dialog. */
function tryAgain(delivery: Delivery): void {
  const { id, endpoint, stopped } = delivery;
  void attempt(send("retry-delivery", { id }));
  if (stopped === "no-permission") void requestHosts([hostOf(endpoint)], dataOfDelivery(delivery)).catch(() => false);
}
