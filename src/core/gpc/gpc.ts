// Global Privacy Control (W3C): its values, its state at one site, and the site's own statement about it.
import * as z from "zod/mini";
import { type JsonLimits, parseJson } from "../../signal/safe-json.ts";
import { companyOf } from "../companies/company.ts";

export const GPC_HEADER = "Sec-GPC";
/** The only defined value. Its absence expresses nothing. */
export const GPC_VALUE = "1";
export const GPC_PATH = "/.well-known/gpc.json";
export const GPC_FILE_MAX_BYTES = 4096;

/** `not-permitted`: turned on, but the browser does not permit every site. */
export type GpcState = "off" | "on" | "excepted" | "not-permitted";

export function gpcState(of: { on: boolean; excepted: boolean; permitted: boolean }): GpcState {
  if (!of.on) return "off";
  if (of.excepted) return "excepted";
  return of.permitted ? "on" : "not-permitted";
}

/** Companies for which a rule can make an exception. An imported id could be a public suffix or no host at all. */
export const exceptionHosts = (companies: readonly string[]): string[] =>
  [...new Set(companies)].filter((company) => companyOf(company) === company).sort();

export type GpcStatement =
  /** The date is null if the file has no valid one. */
  { says: "yes"; lastUpdate: string | null } | { says: "no" } | { says: "invalid" };

const Statement = z.looseObject({ gpc: z.boolean(), lastUpdate: z.optional(z.unknown()) });

const LIMITS: JsonLimits = {
  maxCharacters: GPC_FILE_MAX_BYTES,
  maxDepth: 8,
  maxKeys: 50,
  maxStringCharacters: 1000,
};

/** Reads the text of a site's gpc.json. Never throws. Returns only a date from the text. */
export function readGpcStatement(text: string): GpcStatement {
  const json = parseJson(text, LIMITS);
  const parsed = json.ok ? Statement.safeParse(json.value) : null;
  if (parsed?.success !== true) return { says: "invalid" };
  return parsed.data.gpc ? { says: "yes", lastUpdate: dateOf(parsed.data.lastUpdate) } : { says: "no" };
}

/** The day of an ISO 8601 date, with or without a time. By the standard, any other text means an unknown day. */
function dateOf(value: unknown): string | null {
  if (typeof value !== "string") return null;
  const [, day] = /^(\d{4}-\d\d-\d\d)(?:T[\d:.,+Z-]{2,30})?$/.exec(value) ?? [];
  if (day === undefined) return null;
  const at = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day) ? day : null;
}
