// The user's request to a company to delete a text, and its outcome.
import type { Delivery } from "../../core/sharing/delivery.ts";
import { mayHaveArrived } from "../../core/sharing/delivery-state.ts";
import { requestHosts } from "../../platform/browser/permissions.ts";
import { send } from "../../platform/messages/send.ts";
import { urlOf } from "../../signal/web-address.ts";
import { t } from "../../ui/messages.ts";
import { useOnce } from "../../ui/once.ts";
import { attempt } from "../../ui/refusals.ts";
import { say } from "../../ui/toast.tsx";
import { DeliveryState } from "./delivery-state.tsx";
import { withdrawalOf } from "./delivery-versions.ts";

export interface WithdrawalProps {
  delivery: Delivery;
  /** The company's deliveries, including withdrawals. */
  all: readonly Delivery[];
  /** The company's name. */
  name: string;
  sentHere: readonly string[];
  /** The company's address for withdrawals; null if it has none. */
  endpoint: string | null;
}

export function Withdrawal({ delivery, all, name, sentHere, endpoint }: WithdrawalProps) {
  const withdrawal = withdrawalOf(delivery, all);
  const ask = useOnce(async () => {
    const done = attempt(send("withdraw-delivered", { id: delivery.id }));
    // In the click itself, since the browser refuses a later request. It asks nothing if it permits the host already.
    const host = urlOf(endpoint ?? "")?.hostname;
    if (host !== undefined) void requestHosts([host], []).catch(() => false);
    const made = await done;
    if (made !== null) say(t("withdrawal_sending", { company: name }), () => void takeBack(made.deliveries));
    return made !== null;
  });
  if (withdrawal === null || withdrawal.state === "refused")
    return (
      <>
        {withdrawal !== null && <p data-testid="withdrawal-state">{t("withdrawal_refused", { company: name })}</p>}
        {endpoint !== null && mayHaveArrived(delivery) && (
          <button type="button" class="start" data-testid="withdraw-delivered" onClick={() => void ask()}>
            {t("withdrawal_ask", { company: name })}
          </button>
        )}
      </>
    );
  if (withdrawal.state === "accepted")
    return <p data-testid="withdrawal-state">{t("withdrawal_accepted", { company: name })}</p>;
  return (
    <>
      <p>{t("withdrawal_owed", { company: name })}</p>
      <DeliveryState
        delivery={withdrawal}
        name={name}
        here={sentHere.includes(withdrawal.id)}
        testId="withdrawal-state"
      />
    </>
  );
}

async function takeBack(deliveries: readonly string[]): Promise<void> {
  for (const id of deliveries) await attempt(send("withdraw-share", { id }));
}
