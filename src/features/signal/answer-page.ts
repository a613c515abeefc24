// Answers one page's request: grant, permission, host and rate are checked on every message, whatever was true before.

import type { Payload } from "../../core/command.ts";
import { siteOf } from "../../core/company.ts";
import { entityOf } from "../../core/entities.ts";
import { Refusal } from "../../core/error.ts";
import { type Grant, isLive } from "../../core/grant.ts";
import type { Sender } from "../../core/sender.ts";
import type { PreferencesDocument } from "../../core/signal/document.ts";
import { clock, instantNow } from "../../platform/clock.ts";
import { database } from "../../platform/database.ts";
import { answerKeeper } from "../../platform/kept-answers.ts";
import { isHostPermitted } from "../../platform/permissions.ts";
import { write } from "../../platform/write.ts";
import { mayAsk } from "./page-rate.ts";
import { documentOf } from "./publish-signals.ts";

const ACKNOWLEDGEMENTS_A_DAY = 20;

/** The grant behind a sender that messages.ts let through; a company that moved or was revoked since is refused. */
async function grantBehind(sender: Sender, command: string): Promise<Grant> {
  const site = siteOf(sender.url ?? "");
  if (site === null) throw new Refusal("not-granted");
  if (!mayAsk(sender, command)) throw new Refusal("too-many-requests");
  const [row, permitted] = await Promise.all([database.grants.get(site.company), isHostPermitted(site.host)]);
  const grant = entityOf("grants", row) ?? undefined;
  if (!isLive(grant, instantNow()) || !grant.hosts.includes(site.host) || !permitted) {
    throw new Refusal("not-granted", site.host);
  }
  return grant;
}

export async function requestPreferences(
  { parts }: Payload<"request-preferences">,
  sender: Sender,
): Promise<PreferencesDocument> {
  const keep = answerKeeper();
  const grant = await grantBehind(sender, "request-preferences");
  const document = await documentOf(grant.id);
  if (document === null) throw new Refusal("not-granted", grant.id);
  if (parts === undefined) {
    // Nobody waits for it: a page that finds nothing kept is answered as this one was.
    void keep(sender.origin ?? "", document).catch((error: unknown) => console.error("the answer is not kept", error));
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

/** Stored as "they said": changes nothing of the user's. */
export async function acknowledgePreferences(said: Payload<"acknowledge-preferences">, sender: Sender): Promise<null> {
  const grant = await grantBehind(sender, "acknowledge-preferences");
  const since = new Date(clock.now() - 86_400_000).toISOString();
  const recent = await database.events
    .where("[company+type+at]")
    .between([grant.id, "answered", since], [grant.id, "answered", "\uffff"])
    .count();
  if (recent >= ACKNOWLEDGEMENTS_A_DAY) throw new Refusal("too-many-requests");
  await write([
    { table: "events", fields: { at: instantNow(), company: grant.id, type: "answered", detail: { said } } },
  ]);
  return null;
}
