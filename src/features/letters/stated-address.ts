// Where a company's own participation file says that letters about personal data go. Text of a stranger: made safe to show.

import type { Participation } from "../../core/companies/participation.ts";
import { emailAddress } from "../../core/text/email.ts";
import { displayText } from "../../signal/display-text.ts";

export interface StatedAddress {
  /** "" where the file states none, or something else than an email address. */
  email: string;
  post: string;
}

export function statedAddress(participation: Participation | undefined): StatedAddress {
  const { privacy = "", post = "" } = participation?.company.contact ?? {};
  const lines = post.split(/\r\n|\r|\n/).map((line) => displayText(line, 120));
  return { email: emailAddress(displayText(privacy, 200)) ?? "", post: lines.filter((line) => line !== "").join("\n") };
}
