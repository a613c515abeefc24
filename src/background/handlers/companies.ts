// Handlers of the commands about one company.
import type { COMPANIES } from "../../core/commands/companies.ts";
import { acceptClaims } from "../../features/companies/accept-claims.ts";
import { editCompany } from "../../features/companies/edit-company.ts";
import { lookAtRecent } from "../../features/companies/look-at-recent.ts";
import { lookAtTab } from "../../features/companies/look-at-tab.ts";
import { previewCompany } from "../../features/companies/preview-company.ts";
import type { HandlersOf } from "../../platform/messages/messages.ts";
import { publishRenewedFile } from "../publish-renewed-file.ts";
import { removeCompanies } from "../remove-companies.ts";
import { followed, ours, reconciled } from "./order.ts";

export const companies: HandlersOf<keyof typeof COMPANIES> = {
  "look-at-tab": ours(followed(lookAtTab, publishRenewedFile)),
  "look-at-recent": ours(lookAtRecent),
  "preview-company": ours(previewCompany),
  "edit-company": reconciled(editCompany),
  "remove-companies": reconciled(removeCompanies),
  "accept-claims": ours(acceptClaims),
};
