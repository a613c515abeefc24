// The popup's view of sharing feelings with one company: the popup has no database of its own.
import type { Payload } from "../../core/commands/index.ts";
import type { FeelingRecipient } from "../../core/commands/sharing.ts";
import { readFeelingRecipient } from "./feeling-recipient.ts";

export const lookAtShares = ({ company }: Payload<"look-at-shares">): Promise<FeelingRecipient> =>
  readFeelingRecipient(company);
