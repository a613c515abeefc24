// Reads XML in one pass and in linear time, since workers have no DOMParser and an answer may be hostile. Refuses
// document types and custom entities. Ignores namespaces except for dropping prefixes.

export interface XmlHandler {
  /** `path` has the local names of the open elements, the innermost last. */
  opened(path: readonly string[]): void;
  /** Text directly in the innermost element, once, when the element closes. */
  closed(path: readonly string[], text: string): void;
}

/** Limit of open elements. */
const DEEPEST = 32;

/** Returns null if the text is complete; otherwise "doctype" (refused), "malformed" or "cut" (ends too early). */
export function readXml(xml: string, handler: XmlHandler): "doctype" | "malformed" | "cut" | null {
  const reading: Reading = { path: [], texts: [], handler, started: false };
  let from = 0;
  for (;;) {
    const open = xml.indexOf("<", from);
    if (open < 0) break;
    take(reading, unescaped(xml.slice(from, open)));
    const special = specialAt(xml, open);
    if (special === "doctype") return special;
    const end = special === null ? tagEnd(xml, open) : xml.indexOf(special.until, open + special.skip);
    if (end < 0) return "cut";
    if (special === null) {
      if (!applyTag(reading, xml.slice(open + 1, end))) return "malformed";
      from = end + 1;
    } else {
      if (special.isText) take(reading, xml.slice(open + special.skip, end));
      from = end + special.until.length;
    }
  }
  return reading.started && reading.path.length === 0 ? null : "cut";
}

interface Reading {
  path: string[];
  texts: string[];
  handler: XmlHandler;
  started: boolean;
}

function take({ texts }: Reading, text: string): void {
  const last = texts.length - 1;
  if (last >= 0) texts[last] += text;
}

function specialAt(xml: string, at: number): { until: string; skip: number; isText: boolean } | "doctype" | null {
  if (xml.startsWith("<?", at)) return { until: "?>", skip: 2, isText: false };
  if (!xml.startsWith("<!", at)) return null;
  if (xml.startsWith("<!--", at)) return { until: "-->", skip: 4, isText: false };
  if (xml.startsWith("<![CDATA[", at)) return { until: "]]>", skip: 9, isText: true };
  return "doctype";
}

/** Index of the ">" that ends a tag, outside quotes; -1 if there is none. */
function tagEnd(xml: string, open: number): number {
  let at = open + 1;
  for (; at < xml.length; at++) {
    const sign = xml[at];
    if (sign === ">") return at;
    if (sign === '"' || sign === "'") {
      at = xml.indexOf(sign, at + 1);
      if (at < 0) return -1;
    }
  }
  return -1;
}

/** Returns false if the tag does not fit. */
function applyTag(reading: Reading, tag: string): boolean {
  const { path, texts, handler } = reading;
  const [, slash = "", name] = /^(\/?)(?:[\w.-]+:)?([\w.-]+)/.exec(tag) ?? [];
  if (name === undefined) return false;
  if (slash === "") {
    if (path.length >= DEEPEST || (reading.started && path.length === 0)) return false;
    reading.started = true;
    path.push(name);
    texts.push("");
    handler.opened(path);
    if (!tag.endsWith("/")) return true;
  } else if (path.at(-1) !== name) return false;
  handler.closed(path, texts.pop() ?? "");
  path.pop();
  return true;
}

const NAMED: Readonly<Record<string, string>> = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };

/** Replaces the five entities of XML and numeric character references. Leaves others unchanged. */
const unescaped = (text: string): string =>
  text.includes("&") ? text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|lt|gt|quot|apos|amp);/gi, meaningOf) : text;

function meaningOf(whole: string, name: string): string {
  if (!name.startsWith("#")) return NAMED[name.toLowerCase()] ?? whole;
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
}
