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

/** The address of the first such link; null if there is none. Reads tags only; runs no page. */
function firstLink(html: string): string | null {
  const visible = html.replace(/<!--[\s\S]*?-->|<(script|style|template|noscript)\b[\s\S]*?<\/\1\s*>/gi, "");
  for (const [tag] of visible.matchAll(/<link\b[^>]*>/gi)) {
    const rels = (attribute(tag, "rel") ?? "").toLowerCase().split(/\s+/);
    if (rels.includes(PARTICIPATION_LINK)) return attribute(tag, "href") ?? "";
  }
  return null;
}

function attribute(tag: string, name: string): string | null {
  const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, "i").exec(tag);
  return found === null ? null : (found[1] ?? found[2] ?? found[3] ?? "").replaceAll("&amp;", "&");
}
