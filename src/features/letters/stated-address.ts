// Address for letters about personal data from a company's own participation file. Untrusted text, made safe to show.

import type { Participation } from "../../core/companies/participation.ts";
import { emailAddress } from "../../core/text/email.ts";
import { displayText } from "../../signal/display-text.ts";

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
