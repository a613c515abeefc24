// The texts that a company has from one source, and the user's requests to delete them. Pure, so that windows can use
// it.
import type { Delivery } from "../../core/sharing/delivery.ts";
import { isOwed, kindOf, mayHaveArrived } from "../../core/sharing/delivery-state.ts";

/** The delivery, and the other texts of the same feeling, plan or question that the company has. */
export function versionsOf(delivery: Delivery, all: readonly Delivery[]): Delivery[] {
  const { id, feeling, plan, question } = delivery;
  const isVersion = (one: Delivery): boolean =>
    one.id === id ||
    (feeling !== undefined && one.feeling === feeling) ||
    (plan !== undefined && one.plan === plan) ||
    (question !== undefined && one.question === question);
  return all.filter((one) => kindOf(one) !== "withdraw" && isVersion(one) && mayHaveArrived(one));
}

/** The newest withdrawal of a delivery that is owed or accepted; null if there is none. */
export const withdrawalOf = ({ id }: Delivery, all: readonly Delivery[]): Delivery | null =>
  all.findLast((one) => one.withdraws === id && (isOwed(one) || one.state === "accepted" || one.state === "refused")) ??
  null;
