// Every name the background answers to: its payload and who may send it. The only way anything asks for a write.
import * as z from "zod/mini";
import { CHANNELS, KINDS, PARTS } from "../../signal/vocabulary.ts";
import { EFFORTS, SUCCESSES, VALUES } from "../feelings/feeling.ts";
import { LETTER_KINDS, LETTER_LAWS, LETTER_STATES } from "../letters/letter.ts";
import { Audience, Plan, PlanContent } from "../plans/plan.ts";
import { ContactRule, DataTerms, LayerEdit, LayerId, SECTORS, Treatment } from "../preferences/preference.ts";
import { isLayerId } from "../record/row.ts";
import { FeelingDetail } from "../record/tables.ts";
import { GrantParts, GrantTopics } from "../sharing/grant.ts";
import { Acknowledgement } from "../sharing/receipt.ts";
import { SHARE_LINES } from "../sharing/shared-feeling.ts";
import type { View } from "../sharing/view.ts";
import { isOneLine } from "../text/plain-text.ts";
import { isStoredInstant } from "../time/instant.ts";
import { NOTE_TYPES, NoteDetail } from "../timeline/timeline-note.ts";

export { Audience, DataTerms, Plan, Treatment };

/** `ui`: our own top-level pages. `site`: the content script of a granted company's top-level document. */
export type CommandSource = "ui" | "site";

const Company = z.string().check(z.regex(/^[a-z0-9._-]{1,253}$/));
const Layer = LayerId.check(z.refine(isLayerId));
const Id = z.string().check(z.minLength(1), z.maxLength(300));
const TabId = z.int();
/** ISO instant in UTC, whole seconds. */
const Instant = z.string().check(z.refine(isStoredInstant));
/** The question that the user answered with yes: the companies that would see more, and the widenings. */
const Confirmed = z.optional(z.union([z.boolean(), z.string().check(z.maxLength(20_000))]));
const ShareLines = z.array(z.enum(SHARE_LINES)).check(z.maxLength(SHARE_LINES.length));
const Nothing = z.strictObject({});

const Host = z.string().check(z.maxLength(253));
const Allowing = z.strictObject({
  company: Company,
  host: Host,
  parts: GrantParts,
  topics: z.optional(GrantTopics),
  /** The kind of company that the user confirms. */
  sector: z.optional(z.enum(SECTORS)),
});
const Shown = z.custom<View>((value) => typeof value === "object" && value !== null && !Array.isArray(value));

const command = <F extends CommandSource, S extends z.ZodMiniType>(from: F, payload: S) => ({ from, payload });

