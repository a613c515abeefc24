// The Public Suffix List lies beside the built code, as data: most starts of the background need none of it, and a script
// would be read and parsed at each. The build puts it there and gives it to tldts (`suffixListAsData` in scripts/vite).
import file from "virtual:suffix-list";
import { browser } from "./browser/browser.ts";

/** What tldts holds in its own module: one trie of labels, in flat lists. */
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

/** To be waited for before anything is imported that asks whose a host is. Where it is no file, tldts brings it. */
export async function readSuffixList(): Promise<void> {
  if (file === null) return;
  list ??= (await (await fetch(browser.runtime.getURL(file))).json()) as SuffixList;
}

export function suffixList(): SuffixList {
  if (list === null) throw new Error("the list of suffixes was not read before it was needed");
  return list;
}
