// Checks of a page's reading of the header: hostile and invalid values, reflection, other origins, prefetches.
import { HEADER_NAME } from "../../signal/vocabulary.ts";
import { dependsOnHeader, isStable, type Visits } from "./caching-checks.ts";
import { type Finding, fault, ok, warning } from "./finding.ts";
import { escaped, MUCH_WANTED, NOTHING_WANTED, visit } from "./page-visits.ts";
import { OTHER_ORIGIN } from "./request.ts";

/** Values that a reader treats as no header, from tests/vectors/header.json. */
const INVALID: readonly string[] = [
  "v=2, no=(offers)",
  "no=(offers)",
  "v=1, no=offers",
  "v=1, no=(offers",
  "v=1, no=(offers),",
  "v=1,, no=(offers)",
  'v="1", no=(offers)',
  "v=1, more=1, no=(offers)",
  "v=1, terms=?1, no=(offers)",
  `v=1, no=(offers), x="${"x".repeat(256)}"`,
  "(".repeat(4096),
];

/** The same wish as NOTHING_WANTED in other spellings. */
const SAME: readonly string[] = [
  "no=(partners research offers news advice changes), style=(no-upsell), v=1",
  "v=1;a=1, no=(changes advice news offers research partners new-kind);b, style=(no-upsell), later=?0",
  "v=1, yes=(offers), no=(changes advice news offers research partners), style=(no-upsell)",
];

export async function checkHeader(url: string, visits: Visits): Promise<Finding[]> {
  const findings = [await checkValues(url, visits), await checkReflection(url), await checkOrigin(url)];
  return [...findings, await checkPrefetch(url, visits)].flatMap((finding) => finding ?? []);
}

async function checkValues(url: string, visits: Visits): Promise<Finding> {
  const { plain, little } = visits;
  const unlike: string[] = [];
  for (const value of [...INVALID, ...SAME]) {
    const answer = await visit(url, value);
    if (typeof answer === "string") return fault("header-crash", `The site stops answering: ${shown(value)}`);
    // 431 and 400: a server may refuse a header of 4 KB before it reaches the page.
    if (answer.status >= 500)
      return fault("header-crash", `The site answers ${answer.status} to the header ${shown(value)}`);
    const expected = INVALID.includes(value) ? plain[0] : little[0];
    if (answer.status < 400 && answer.text !== expected.text) unlike.push(value);
  }
  if (!isStable(visits) || !dependsOnHeader(visits) || unlike.length === 0)
    return ok("header-values", `The site handles ${INVALID.length + SAME.length} difficult values of the header.`);
  const invalid = unlike.filter((value) => INVALID.includes(value));
  const [first = ""] = invalid.length > 0 ? invalid : unlike;
  return invalid.length > 0
    ? warning(
        "header-invalid-used",
        `For an invalid value, the page differs from the page without the header: ${shown(first)}`,
      )
    : fault("header-valid-refused", `The page differs for another spelling of the same preferences: ${shown(first)}`);
}

const shown = (value: string): string => (value.length > 80 ? `${value.slice(0, 80)}…` : value);

async function checkReflection(url: string): Promise<Finding | null> {
  const mark = `<regards${Math.random().toString(36).slice(2, 10)}>`;
  const answer = await visit(url, `v=1, no=(offers), x="${mark}"`);
  if (typeof answer === "string") return null;
  const body = answer.body.toString("utf8");
  const inHeaders = Object.values(answer.headers).some((value) => value.includes(mark));
  if (body.includes(mark) || inHeaders)
    return fault("reflection", "The site writes the header into its answer unescaped.", "Escape it, or leave it out.");
  if (body.includes(escaped(mark)) || body.includes(mark.slice(1, -1)))
    return warning("reflection-escaped", "The page shows the header, escaped. Does any other customer see this page?");
  return ok("no-reflection", "The site does not write the header into its answer.");
}

async function checkOrigin(url: string): Promise<Finding | null> {
  const answer = await visit(url, NOTHING_WANTED, { Origin: OTHER_ORIGIN });
  if (typeof answer === "string") return null;
  const allowed = answer.headers["access-control-allow-origin"];
  return allowed === undefined
    ? ok("no-cors", "No other site may read the page.")
    : fault("cors", `Access-Control-Allow-Origin: ${allowed} lets another site read preferences from the page.`);
}

/** Null if the page does not depend on the header. */
async function checkPrefetch(url: string, visits: Visits): Promise<Finding | null> {
  if (!dependsOnHeader(visits)) return null;
  const { plain, much } = visits;
  const wanted = much[0].text === plain[0].text ? NOTHING_WANTED : MUCH_WANTED;
  const answer = await visit(url, wanted, { "Sec-Purpose": "prefetch" });
  if (typeof answer === "string" || answer.text === plain[0].text) return null;
  return warning("prefetch", `The page uses ${HEADER_NAME} of a prefetch, although nobody has opened the page.`);
}
