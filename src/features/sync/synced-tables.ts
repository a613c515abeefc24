// Tables that each kind of place holds.
import type { TableName } from "../../core/record/tables.ts";
import type { StoreSettings } from "../../core/sync/store-settings.ts";

/** The browser's own sync holds 100 kB: preferences, plans and permissions, but no diary. */
const SMALL_TABLES: readonly TableName[] = ["companies", "rules", "layers", "plans", "grants", "profiles"];

/** Undefined: all tables. */
export const tablesIn = (kind: StoreSettings["kind"]): readonly TableName[] | undefined =>
  kind === "browser" ? SMALL_TABLES : undefined;
