// The tables of the record: the entity of each, and the conversion of a row to its entity. Rows sync; everything else
// is local.
import * as z from "zod/mini";
import { EFFORTS, PATTERNS, SUCCESSES, VALUES, WORDS } from "../../signal/feeling-vocabulary.ts";
import { keysOf } from "../../signal/plain-objects.ts";
import { SECTORS } from "../../signal/sectors.ts";
import { MOST_TAG_CHARACTERS, MOST_TAGS } from "../feelings/feeling.ts";
import { Plan } from "../plans/plan.ts";
import { ContactRule, LayerFields, LayerId } from "../preferences/preference.ts";
import { Delivery } from "../sharing/delivery.ts";
import { Grant } from "../sharing/grant.ts";
import { Receipt } from "../sharing/receipt.ts";
import { instantIn, isStoredInstant } from "../time/instant.ts";
import { type Fields, isVisible, type Row } from "./change.ts";

export const Company = z.looseObject({
  /** Registrable domain. */
  id: z.string(),
  name: z.string().check(z.maxLength(120)),
  sector: z.optional(z.enum(SECTORS)),
  muted: z.optional(z.boolean()),
  /** The main domain of the company this one belongs to. Never a chain. */
  sameAs: z.optional(z.string()),
  /** Address for letters, as the user typed it. */
  contactEmail: z.optional(z.string().check(z.maxLength(254))),
  contactPost: z.optional(z.string().check(z.maxLength(400))),
  /** Excepted from Global Privacy Control. */
  gpcOff: z.optional(z.boolean()),
  /** Never allowed automatically. */
  autoOff: z.optional(z.boolean()),
  /** The extension ignores its questions. */
  asksOff: z.optional(z.boolean()),
});
export type Company = z.infer<typeof Company>;

export const Rule = z.extend(ContactRule, { id: z.string(), layer: LayerId });
export type Rule = z.infer<typeof Rule>;

export const LayerRow = z.extend(LayerFields, { id: LayerId });
export type LayerRow = z.infer<typeof LayerRow>;

/** Details of a feeling other than its value. */
export const FeelingDetail = z.looseObject({
  words: z.optional(z.array(z.enum(WORDS)).check(z.maxLength(3))),
  about: z.optional(
    z.array(z.string().check(z.minLength(1), z.maxLength(MOST_TAG_CHARACTERS))).check(z.maxLength(MOST_TAGS)),
  ),
  /** Effect of a dark pattern, for a feeling about one. */
  patterns: z.optional(z.array(z.enum(PATTERNS)).check(z.maxLength(PATTERNS.length))),
  success: z.optional(z.enum(SUCCESSES)),
  effort: z.optional(z.enum(EFFORTS)),
  wanted: z.optional(z.string().check(z.maxLength(280))),
  note: z.optional(z.string().check(z.maxLength(1000))),
});
export type FeelingDetail = z.infer<typeof FeelingDetail>;

/** Id of the first row of the same dealing: the rows of one note, which are one entry. */
const DealingId = z.string().check(z.minLength(1), z.maxLength(300));

export const Feeling = z.extend(FeelingDetail, {
  id: z.string(),
  /** ISO instant in UTC of the first tap. */
  at: z.string(),
  company: z.string(),
  scale: z.literal(5),
  value: z.literal([...VALUES]),
  how: z.enum(["self", "nudge", "question", "import"]),
  delayMinutes: z.number().check(z.gte(0)),
  /** Increases with the first edit after sharing, so that the shared version stays as it was. Absent means 1. */
  version: z.optional(z.number()),
  dealing: z.optional(DealingId),
});
export type Feeling = z.infer<typeof Feeling>;

/** A timeline entry of one company other than a feeling. */
export const TimelineEvent = z.looseObject({
  id: z.string(),
  at: z.string(),
  company: z.string(),
  type: z.enum([
    "visit",
    "told",
    "asked",
    "answered",
    "promise",
    "contact",
    "purchase",
    "terms-changed",
    "breach",
    "resolved",
  ]),
  detail: z.looseObject({}),
  dealing: z.optional(DealingId),
});
export type TimelineEvent = z.infer<typeof TimelineEvent>;

export const Profile = z.looseObject({
  id: z.literal("profile"),
  timeZone: z.string().check(z.maxLength(64)),
  /** Signature of the user's letters. Companies never read it. */
  letterName: z.optional(z.string().check(z.maxLength(120))),
  letterAddress: z.optional(z.string().check(z.maxLength(400))),
  /** Global Privacy Control on every site. */
  gpc: z.optional(z.boolean()),
  /** Notice participating sites, and let such a company read the contact rules without a question. */
  notice: z.optional(z.boolean()),
  autoGrant: z.optional(z.boolean()),
});
export type Profile = z.infer<typeof Profile>;

export const ENTITIES = {
  companies: Company,
  rules: Rule,
  layers: LayerRow,
  plans: Plan,
  grants: Grant,
  feelings: Feeling,
  receipts: Receipt,
  events: TimelineEvent,
  profiles: Profile,
  deliveries: Delivery,
} as const;

export type TableName = keyof typeof ENTITIES;
export const TABLES: readonly TableName[] = keysOf(ENTITIES);
export type Entity<T extends TableName> = z.infer<(typeof ENTITIES)[T]>;

/** Members that are instants, by which entries are ordered, counted and shown. */
export const INSTANTS: { readonly [T in TableName]?: readonly string[] } = {
  grants: ["since", "until", "revokedAt"],
  feelings: ["at"],
  receipts: ["at"],
  events: ["at"],
  deliveries: ["at", "nextAt", "acceptedAt"],
};

/**
 * The entity of a row. Null for a removed row, and for a row with an invalid date that an earlier version imported. A
 * null field is absent: absence needs a stamp too.
 */
export function entityOf<T extends TableName>(table: T, row: Row | undefined): Entity<T> | null {
  if (!isVisible(row)) return null;
  const entity: Fields = { id: row.id, ...presentFields(row) };
  for (const member of INSTANTS[table] ?? []) {
    const said = entity[member];
    if (said === undefined || isStoredInstant(said)) continue;
    const instant = typeof said === "string" ? instantIn(said) : null;
    if (instant === null) return null;
    entity[member] = instant;
  }
  return asEntity(table, entity);
}

/** Narrows fields to a known shape, which each write and each import checks (`shapeFault`). */
export function asEntity<T extends TableName>(table: T, fields: Fields): Entity<T>;
export function asEntity(_table: TableName, fields: Fields): Fields {
  return fields;
}

const NO_FIELDS: readonly string[] = ["id", "$h", "$x", "$del", "__proto__"];

/** A loop, since a restore calls it several times for each row. */
export function presentFields(row: Row): Fields {
  const present: Fields = {};
  for (const field of Object.keys(row)) {
    const value = row[field];
    if (value !== null && value !== undefined && !NO_FIELDS.includes(field)) present[field] = value;
  }
  return present;
}

/** The first member with an invalid form in a foreign entity; null if there is none. Unknown members pass. */
export function shapeFault(table: TableName, entity: Fields): string | null {
  const result = ENTITIES[table].safeParse(entity);
  return result.success ? null : (result.error.issues[0]?.path.join(".") ?? "?");
}
