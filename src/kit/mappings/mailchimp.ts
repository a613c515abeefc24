// Mailchimp: one member of an audience, for PUT /lists/{list_id}/members/{subscriber_hash}. Fields:
// https://mailchimp.com/developer/marketing/api/list-members/add-or-update-list-member/
import type { PreferencesDocument } from "../../signal/document.ts";
import { losses } from "./losses.ts";
import type { Mapped, MappingOptions } from "./mapping.ts";
import { readDocument, setChannelWithLists } from "./switches.ts";

export interface MailchimpMember {
  status: "subscribed" | "unsubscribed";
  status_if_new: "subscribed" | "unsubscribed";
  /** Keyed by Mailchimp's id of the interest. */
  interests: Record<string, boolean>;
  language?: string;
}

/**
 * Sets the audience's status and the interests that `subscriptions` names by id. The status applies to all of `kinds`;
 * unsubscribed members get no campaign of an interest either, so pass `kinds: []` if all your campaigns go to interests.
 * Add `email_address`.
 */
export function toMailchimp(document: PreferencesDocument, options: MappingOptions = {}): Mapped<MailchimpMember> {
  const reading = readDocument(document, options);
  const emails = (options.subscriptions ?? []).filter(({ channel }) => channel === "email");
  const { said, lists } = setChannelWithLists(reading, "email", emails);
  const status = said === "yes" ? "subscribed" : "unsubscribed";
  const interests = emails.map(({ id }, at): [string, boolean] => [id, lists[at] === "yes"]);
  const [language, ...others] = document.treatment?.languages ?? [];
  return {
    payload: {
      status,
      status_if_new: status,
      interests: Object.fromEntries(interests),
      ...(language === undefined ? {} : { language }),
    },
    lost: losses(reading, { name: "Mailchimp", holds: others.length === 0 ? ["treatment.languages"] : [] }),
    until: reading.until,
  };
}
