// Routes of the dashboard. Any text may follow the "#".
import { SECTORS } from "../../signal/sectors.ts";

/** In the navigation's order, each with its route. */
export const PAGES = [
  "",
  "companies",
  "timeline",
  "insight",
  "preferences",
  "plans",
  "shared",
  "my-data",
  "settings",
] as const;

/** Not in the navigation: the page shown after erasing everything. */
export const ERASED = "erased";

/** Page within Settings. */
export const SYNC_PAGE = "sync";

/** The three tabs of a company's page, each with its sections. The first section is the tab's address. */
export const TABS = {
  diary: ["timeline", "feelings", "insight"],
  sees: ["preferences", "shared"],
  letters: ["compliance", "letters"],
} as const;

const SECTIONS: readonly string[] = Object.values(TABS).flat();

/** Today's route of a former address, which a bookmark may still hold. */
export const todaysRoute = (route: readonly string[]): readonly string[] =>
  route[0] === "companies" && route[2] === "honour" ? route.with(2, "compliance") : route;

/** A registrable domain, or the name of a local machine: labels and dots. */
const COMPANY = /^[\p{L}\p{N}\p{M}_-]+(?:\.[\p{L}\p{N}\p{M}_-]+)+$/u;

const isOneOf = (text: string, known: readonly string[]): boolean => known.includes(text);

export function isKnown([page, detail, section, more, ...rest]: readonly string[]): boolean {
  if (page === undefined) return true;
  if (page === ERASED && detail === undefined) return true;
  if (rest.length > 0 || !isOneOf(page, PAGES)) return false;
  if (detail === undefined) return true;
  if (page === "settings") return section === undefined && detail === SYNC_PAGE;
  if (page === "preferences") return section === undefined && isOneOf(detail, SECTORS);
  if (page !== "companies" || detail.length > 253 || !COMPANY.test(detail)) return false;
  if (section === undefined) return true;
  return isOneOf(section, SECTIONS) && (more === undefined || section === "letters");
}
