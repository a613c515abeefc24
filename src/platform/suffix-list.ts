// The Public Suffix List as data beside the built code: most starts of the background do not need it, and a script
// would be read and parsed at each. The build writes the file and connects it with tldts (`suffixListAsData` in
// scripts/vite).
import file from "virtual:suffix-list";
import { browser } from "./browser/browser.ts";

/** Contents of tldts' own module: one trie of labels, in flat lists. */
export interface SuffixList {
  nodeFlags: number[];
  edgeStart: number[];
  edgeLength: number[];
  edgeChild: number[];
  labelText: string;
  exceptionsRoot: number;
  rulesRoot: number;
}

let list: SuffixList | null = null;

/** Await it before importing a module that maps hosts to companies. Without a file, tldts has its own list. */
export async function readSuffixList(): Promise<void> {
  if (file === null) return;
  list ??= (await (await fetch(browser.runtime.getURL(file))).json()) as SuffixList;
}

export function suffixList(): SuffixList {
  if (list === null) throw new Error("the list of suffixes was not read before it was needed");
  return list;
}
