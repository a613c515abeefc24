// Loads the Public Suffix List from a JSON file beside the built code. As a script it would be parsed at every start of
// the background, and most starts do not need it. The build writes the file and connects it to tldts (`suffixListAsData`
// in scripts/vite).
import file from "virtual:suffix-list";
import { browser } from "./browser/browser.ts";

/** The data of tldts' own module: one trie of labels, in flat lists. */
export interface SuffixList {
  nodeFlags: number[];
  edgeStart: number[];
  edgeLength: number[];
  edgeChild: number[];
  labelText: string;
  exceptionsRoot: number;
  rulesRoot: number;
}

let text: string | null = null;

/**
 * Await it before importing code that resolves registrable domains. Does nothing in an unbuilt run, in which tldts has
 * the list.
 */
export async function readSuffixList(): Promise<void> {
  if (file === null) return;
  text ??= await (await fetch(browser.runtime.getURL(file))).text();
}

/** Parsed at the first use by tldts, since most starts of the background need no domain. */
export function suffixList(): SuffixList {
  if (text === null) throw new Error("readSuffixList must be awaited before suffixList is used");
  // The build wrote the file in this shape.
  return JSON.parse(text) as SuffixList;
}