export const COMMANDS = {
  // reading
  "look-at-tab": command("ui", z.strictObject({ tab: TabId, check: z.optional(z.boolean()) })),
  "preview-company": command("ui", Allowing),
  "look-at-gpc": command("ui", z.strictObject({ tab: TabId })),
  /** `staged`: into a file, for a record that no message can hold. */
  "export-record": command("ui", z.strictObject({ staged: z.optional(z.boolean()) })),
  /** `quick`: whether there is a record at all, without counting its rows. */
  "record-health": command("ui", z.strictObject({ quick: z.optional(z.boolean()) })),
  // feelings
  "rate-visit": command(
    "ui",
    z.strictObject({
      company: Company,
      value: z.literal([...VALUES]),
      another: z.optional(z.boolean()),
      /** Of a dealing in the past; always a feeling of its own. */
      at: z.optional(Instant),
    }),
  ),
  /** The host where it was made, when, and a name of its own: it may come more than once. */
  "save-tap": command(
    "ui",
    z.strictObject({
      id: Id,
      at: z.int(),
      host: z.string().check(z.maxLength(253)),
      value: z.literal([...VALUES]),
      another: z.optional(z.boolean()),
    }),
  ),
  "describe-feeling": command(
    "ui",
    z.strictObject({
      id: Id,
      detail: z.extend(FeelingDetail, {
        success: z.optional(z.nullable(z.enum(SUCCESSES))),
        effort: z.optional(z.nullable(z.enum(EFFORTS))),
      }),
    }),
  ),
  "remove-feeling": command("ui", z.strictObject({ id: Id })),
  // the timeline
  "edit-event": command(
    "ui",
    z.strictObject({
      id: z.optional(Id),
      company: Company,
      type: z.enum(NOTE_TYPES),
      at: Instant,
      detail: NoteDetail,
    }),
  ),
  "remove-event": command("ui", z.strictObject({ id: Id })),
  "record-contact": command(
    "ui",
    z.strictObject({
      company: Company,
      kind: z.enum(KINDS),
      channel: z.enum(CHANNELS),
      product: z.optional(z.string().check(z.minLength(1), z.maxLength(80))),
      at: z.optional(Instant),
      timeUnknown: z.optional(z.boolean()),
    }),
  ),
  // preferences
  "edit-preference": command(
    "ui",
    z.strictObject({ layer: Layer, id: z.optional(Id), rule: ContactRule, confirmed: Confirmed }),
  ),
  "remove-preference": command("ui", z.strictObject({ id: Id, confirmed: Confirmed })),
  "edit-layer": command("ui", z.strictObject({ layer: Layer, fields: LayerEdit, confirmed: Confirmed })),
  "reset-layer": command("ui", z.strictObject({ layer: Layer, confirmed: Confirmed })),
  "edit-profile": command(
    "ui",
    z.strictObject({
      timeZone: z.optional(z.string().check(z.maxLength(64))),
      letterName: z.optional(z.string().check(z.maxLength(120))),
      letterAddress: z.optional(z.string().check(z.maxLength(400))),
    }),
  ),
  "edit-company": command(
    "ui",
    z.strictObject({
      company: Company,
      name: z.optional(z.string().check(z.minLength(1), z.maxLength(120))),
      sector: z.optional(z.nullable(z.enum(SECTORS))),
      muted: z.optional(z.boolean()),
      contactEmail: z.optional(z.nullable(z.string().check(z.maxLength(254), z.refine(isOneLine)))),
      contactPost: z.optional(z.nullable(z.string().check(z.maxLength(400)))),
      gpcOff: z.optional(z.boolean()),
      autoOff: z.optional(z.boolean()),
      sameAs: z.optional(z.nullable(Company)),
      confirmed: Confirmed,
    }),
  ),
  // plans
  "edit-plan": command("ui", z.strictObject({ id: z.optional(Id), plan: PlanContent })),
  "set-plan-status": command("ui", z.strictObject({ id: Id, status: Plan.shape.status })),
  "remove-plan": command("ui", z.strictObject({ id: Id })),
  // letters
  "record-letter": command(
    "ui",
    z.strictObject({ company: Company, kind: z.enum(LETTER_KINDS), law: z.enum(LETTER_LAWS) }),
  ),
  "edit-letter": command("ui", z.strictObject({ id: Id, state: z.enum(LETTER_STATES) })),
  "edit-notice": command("ui", z.strictObject({ notice: z.boolean(), autoGrant: z.boolean() })),
  "edit-gpc": command("ui", z.strictObject({ on: z.boolean() })),
  "give-back-every-site": command("ui", Nothing),
  // reminders
  "look-at-reminder": command("ui", Nothing),
  "edit-reminders": command(
    "ui",
    z.strictObject({
      on: z.optional(z.boolean()),
      /** Those that change. */
      sectors: z.optional(z.partialRecord(z.enum(SECTORS), z.boolean())),
    }),
  ),
  "forget-reminders": command("ui", Nothing),
  // sharing
  /** `shown`: the text that the user saw; nothing wider is granted. */
  "allow-company": command("ui", z.extend(Allowing, { shown: z.optional(Shown) })),
  /** The user has seen the current claims of this host's file. */
  "accept-claims": command("ui", z.strictObject({ host: Host })),
  "refuse-company": command("ui", z.strictObject({ company: Company })),
  "edit-grant": command(
    "ui",
    z.strictObject({
      company: Company,
      /** Those that change: a window's list may be older than a switch that was pressed just before. */
      parts: z.optional(z.partialRecord(z.enum(PARTS), z.boolean())),
      topics: z.optional(GrantTopics),
      paused: z.optional(z.boolean()),
      until: z.optional(z.nullable(Instant)),
      confirmed: Confirmed,
    }),
  ),
  "revoke-company": command("ui", z.strictObject({ company: Company })),
  // the record
  undo: command("ui", z.strictObject({ batch: Id })),
  /** The text of a file, or the file that the window has staged. `revive`: also restores rows removed here since. */
  "import-record": command(
    "ui",
    z.strictObject({
      text: z.optional(z.string()),
      staged: z.optional(z.boolean()),
      confirmed: Confirmed,
      revive: z.optional(z.boolean()),
    }),
  ),
  "restore-record": command("ui", z.strictObject({ from: z.enum(["snapshot", "nothing"]) })),
  "erase-everything": command("ui", Nothing),
  // telling a company how it felt
  "look-at-shares": command("ui", z.strictObject({ company: Company })),
  "preview-share": command("ui", z.strictObject({ id: Id, lines: z.optional(ShareLines) })),
  /** `shown` is the exact text that the user saw; `named`: by the name that the company gave them. */
  "share-feeling": command(
    "ui",
    z.strictObject({ id: Id, lines: ShareLines, named: z.boolean(), shown: z.string().check(z.maxLength(8000)) }),
  ),
  "withdraw-share": command("ui", z.strictObject({ id: Id })),
  // from a granted page
  "request-preferences": command(
    "site",
    z.strictObject({
      id: z.string().check(z.maxLength(100)),
      parts: z.optional(z.array(z.enum(PARTS)).check(z.maxLength(10))),
    }),
  ),
  "acknowledge-preferences": command("site", Acknowledgement),
  // from any page's own top document, where the user wants to notice sites
  /** `used`: a person has spent some seconds there and pressed something. */
  "notice-site": command("site", z.strictObject({ used: z.optional(z.boolean()) })),
} as const;

export type CommandName = keyof typeof COMMANDS;
export type Payload<N extends CommandName> = z.infer<(typeof COMMANDS)[N]["payload"]>;

export const isCommandName = (name: unknown): name is CommandName =>
  typeof name === "string" && Object.hasOwn(COMMANDS, name);
