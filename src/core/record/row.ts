// Validates rows from a file, table by table. A file may bring only words: dates must exist, hosts and companies must
// be valid, and addresses must belong to their row's company. tables.ts checks shapes.
import { endpointUrl } from "../../signal/endpoint.ts";
import { objectFrom } from "../../signal/plain-objects.ts";
import { SECTORS } from "../../signal/sectors.ts";
import { urlOf } from "../../signal/web-address.ts";
import { companyOf, isCompanyId, isGrantableHost } from "../companies/company.ts";
import { isLanguageTag } from "../text/language-tag.ts";
import { isOneLine, oneLine } from "../text/plain-text.ts";
import { instantIn, isDay } from "../time/instant.ts";
import { fieldsOf, type Row } from "./change.ts";
import { boundedStamp, STAMP_PATTERN } from "./stamp.ts";
import { asEntity, type Entity, INSTANTS, presentFields, shapeFault, type TableName } from "./tables.ts";

const MOST_ID_CHARACTERS = 300;
const MOST_HOSTS = 1000;

/** True for `base`, a sector's layer or a company's. */
export function isLayerId(id: string): boolean {
  if (id.startsWith("company:")) return isCompanyId(id.slice("company:".length));
  return id === "base" || SECTORS.some((sector) => id === `sector:${sector}`);
}

const isOwnName = (id: string): boolean => isOneLine(id) && id.length <= MOST_ID_CHARACTERS;

/** Rule for the ids of each table. */
const IDS: Readonly<Record<TableName, (id: string) => boolean>> = {
  companies: isCompanyId,
  grants: isCompanyId,
  layers: isLayerId,
  profiles: (id) => id === "profile",
  rules: isOwnName,
  plans: isOwnName,
  feelings: isOwnName,
  receipts: isOwnName,
  events: isOwnName,
  deliveries: isOwnName,
};

/** Validity of a row's members, by name: false marks a fault. */
type Checks = Readonly<Record<string, boolean>>;

const optional = <T>(value: T | undefined, holds: (value: T) => boolean): boolean =>
  value === undefined || holds(value);

const MEANINGS: { readonly [T in TableName]: (entity: Entity<T>) => Checks } = {
  companies: ({ sameAs, contactEmail }) => ({
    sameAs: optional(sameAs, isCompanyId),
    contactEmail: optional(contactEmail, isOneLine),
  }),
  rules: ({ layer }) => ({ layer: isLayerId(layer) }),
  layers: ({ treatment }) => ({ "treatment.languages": (treatment?.languages ?? []).every(isLanguageTag) }),
  plans: ({ audience }) => ({
    audience: typeof audience !== "object" || !("companies" in audience) || isListOf(audience.companies, isCompanyId),
  }),
  grants: ({ id, hosts }) => ({
    hosts: hosts.length <= MOST_HOSTS && hosts.every((host) => isGrantableHost(host) && companyOf(host) === id),
  }),
  feelings: ({ company }) => ({ company: isCompanyId(company) }),
  receipts: (receipt) => ({ company: isCompanyId(receipt.company), payload: isPayload(receipt) }),
  events: ({ company, detail }) => ({ company: isCompanyId(company), "detail.due": optional(detail.due, isDay) }),
  // Unknown time zones pass, since another machine's list may be newer; companies never read them (platform/clock.ts).
  profiles: () => ({}),
  deliveries: ({ company, endpoint }) => ({ company: isCompanyId(company), endpoint: isEndpointOf(endpoint, company) }),
};

const isListOf = (list: unknown, holds: (one: unknown) => boolean): boolean => Array.isArray(list) && list.every(holds);

/**
 * True if the payload is valid: a JSON object if the company could read it, any text in a delivery and in a receipt of
 * another direction.
 */
function isPayload({ direction, delivery, payload }: Entity<"receipts">): boolean {
  if (direction !== "shared" || delivery !== undefined) return true;
  try {
    return isObject(JSON.parse(payload));
  } catch {
    return false;
  }
}

/** An absolute URL of the company, by the rule for endpoints. */
function isEndpointOf(endpoint: string, company: string): boolean {
  const url = urlOf(endpoint);
  if (url === null || companyOf(url.hostname) !== company) return false;
  return endpointUrl(endpoint, { host: url.hostname, origin: url.origin }) !== null;
}

export type RowResult = { ok: true; row: Row } | { ok: false; fault: string };

