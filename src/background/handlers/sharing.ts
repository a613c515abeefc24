// Handlers of the commands about grants and deliveries.
import type { SHARING } from "../../core/commands/sharing.ts";
import { allowCompany, refuseCompany } from "../../features/sharing/allow-company.ts";
import { editGrant } from "../../features/sharing/edit-grant.ts";
import { followUpdates } from "../../features/sharing/follow-updates.ts";
import { lookAtShares } from "../../features/sharing/look-at-shares.ts";
import { retryDelivery } from "../../features/sharing/retry-delivery.ts";
import { revokeCompany } from "../../features/sharing/revoke-company.ts";
import { previewShare, shareFeeling, withdrawShare } from "../../features/sharing/share-feeling.ts";
import { previewPlanShare, sharePlan } from "../../features/sharing/share-plan.ts";
import { withdrawDelivered } from "../../features/sharing/withdraw-delivered.ts";
import type { HandlersOf } from "../../platform/messages/messages.ts";
import { ours, reconciled } from "./order.ts";

export const sharing: HandlersOf<keyof typeof SHARING> = {
  "allow-company": reconciled(allowCompany),
  "refuse-company": ours(refuseCompany),
  "edit-grant": reconciled(editGrant),
  "revoke-company": reconciled(revokeCompany),
  "look-at-shares": ours(lookAtShares),
  "preview-share": ours(previewShare),
  "share-feeling": ours(shareFeeling),
  "withdraw-share": ours(withdrawShare),
  "preview-plan-share": ours(previewPlanShare),
  "share-plan": ours(sharePlan),
  "withdraw-delivered": ours(withdrawDelivered),
  "follow-updates": ours(followUpdates),
  "retry-delivery": ours(retryDelivery),
};
