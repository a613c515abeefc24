// Commands about grants: allowing a company to read, and sharing single feelings with it.
import * as z from "zod/mini";
import { PARTS } from "../../signal/vocabulary.ts";
import type { Feeling } from "../record/tables.ts";
import type { Delivery } from "../sharing/delivery.ts";
import type { DisclosureQuestion } from "../sharing/disclosure-diff.ts";
import { GrantTopics } from "../sharing/grant.ts";
import type { LaterRule } from "../sharing/later-rules.ts";
import { SHARE_LINES, type ShareLine } from "../sharing/shared-feeling.ts";
import type { GrantedParts, View } from "../sharing/view.ts";
import { command, type Undoable } from "./declare.ts";
import { AllowPayload, CompanyId, Confirmed, FileHash, Id, Instant } from "./payload-parts.ts";

const ShareLines = z.array(z.enum(SHARE_LINES)).check(z.maxLength(SHARE_LINES.length));
const Shown = z.custom<View>((value) => typeof value === "object" && value !== null && !Array.isArray(value));

/** No schema for the members: the list is only compared, as a whole. */
const Later = z.array(z.custom<LaterRule>((value) => typeof value === "object" && value !== null));

/** A company's readiness to receive feelings, and the feelings shared with it. */
export interface FeelingRecipient {
  company: string;
  name: string;
  /** True if its file declares that it takes feelings, names an endpoint, and the company is allowed. */
  takes: boolean;
  /** Granted parts; null without a live grant. */
  parts: GrantedParts | null;
  deliveries: Delivery[];
  /** Ids of the deliveries that this device sends. */
  sentHere: string[];
  /** The company's address for withdrawals; null if its file names none. */
  withdrawAt: string | null;
}

export interface SharePreview {
  feeling: Feeling;
  name: string;
  lines: ShareLine[];
  ticked: ShareLine[];
  /** The exact text to send. */
  body: string;
  /** Host of the endpoint if the browser does not permit it yet; else null. */
  asksHost: string | null;
  /** The name by which the company knows the user; null if it gave none. */
  handle: string | null;
}

/** A plan as a company would receive it. */
export interface PlanPreview {
  name: string;
  body: string;
  asksHost: string | null;
  handle: string | null;
}

const Text = z.string().check(z.maxLength(65_536));

export interface Withdrawn extends Undoable {
  /** The text was sent without an answer, so it may have arrived. */
  tried: boolean;
}

export const SHARING = {
  /**
   * `shown`: the view that the user saw; nothing wider is granted. `later`: the rules of later days beside it. `file`:
   * the file whose claims the user saw.
   */
  "allow-company": command(
    "ui",
    z.extend(AllowPayload, { shown: z.optional(Shown), later: z.optional(Later), file: z.optional(FileHash) }),
  ).answers<{ granted: boolean }>(),
  "refuse-company": command("ui", z.strictObject({ company: CompanyId })).answers<object>(),
  "edit-grant": command(
    "ui",
    z.strictObject({
      company: CompanyId,
      /** Only the parts that change: a window's list may be older than a switch that the user pressed just before. */
      parts: z.optional(z.partialRecord(z.enum(PARTS), z.boolean())),
      topics: z.optional(GrantTopics),
      paused: z.optional(z.boolean()),
      until: z.optional(z.nullable(Instant)),
      confirmed: Confirmed,
    }),
  ).answers<Undoable | DisclosureQuestion>(),
  "revoke-company": command("ui", z.strictObject({ company: CompanyId })).answers<Undoable>(),
  "look-at-shares": command("ui", z.strictObject({ company: CompanyId })).answers<FeelingRecipient>(),
  "preview-share": command("ui", z.strictObject({ id: Id, lines: z.optional(ShareLines) })).answers<SharePreview>(),
  /** `shown`: the exact text that the user saw. `named`: signed with the name that the company gave the user. */
  "share-feeling": command(
    "ui",
    z.strictObject({ id: Id, lines: ShareLines, named: z.boolean(), shown: z.string().check(z.maxLength(8000)) }),
  ).answers<{ delivery: string }>(),
  "withdraw-share": command("ui", z.strictObject({ id: Id })).answers<Withdrawn>(),
  "preview-plan-share": command("ui", z.strictObject({ id: Id, company: CompanyId })).answers<PlanPreview>(),
  /** `shown` and `named` as for a feeling. */
  "share-plan": command("ui", z.strictObject({ id: Id, company: CompanyId, named: z.boolean(), shown: Text })).answers<{
    delivery: string;
  }>(),
  /** Asks the company to delete a text that it received, and the earlier versions of it. */
  "withdraw-delivered": command("ui", z.strictObject({ id: Id })).answers<{ deliveries: string[] }>(),
  /** `handle`: the name under which the company receives the document from now on, as the user saw it. */
  "follow-updates": command(
    "ui",
    z.strictObject({ company: CompanyId, on: z.boolean(), handle: z.optional(z.string().check(z.maxLength(128))) }),
  ).answers<Undoable>(),
  "retry-delivery": command("ui", z.strictObject({ id: Id })).answers<object>(),
} as const;
