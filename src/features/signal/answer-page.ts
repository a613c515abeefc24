// Answers a page's `cmr:request`. Checks grant, permission, host and rate on every message.
import { Refusal } from "../../core/commands/errors.ts";
import type { Payload } from "../../core/commands/index.ts";
import type { Sender } from "../../core/commands/senders.ts";
import { siteOf } from "../../core/companies/company.ts";
import { canonical } from "../../core/record/change.ts";
import { entityOf } from "../../core/record/tables.ts";
import { dataOfParts } from "../../core/sharing/data-kinds.ts";
import { Grant, isLive } from "../../core/sharing/grant.ts";
import { isOfReading } from "../../core/sharing/receipt.ts";
import { DAY_MILLISECONDS } from "../../core/time/durations.ts";
import { isAgreed } from "../../platform/browser/data-consent.ts";
import { isHostPermitted } from "../../platform/browser/permissions.ts";
import { clock, instantNow, instantOf } from "../../platform/clock.ts";
import { answerCacheWriter } from "../../platform/session/answer-cache.ts";
import { entitiesOf } from "../../record/database.ts";
import { keysSince } from "../../record/key-range.ts";
import { readGrant } from "../../record/read-record.ts";
import { write } from "../../record/write.ts";
import type { PreferencesDocument } from "../../signal/document.ts";
import { mayAsk } from "./page-rate.ts";
import { documentOf } from "./publish-signals.ts";

const ACKNOWLEDGEMENTS_A_DAY = 20;

/** The live grant of a sender that messages.ts accepted. Throws `not-granted` or `too-many-requests`. */
export async function grantBehind(sender: Sender, command: string): Promise<Grant> {
  const site = siteOf(sender.url ?? "");
  if (site === null) throw new Refusal("not-granted");
  if (!mayAsk(sender, command)) throw new Refusal("too-many-requests");
  const [entity, permitted] = await Promise.all([readGrant(site.company), isHostPermitted(site.host)]);
  const grant = Grant.safeParse(entity).data;
  if (
    !isLive(grant, instantNow()) ||
    !grant.hosts.includes(site.host) ||
    !permitted ||
    !(await isAgreed(dataOfParts(grant.parts)))
  ) {
    throw new Refusal("not-granted", site.host);
  }
  return grant;
}

export async function requestPreferences(
  { parts }: Payload<"request-preferences">,
  sender: Sender,
): Promise<PreferencesDocument> {
  const keep = answerCacheWriter();
  const grant = await grantBehind(sender, "request-preferences");
  const document = await documentOf(grant.id);
  if (document === null) throw new Refusal("not-granted", grant.id);
  if (parts === undefined) {
    // Not awaited: a page without a cached answer gets one here.
    void keep(sender.origin ?? "", document).catch((error: unknown) =>
      console.error("the answer was not cached", error),
    );
    return document;
  }
  const { contact, treatment, terms, plans, ...rest } = document;
  return {
    ...rest,
    ...(contact !== undefined && parts.includes("contact") ? { contact } : {}),
    ...(treatment !== undefined && (parts.includes("treatment") || parts.includes("support")) ? { treatment } : {}),
    ...(terms !== undefined && parts.includes("terms") ? { terms } : {}),
    ...(plans !== undefined && parts.includes("plans") ? { plans } : {}),
  };
}

/**
 * Stores the company's acknowledgement as an event of its timeline; changes no preference. Deduplicates by document and
 * enforces the daily limit in the same transaction, since several pages send at once.
 */
export async function acknowledgePreferences(said: Payload<"acknowledge-preferences">, sender: Sender): Promise<null> {
  const { id: company } = await grantBehind(sender, "acknowledge-preferences");
  const since = instantOf(clock.now() - DAY_MILLISECONDS);
  await write(async ({ events, receipts }) => {
    const newest = receipts.where("company").equals(company).reverse();
    const sent = entityOf("receipts", await newest.filter(({ direction }) => isOfReading({ direction })).first());
    if (sent?.direction !== "shared") throw new Refusal("not-granted", company);
    const kept = events.where("[company+type+at]").between(...keysSince(since, company, "answered"), true);
    const recent = entitiesOf("events", await kept.toArray());
    const words = canonical(said);
    if (recent.some(({ at, detail }) => at >= sent.at && canonical(detail.said) === words)) return [];
    if (recent.length >= ACKNOWLEDGEMENTS_A_DAY) throw new Refusal("too-many-requests");
    return [{ table: "events", fields: { at: instantNow(), company, type: "answered", detail: { said } } }];
  });
  return null;
}
