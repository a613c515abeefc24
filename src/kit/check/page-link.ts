// Check of the link with which a page announces the participation file.

import { PARTICIPATION_LINK, PARTICIPATION_PATH } from "../../signal/vocabulary.ts";
import { urlOf } from "../../signal/web-address.ts";
import { type Finding, fault, ok } from "./finding.ts";

const LINK_TAG = `<link rel="${PARTICIPATION_LINK}" href="${PARTICIPATION_PATH}">`;

export function checkLink(html: string, url: string, linkHeader = ""): Finding {
  const href = firstLink(html);
  if (href === null && linkHeader.includes(PARTICIPATION_LINK))
    return fault(
      "link-in-header",
      "Only a Link header announces the file: browsers do not read it.",
      `Add to the page's head: ${LINK_TAG}`,
    );
  if (href === null)
    return fault("link-missing", "The page does not announce the file.", `Add to the page's head: ${LINK_TAG}`);
  const target = urlOf(href, url);
  const isOwn = target !== null && target.href === new URL(PARTICIPATION_PATH, url).href;
  if (!isOwn)
    return fault(
      "link-elsewhere",
      `The link leads to "${href}", not to ${PARTICIPATION_PATH} on this host.`,
      `Use: ${LINK_TAG}`,
    );
  return ok("link", "The page announces the file.");
}

/** A comment, an element without links of the page, or a link: the next place where the reading goes on. */
const PLACE = /<!--|<(script|style|template|noscript|title|textarea)(?=[\s/>])|<link(?=[\s/>])/gi;

/**
 * The address of the first such link; null if there is none. Reads tags only, and runs no page. Linear in the page's
 * length, since each search begins behind the one before.
 */
function firstLink(html: string): string | null {
  const places = new RegExp(PLACE);
  for (let place = places.exec(html); place !== null; place = places.exec(html)) {
    const [start, element] = place;
    const end = endOf(html, places.lastIndex, start === "<!--" ? /-->/g : closing(element));
    // Without its end, a comment, an element or a tag takes the rest of the page.
    if (end === null) return null;
    const tag = html.slice(place.index, end);
    places.lastIndex = end;
    const isLink = start !== "<!--" && element === undefined;
    if (isLink && relationsOf(tag).includes(PARTICIPATION_LINK)) return attribute(tag, "href") ?? "";
  }
  return null;
}

const closing = (element: string | undefined): RegExp =>
  element === undefined ? />/g : new RegExp(`</${element}\\s*>`, "gi");

function endOf(html: string, from: number, end: RegExp): number | null {
  end.lastIndex = from;
  return end.exec(html) === null ? null : end.lastIndex;
}

const relationsOf = (tag: string): string[] => (attribute(tag, "rel") ?? "").toLowerCase().split(/\s+/);

function attribute(tag: string, name: string): string | null {
  const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, "i").exec(tag);
  return found === null ? null : (found[1] ?? found[2] ?? found[3] ?? "").replaceAll("&amp;", "&");
}
