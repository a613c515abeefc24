// Checks that no cache gives one customer's page to another: docs/SIGNAL.md, "Caching".
import { HEADER_NAME } from "../../signal/vocabulary.ts";
import { type Finding, fault, ok, warning } from "./finding.ts";
import { freshAddress, isFromCache, MUCH_WANTED, NOTHING_WANTED, type Visit, visit } from "./page-visits.ts";

export interface Visits {
  /** Two visits without the header, and two with each of two header values. */
  plain: readonly [Visit, Visit];
  little: readonly [Visit, Visit];
  much: readonly [Visit, Visit];
}

const EVENTS =
  "Ask in the page instead of reading the header (the page events, docs/SIGNAL.md), or exclude this path from the cache.";

/** The visits; the reason as a string if the page stops answering. */
export async function visitAll(url: string): Promise<Visits | string> {
  const visits: Visit[] = [];
  for (const header of [null, NOTHING_WANTED, MUCH_WANTED, null, NOTHING_WANTED, MUCH_WANTED]) {
    const one = await visit(url, header);
    if (typeof one === "string") return one;
    visits.push(one);
  }
  const [a, b, c, d, e, f] = visits;
  if (!a || !b || !c || !d || !e || !f) return "no answer";
  return { plain: [a, d], little: [b, e], much: [c, f] };
}

/** True if repeated visits get the same page. Only then does another page for another header mean that it depends on it. */
export const isStable = ({ plain, little, much }: Visits): boolean =>
  [plain, little, much].every(([one, other]) => one.text === other.text);

/** True if the page depends on the header. */
export const dependsOnHeader = (visits: Visits): boolean => {
  const { plain, little, much } = visits;
  return isStable(visits) && (plain[0].text !== little[0].text || plain[0].text !== much[0].text);
};

export async function checkCaching(url: string, visits: Visits): Promise<Finding[]> {
  const { plain, little, much } = visits;
  const told = [...little, ...much];
  const seen = await cacheFault(url, visits);
  if (seen === "mixed")
    return [fault("cache-mixes-customers", "A cache gives one visitor the page of another.", EVENTS)];
  if (seen === "hidden" || told.some(isFromCache))
    return [fault("cached-despite-header", "A cache answers requests that carry the header.", EVENTS)];
  const varies = [...plain, ...told].every(({ headers }) => coversHeader(headers.vary ?? ""));
  const isPrivate = told.every(({ headers }) => /\b(?:private|no-store)\b/i.test(headers["cache-control"] ?? ""));
  const depends = dependsOnHeader(visits);
  if (!depends && !varies)
    return [warning("header-unread", "The page is the same with and without the header: it seems to read none.")];
  const findings: Finding[] = [];
  if (!varies)
    findings.push(
      fault("vary-missing", `The page depends on the header, but not every answer has "Vary: ${HEADER_NAME}".`),
    );
  if (!isPrivate)
    findings.push(
      fault(
        "cache-control-missing",
        "A shared cache may store answers that depend on the header.",
        "Set: Cache-Control: private, no-cache",
      ),
    );
  const isStored = told.some(({ headers }) => mayShowAgain(headers["cache-control"] ?? ""));
  if (isPrivate && isStored)
    findings.push(
      warning(
        "cache-control-stored",
        "The customer's own browser may show the page for a while after the customer changed a preference.",
        "Set: Cache-Control: private, no-cache",
      ),
    );
  return findings.length > 0
    ? findings
    : [ok("caching", "No cache mixes customers: Vary and Cache-Control are right.")];
}

/**
 * Visits a new address first with the header, then without. "mixed": the second visitor gets the page of the first.
 * "hidden": with the header, the new address has another page, and the old one does not.
 */
async function cacheFault(url: string, { plain, little }: Visits): Promise<"mixed" | "hidden" | null> {
  const fresh = freshAddress(url);
  const told = await visit(fresh, NOTHING_WANTED);
  const after = await visit(fresh, null);
  const control = await visit(freshAddress(url), null);
  if (typeof told === "string" || typeof after === "string" || typeof control === "string") return null;
  const isComparable = control.text === plain[0].text && told.text !== control.text;
  if (!isComparable) return null;
  if (after.text === told.text) return "mixed";
  return little[0].text === plain[0].text ? "hidden" : null;
}

/** True if a browser may show the answer again without asking the site. */
const mayShowAgain = (control: string): boolean =>
  /\bmax-age=0*[1-9]/i.test(control) && !/\bno-(?:cache|store)\b/i.test(control);

const coversHeader = (vary: string): boolean =>
  vary.split(",").some((name) => name.trim() === "*" || name.trim().toLowerCase() === HEADER_NAME.toLowerCase());
