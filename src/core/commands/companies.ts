// Commands about one company: its view in the popup, its name and kind, and the claims of its participation file.
import * as z from "zod/mini";
import type { DocumentRule } from "../../signal/document.ts";
import type { ParticipationFault } from "../../signal/participation.ts";
import type { Product } from "../../signal/participation-schema.ts";
import { SECTORS, type Sector } from "../../signal/sectors.ts";
import type { ClaimChange, Claims } from "../companies/claims.ts";
import type { FetchFault } from "../companies/fetch-fault.ts";
import type { TopicMatch, TopicOffer } from "../companies/topic.ts";
import type { GpcState } from "../gpc/gpc.ts";
import type { LayerName, Layers } from "../preferences/layers.ts";
import type { ContactRule, Layer } from "../preferences/preference.ts";
import type { Feeling } from "../record/tables.ts";
import type { DisclosureQuestion } from "../sharing/disclosure-diff.ts";
import type { GrantState } from "../sharing/grant.ts";
import type { LaterRule } from "../sharing/later-rules.ts";
import type { GrantedParts, View } from "../sharing/view.ts";
import { isOneLine } from "../text/plain-text.ts";
import { command, type Undoable } from "./declare.ts";
import { AllowPayload, CompanyId, Confirmed, FileHash, Host, TabId } from "./payload-parts.ts";

/** One sentence of a company's view, with the rule that causes it. */
export interface SeenRule {
  rule: DocumentRule;
  /** `hold`: the last day of the hold that overrides the layer's rules. */
  source: { id: string; layer: LayerName; hold?: string | undefined };
  /** The company's own rule as stored; the sentence may state only a part of it. */
  own?: ContactRule;
}

/** A company's view through a grant, real or proposed. */
export interface CompanyView {
  parts: GrantedParts;
  /** General topics that match the company's products, confirmed or not. */
  topics: TopicOffer[];
  rules: SeenRule[];
  /** Rules that begin on a later date, each with its date. */
  later: LaterRule[];
  view: View;
  header: string | null;
}

/** `file`: SHA-256 of the file whose claims these are. */
export type ParticipationState =
  | { state: "not-looked" | "does-not" }
  | { state: "takes-part"; asked: Claims; changes: ClaimChange[]; testing: boolean; file: string }
  | { state: "invalid"; fault: ParticipationFault; detail: string }
  | { state: "unreadable"; fault: FetchFault };

export interface SiteView {
  kind: "site";
  company: string;
  host: string;
  name: string;
  products: readonly Product[];
  participation: ParticipationState;
  /** The participation file differs from the stored one: document and header must be computed again. */
  renewed: boolean;
  /** The page did not answer in time, so `participation` is that of the stored file. */
  unanswered: boolean;
  grant: GrantState;
  /** An Allow that the browser has not answered yet; the popup shows it as a question again. */
  asking: { parts: GrantedParts; topics: readonly TopicMatch[]; sector: Sector | undefined } | null;
  /** End of the company's last permission to read; null if it never had one, and while it has one. */
  readUntil: string | null;
  /** Automatic allowing: off, on, or on with an exception for this company. */
  automatic: "off" | "on" | "excepted";
  /** True if the grant was made automatically. */
  grantedAutomatically: boolean;
  /** The grant covers this host and the browser permits it. */
  here: boolean;
  /** The grant covers this host, but the browser does not permit it (yet or any more). */
  waits: boolean;
  seen: CompanyView;
  /** Set by the user. */
  sector: Sector | undefined;
  /** Claimed by the company, if the user set no sector and has preferences for the claimed one: to be confirmed. */
  claimedSector: Sector | undefined;
  /** The main domain if this company is merged into another, else its own: the domain with the applicable own layer. */
  main: string;
  /** The company's own layer; `under` holds the less specific layers, which apply where it sets nothing. */
  own: Layer;
  under: Layers;
  feeling: Feeling | null;
  /** The user's time zone, for all times shown. */
  timeZone: string;
  /** The record has no feeling and no grant: the first opening. */
  first: boolean;
  gpc: GpcState;
}

export type TabView = { kind: "no-page" } | { kind: "no-company"; host: string } | SiteView;

/** Limit of one message and one transaction. */
export const MOST_REMOVED = 10_000;

/** A company that the user noted something about, for a window without the record. */
export interface RecentCompany {
  id: string;
  name: string;
  /** Instant of its newest feeling. */
  at: string;
  /** Its last ratings, oldest first. */
  values: readonly number[];
}

export const COMPANIES = {
  /** `check`: fetches the participation file even if it was fetched today. `patient`: waits for a busy page. */
  "look-at-tab": command(
    "ui",
    z.strictObject({ tab: TabId, check: z.optional(z.boolean()), patient: z.optional(z.boolean()) }),
  ).answers<TabView>(),
  /** The companies with the newest notes, newest first. */
  "look-at-recent": command("ui", z.strictObject({})).answers<RecentCompany[]>(),
  "preview-company": command("ui", AllowPayload).answers<CompanyView>(),
  "edit-company": command(
    "ui",
    z.strictObject({
      company: CompanyId,
      name: z.optional(z.string().check(z.minLength(1), z.maxLength(120))),
      sector: z.optional(z.nullable(z.enum(SECTORS))),
      muted: z.optional(z.boolean()),
      contactEmail: z.optional(z.nullable(z.string().check(z.maxLength(254), z.refine(isOneLine)))),
      contactPost: z.optional(z.nullable(z.string().check(z.maxLength(400)))),
      gpcOff: z.optional(z.boolean()),
      autoOff: z.optional(z.boolean()),
      asksOff: z.optional(z.boolean()),
      sameAs: z.optional(z.nullable(CompanyId)),
      confirmed: Confirmed,
    }),
  ).answers<Undoable | DisclosureQuestion>(),
  /** Ends their grants first. One Undo restores everything except the browser's permissions. */
  "remove-companies": command(
    "ui",
    z.strictObject({ companies: z.array(CompanyId).check(z.minLength(1), z.maxLength(MOST_REMOVED)) }),
  ).answers<Undoable>(),
  /** Records that the user has seen the claims in this host's file, unless another file has replaced it. */
  "accept-claims": command("ui", z.strictObject({ host: Host, file: FileHash })).answers<object>(),
} as const;
