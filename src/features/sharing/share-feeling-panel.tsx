// Sharing of one feeling: the button, the form with the exact text, and the delivery's state.
import { useState } from "preact/hooks";
import type { FeelingRecipient } from "../../core/commands/sharing.ts";
import type { Feeling } from "../../core/record/tables.ts";
import { send } from "../../platform/messages/send.ts";
import { confirmDisclosure } from "../../ui/confirm-disclosure.ts";
import { t } from "../../ui/messages.ts";
import { attempt } from "../../ui/refusals.ts";
import { say } from "../../ui/toast.tsx";
import { DeliveryState } from "./delivery-state.tsx";
import { feelingDelivery } from "./feeling-delivery.ts";
import { ShareFeelingForm } from "./share-feeling-form.tsx";
import { withdrawUnsent } from "./withdraw-share.ts";
import { Withdrawal } from "./withdrawal.tsx";

export function ShareFeeling({ feeling, shares }: { feeling: Feeling; shares: FeelingRecipient }) {
  const [open, setOpen] = useState(false);
  const { delivery, changed } = feelingDelivery(feeling, shares.deliveries);
  const { name } = shares;
  const again = delivery === null || delivery.state === "refused" || (changed && delivery.state !== "owed");
  if (delivery === null && !shares.takes) return null;
  return (
    <div class="stack tight" data-testid="share" data-state={delivery?.state ?? "none"}>
      {delivery !== null && (
        <>
          <DeliveryState
            delivery={delivery}
            name={name}
            here={shares.sentHere.includes(delivery.id)}
            testId="share-state"
          />
          <Withdrawal
            delivery={delivery}
            all={shares.deliveries}
            name={name}
            sentHere={shares.sentHere}
            endpoint={shares.withdrawAt}
          />
          {changed && (
            <p data-testid="share-changed">
              {t(delivery.state === "owed" ? "share_changed_owed" : "share_changed_sent", { company: name })}
            </p>
          )}
        </>
      )}
      {delivery?.state === "owed" && (
        <button
          type="button"
          class="start"
          data-testid="share-withdraw"
          onClick={() => void withdrawUnsent(delivery, name)}
        >
          {t("share_withdraw")}
        </button>
      )}
      {again && shares.takes && !open && (
        <button
          type="button"
          class="start"
          data-testid="share-feeling"
          onClick={() => void permit(shares).then((may) => may && setOpen(true))}
        >
          {t(changed ? "share_version" : "share_with", { company: name })}
        </button>
      )}
      {again && shares.takes && open && (
        <ShareFeelingForm
          key={`${feeling.id} ${feeling.version ?? 1}`}
          id={feeling.id}
          onShared={(shared) => {
            setOpen(false);
            say(t("share_sending"), () => void withdrawUnsent({ id: shared, attempts: 0 }, name));
          }}
          onClose={() => setOpen(false)}
        />
      )}
    </div>
  );
}

/** Grants the feelings part if needed, after a confirmation. */
async function permit({ company, parts }: FeelingRecipient): Promise<boolean> {
  if (parts === null || parts.feelings === true) return parts !== null;
  const done = await confirmDisclosure((confirmed) =>
    attempt(send("edit-grant", { company, parts: { feelings: true }, confirmed })),
  );
  return done !== null;
}
