// The texts of a shared plan and of a withdrawal: docs/SIGNAL.md, "A shared plan" and "Withdrawal".
import { SIGNAL_VERSION } from "./vocabulary.ts";

/** JSON without spaces. `plan`: the members of a plan in a document, in that order. `replaces`: key of the earlier text. */
export const encodeSharedPlan = (plan: Readonly<Record<string, unknown>>, replaces?: string): string =>
  JSON.stringify({ cmr: SIGNAL_VERSION, plan, replaces });

/** `key`: the Idempotency-Key of the delivery to delete. */
export const encodeWithdrawal = (key: string): string => JSON.stringify({ cmr: SIGNAL_VERSION, withdraw: key });