/** Reads a value from a file: the row in the stored form, or the faulty member. Unknown members pass. */
export function readRow(table: TableName, value: unknown): RowResult {
  const fault = (name: string): RowResult => ({ ok: false, fault: name });
  if (!isRow(value) || hasPrototype(value)) return fault("row");
  if (!IDS[table](value.id)) return fault("id");
  const row = inStoredForm(table, value);
  if (row === null) return fault(wrongInstant(table, value));
  if (row.$x !== undefined) return { ok: true, row };
  const entity = { id: row.id, ...presentFields(row) };
  const shape = shapeFault(table, entity);
  if (shape !== null) return fault(shape);
  const checks = checksOf(table, asEntity(table, entity));
  const wrong = Object.keys(checks).find((name) => checks[name] === false);
  return wrong === undefined ? { ok: true, row } : fault(wrong);
}

const checksOf = <T extends TableName>(table: T, entity: Entity<T>): Checks => MEANINGS[table](entity);

/** The row with bounded stamps and instants in the stored form; null if an instant is invalid. */
function inStoredForm(table: TableName, { $h, $x, ...rest }: Row): Row | null {
  const stamps =
    typeof $h === "string"
      ? boundedStamp($h)
      : Object.fromEntries(Object.entries($h).map(([field, stamp]) => [field, boundedStamp(stamp)]));
  const row: Row = { ...rest, $h: stamps, ...($x === undefined ? {} : { $x: boundedStamp($x) }) };
  for (const member of INSTANTS[table] ?? []) {
    const said = row[member];
    if (typeof said !== "string") continue;
    const instant = instantIn(said);
    if (instant === null) return null;
    row[member] = instant;
  }
  return row;
}

const wrongInstant = (table: TableName, row: Row): string =>
  (INSTANTS[table] ?? []).find((member) => typeof row[member] === "string" && instantIn(row[member]) === null) ?? "row";

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function isRow(value: unknown): value is Row {
  if (!isObject(value) || typeof value.id !== "string" || value.id === "") return false;
  const { $h, $x } = value;
  if ($x !== undefined && !isStamp($x)) return false;
  return isStamp($h) || (isObject($h) && Object.values($h).every(isStamp));
}

/** True if `value` has enough of a row's shape for a repair: its stamps may exceed their bound. */
export const isRowLike = (value: unknown): value is Row =>
  isObject(value) && typeof value.id === "string" && (typeof value.$h === "string" || isObject(value.$h));

const isStamp = (value: unknown): boolean => typeof value === "string" && STAMP_PATTERN.test(value);

/** True if a member at any depth has the name of the prototype; no row of ours has such a member. */
function hasPrototype(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Object.hasOwn(value, "__proto__") || Object.values(value).some(hasPrototype);
}

/**
 * The row in a form that an import accepts. Repairs members that an earlier version stored and that no file may contain
 * (an invalid language, an unbounded stamp), so that no import refuses a copy. Null if the row has no meaning at all.
 */
export function rowToWrite(table: TableName, row: Row): Row | null {
  const result = readRow(table, mended(table, row));
  return result.ok ? result.row : null;
}

/**
 * A row of this program's own copy of the record. Keeps words that have become invalid, since lists of domains and
 * zones change. Null for a row that cannot be shown, and for an invalid grant.
 */
export function rowToKeep(table: TableName, row: Row): Row | null {
  if (table === "grants" || row.$x !== undefined) return rowToWrite(table, row);
  const kept = inStoredForm(table, mended(table, row));
  if (kept === null || hasPrototype(kept)) return null;
  return shapeFault(table, { id: kept.id, ...presentFields(kept) }) === null ? kept : null;
}

const mended = (table: TableName, row: Row): Row => ({
  ...row,
  ...mend(table, row),
  $h: asStamps(row.$h),
  ...(row.$x === undefined ? {} : { $x: boundedStamp(row.$x) }),
});

const asStamps = ($h: Row["$h"]): Row["$h"] =>
  typeof $h === "string"
    ? boundedStamp($h)
    : Object.fromEntries(Object.entries($h).map(([f, s]) => [f, boundedStamp(s)]));

function mend(table: TableName, row: Row): Record<string, unknown> {
  const { treatment, contactEmail } = fieldsOf(row);
  if (table === "companies" && typeof contactEmail === "string") return { contactEmail: oneLine(contactEmail) };
  const languages = table === "layers" ? objectFrom(treatment).languages : undefined;
  if (!Array.isArray(languages) || languages.every(isLanguageTag)) return {};
  return { treatment: { ...objectFrom(treatment), languages: languages.filter(isLanguageTag) } };
}
