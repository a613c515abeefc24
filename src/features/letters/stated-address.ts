// Address for letters about personal data from a company's own participation file. Untrusted text, made safe to show.
import { displayText } from "../../signal/display-text.ts";
import { emailAddress } from "../../signal/email-address.ts";
import type { Participation } from "../../signal/participation-schema.ts";

export interface StatedAddress {
  /** "" if the file has none, or one that is no email address. */
  email: string;
  post: string;
}

export function statedAddress(participation: Participation | undefined): StatedAddress {
  const { privacy = "", post = "" } = participation?.company.contact ?? {};
  const lines = post.split(/\r\n|\r|\n/).map((line) => displayText(line, 120));
  return { email: emailAddress(displayText(privacy, 200)) ?? "", post: lines.filter((line) => line !== "").join("\n") };
}
