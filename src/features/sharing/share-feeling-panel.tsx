// Sharing of one feeling: the button, the form with the exact text, and the delivery's state.
import { useState } from "preact/hooks";
import type { FeelingRecipient } from "../../core/commands/sharing.ts";
import type { Feeling } from "../../core/record/tables.ts";
import { send } from "../../platform/messages/send.ts";
import { confirmDisclosure } from "../../ui/confirm-disclosure.ts";
import { t } from "../../ui/messages.ts";
import { attempt } from "../../ui/refusals.ts";
import { feelingDelivery } from "./feeling-delivery.ts";
import { SentText } from "./sent-text.tsx";
import { ShareFeelingForm } from "./share-feeling-form.tsx";
import { saySending } from "./withdraw-share.ts";
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
          <SentText delivery={delivery} name={name} sentHere={shares.sentHere} changed={changed} />
          <Withdrawal
            delivery={delivery}
            all={shares.deliveries}
            name={name}
            sentHere={shares.sentHere}
            endpoint={shares.withdrawAt}
          />
        </>
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
            saySending(t("share_sending"), shared, name);
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
