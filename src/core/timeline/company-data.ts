// Timeline entries from a company's data file: an order, a bill or a message, in the company's words, with the host that
// served it.
import * as z from "zod/mini";
import { DATA_SENDERS, type DataEntry, MOST_DATA_TEXT, MOST_REFERENCE, ROW_KINDS } from "../../signal/data-row.ts";
import type { TimelineEvent } from "../record/tables.ts";
import { isDay, isStoredInstant } from "../time/instant.ts";

const MEMBERS = {
  reference: z.optional(z.string().check(z.maxLength(MOST_REFERENCE))),
  text: z.optional(z.string().check(z.maxLength(MOST_DATA_TEXT))),
  from: z.optional(z.enum(DATA_SENDERS)),
};
const Amount = z.number().check(z.gte(0), z.lte(1e12));
const Currency = z.string().check(z.regex(/^[A-Z]{3}$/));

/** An entry as a window shows it and sends it back. */
export const ShownEntry = z.strictObject({
  ...MEMBERS,
  kind: z.enum(ROW_KINDS),
  day: z.string().check(z.refine(isDay)),
  moment: z.optional(z.string().check(z.refine(isStoredInstant))),
  amount: z.optional(z.strictObject({ value: Amount, currency: Currency })),
});

export const DataDetail = z.looseObject({
  ...MEMBERS,
  data: z.enum(ROW_KINDS),
  by: z.literal("company"),
  /** The host that served the file. */
  source: z.string().check(z.maxLength(253)),
  /** The day, if the company gave no time. */
  day: z.optional(z.string().check(z.refine(isDay))),
  amount: z.optional(Amount),
  currency: z.optional(Currency),
});
export type DataDetail = z.infer<typeof DataDetail>;

/** An entry that a company's file brought; null for every other event. */
export function dataOf({ detail }: Pick<TimelineEvent, "detail">): DataDetail | null {
  const parsed = "data" in detail ? DataDetail.safeParse(detail) : null;
  return parsed?.success === true ? parsed.data : null;
}

/** The fields of an entry's event. A day without a time becomes noon in UTC, the same on every device. */
export function dataFields({ kind, day, moment, amount, from, ...said }: DataEntry, company: string, source: string) {
  const type = kind !== "message" ? "purchase" : from === "customer" ? "asked" : "contact";
  const detail = {
    ...said,
    data: kind,
    by: "company",
    source,
    ...(moment === undefined ? { day } : {}),
    ...(amount === undefined ? {} : { amount: amount.value, currency: amount.currency }),
    ...(from === undefined ? {} : { from }),
  };
  return { at: moment ?? `${day}T12:00:00Z`, company, type, detail };
}

/** Equal for two readings of one row: compares the company's own number, or all members if there is none. */
export const identityOf = ({ kind, reference, day, moment, text, amount, from }: DataEntry): string =>
  JSON.stringify(
    reference === undefined ? [kind, day, moment, text, amount?.value, amount?.currency, from] : [kind, reference],
  );

/** True if the event equals these fields. */
export function saysTheSame(event: TimelineEvent, fields: ReturnType<typeof dataFields>): boolean {
  const [said, now] = [new Map(Object.entries(event.detail)), Object.entries(fields.detail)];
  const isEqual = said.size === now.length && now.every(([member, value]) => said.get(member) === value);
  return isEqual && event.at === fields.at && event.type === fields.type;
}
