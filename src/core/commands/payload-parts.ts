// Schemas that the payloads of several commands share.
import * as z from "zod/mini";
import { SECTORS } from "../../signal/sectors.ts";
import { GrantParts, GrantTopics } from "../sharing/grant.ts";
import { isStoredInstant } from "../time/instant.ts";

/** Checks characters only: `answer` (platform/messages) also refuses public suffixes and other hosts that are no company. */
export const CompanyId = z.string().check(z.regex(/^[a-z0-9._-]{1,253}$/));
export const Host = z.string().check(z.maxLength(253));
export const Id = z.string().check(z.minLength(1), z.maxLength(300));
/** Hash of the participation file whose claims the user saw. */
export const FileHash = z.string().check(z.maxLength(64));
export const TabId = z.int();
/** ISO instant in UTC, whole seconds. */
export const Instant = z.string().check(z.refine(isStoredInstant));
/** The `question` of a `DisclosureQuestion` that the user confirmed. True if the user needs no question. */
export const Confirmed = z.optional(z.union([z.boolean(), z.string().check(z.maxLength(20_000))]));
export const Nothing = z.strictObject({});

/** The choice that an Allow grants. */
export const AllowPayload = z.strictObject({
  company: CompanyId,
  host: Host,
  parts: GrantParts,
  topics: z.optional(GrantTopics),
  /** The kind of company that the user confirms. */
  sector: z.optional(z.enum(SECTORS)),
});
