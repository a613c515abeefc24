// A shared text that is owed or was sent: its state, a notice if its source has changed since, and a button to withdraw
// it while it is owed.
import type { Delivery } from "../../core/sharing/delivery.ts";
import { t } from "../../ui/messages.ts";
import { DeliveryState } from "./delivery-state.tsx";
import { withdrawUnsent } from "./withdraw-share.ts";

interface Props {
  delivery: Delivery;
  /** The company's name. */
  name: string;
  /** Ids of the deliveries that this device sends. */
  sentHere: readonly string[];
  /** The feeling or plan has changed since. */
  changed: boolean;
}

export function SentText({ delivery, name, sentHere, changed }: Props) {
  const isOwed = delivery.state === "owed";
  return (
    <>
      <DeliveryState delivery={delivery} name={name} here={sentHere.includes(delivery.id)} testId="share-state" />
      {changed && (
        <p data-testid="share-changed">{t(isOwed ? "share_changed_owed" : "share_changed_sent", { company: name })}</p>
      )}
      {isOwed && (
        <button
          type="button"
          class="start"
          data-testid="share-withdraw"
          onClick={() => void withdrawUnsent(delivery.id, name)}
        >
          {t("share_withdraw")}
        </button>
      )}
    </>
  );
}
