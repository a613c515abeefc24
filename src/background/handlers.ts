// One handler for each command: how far the reconciliation must be before it runs, and what follows it.
import type { Sender } from "../core/commands/senders.ts";
import { acceptClaims, checkParticipation } from "../features/companies/check-participation.ts";
import { previewCompany } from "../features/companies/company-view.ts";
import { editCompany } from "../features/companies/edit-company.ts";
import { lookAtTab } from "../features/companies/look-at-tab.ts";
import { recordContact } from "../features/compliance/record-contact.ts";
import { describeFeeling } from "../features/feelings/describe-feeling.ts";
import { rateVisit } from "../features/feelings/rate-visit.ts";
import { removeFeeling } from "../features/feelings/remove-feeling.ts";
import { forgetTaps, saveTap } from "../features/feelings/save-tap.ts";
import { editGpc } from "../features/gpc/edit-gpc.ts";
import { giveBackEverySite, giveBackOwedEverySite } from "../features/gpc/give-back-every-site.ts";
import { lookAtGpc } from "../features/gpc/look-at-gpc.ts";
import { editLetter } from "../features/letters/edit-letter.ts";
import { recordLetter } from "../features/letters/record-letter.ts";
import { importRecord } from "../features/my-data/import-record.ts";
import { exportRecord } from "../features/my-data/record-file.ts";
import { eraseEverything, refuseWhenLost, reportHealth, restoreRecord } from "../features/my-data/recover-record.ts";
import { undo } from "../features/my-data/undo.ts";
import { editNotice } from "../features/notice/edit-notice.ts";
import { noticeSite } from "../features/notice/notice-site.ts";
import { editPlan, removePlan, setPlanStatus } from "../features/plans/edit-plan.ts";
import {
  editLayer,
  editPreference,
  editProfile,
  removePreference,
  resetLayer,
} from "../features/preferences/edit-preference.ts";
import { editReminders, forgetReminders } from "../features/reminders/edit-reminders.ts";
import { lookAtReminder } from "../features/reminders/remind.ts";
import { allowCompany, refuseCompany } from "../features/sharing/allow-company.ts";
import { editGrant, revokeCompany } from "../features/sharing/edit-grant.ts";
import { readFeelingRecipient } from "../features/sharing/feeling-recipient.ts";
import { grantAutomatically } from "../features/sharing/grant-automatically.ts";
import { previewShare, shareFeeling, withdrawShare } from "../features/sharing/share-feeling.ts";
import { acknowledgePreferences, requestPreferences } from "../features/signal/answer-page.ts";
import { reconcileSignals } from "../features/signal/publish-signals.ts";
import { editEvent, removeEvent } from "../features/timeline/edit-event.ts";
import { isActiveTab } from "../platform/browser/tabs.ts";
import type { Handlers } from "../platform/messages/messages.ts";
import { ready, reconcile } from "./reconcile.ts";

const sound =
  <P, R>(handler: (payload: P, sender: Sender) => Promise<R>) =>
  async (payload: P, { sender }: { sender: Sender }): Promise<R> => {
    await refuseWhenLost();
    return handler(payload, sender);
  };

/** For our own windows: what a death left half done is made good while they are answered. */
const ours = <P, R>(handler: (payload: P, sender: Sender) => Promise<R>) => {
  const answered = sound(handler);
  return (payload: P, from: { sender: Sender }): Promise<R> => {
    void ready();
    return answered(payload, from);
  };
};

/** For what reads or changes the signal: after the reconciliation of this start. */
const reconciled = <P, R>(handler: (payload: P, sender: Sender) => Promise<R>) =>
  sound(async (payload: P, sender) => {
    await ready();
    return handler(payload, sender);
  });

export const handlers: Handlers = {
  "look-at-tab": ours(async (payload) => {
    const look = await lookAtTab(payload);
    if (look.kind === "site" && look.renewed && look.grant === "live") await reconcileSignals();
    return look;
  }),
  "preview-company": ours(previewCompany),
  "look-at-gpc": ours(lookAtGpc),
  "export-record": ours(exportRecord),
  "record-health": reportHealth,
  "rate-visit": ours(rateVisit),
  "save-tap": ours(saveTap),
  "describe-feeling": ours(describeFeeling),
  "remove-feeling": ours(removeFeeling),
  "edit-event": ours(editEvent),
  "remove-event": ours(removeEvent),
  "record-contact": reconciled(recordContact),
  "edit-preference": reconciled(editPreference),
  "remove-preference": reconciled(removePreference),
  "edit-layer": reconciled(editLayer),
  "reset-layer": reconciled(resetLayer),
  "edit-profile": reconciled(editProfile),
  "edit-company": reconciled(editCompany),
  "edit-plan": reconciled(editPlan),
  "set-plan-status": reconciled(setPlanStatus),
  "remove-plan": reconciled(removePlan),
  "record-letter": ours(recordLetter),
  "edit-letter": ours(editLetter),
  "edit-gpc": reconciled(editGpc),
  "give-back-every-site": reconciled(giveBackEverySite),
  "edit-notice": reconciled(async (payload) => {
    const edited = await editNotice(payload);
    await giveBackOwedEverySite();
    return edited;
  }),
  "look-at-reminder": ours(lookAtReminder),
  "edit-reminders": reconciled(async (payload) => {
    const edited = await editReminders(payload);
    await giveBackOwedEverySite();
    return edited;
  }),
  "forget-reminders": reconciled(forgetReminders),
  "allow-company": reconciled(allowCompany),
  "refuse-company": ours(refuseCompany),
  "accept-claims": ours(acceptClaims),
  "edit-grant": reconciled(editGrant),
  "revoke-company": reconciled(revokeCompany),
  "look-at-shares": ours(({ company }) => readFeelingRecipient(company)),
  "preview-share": ours(previewShare),
  "share-feeling": ours(shareFeeling),
  "withdraw-share": ours(withdrawShare),
  undo: reconciled(undo),
  "import-record": reconciled(importRecord),
  "restore-record": async (payload) => {
    const restored = await restoreRecord(payload);
    await reconcile();
    return restored;
  },
  "erase-everything": async () => {
    await eraseEverything().finally(forgetTaps);
    await reconcile();
    return {};
  },
  "request-preferences": sound(requestPreferences),
  "acknowledge-preferences": sound(acknowledgePreferences),
  "notice-site": sound(async (payload, sender) => {
    const { site, tab, automatic } = await noticeSite(payload, sender);
    // Nothing is fetched before a person used the page.
    if (!automatic || payload.used !== true || !(await isActiveTab(tab))) return automatic;
    const { participation } = await checkParticipation(site, tab, false);
    if (participation.state === "takes-part" && !participation.testing)
      await grantAutomatically(site.company, site.host);
    return false;
  }),
};
