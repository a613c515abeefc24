// Resolves `sameAs` links to main domains. Merges made on two devices can form chains (the last domain wins) or cycles (the
// alphabetically first wins).

/** Main domain by merged domain. Main domains themselves are absent. */
export type Mains = ReadonlyMap<string, string>;

export function mainOf(links: ReadonlyMap<string, string>, company: string): string {
  const passed = new Set<string>();
  let last = company;
  for (let next = links.get(last); next !== undefined && !passed.has(last); next = links.get(last)) {
    passed.add(last);
    last = next;
  }
  return passed.has(last) ? firstInCircle(links, last) : last;
}

function firstInCircle(links: ReadonlyMap<string, string>, start: string): string {
  let first = start;
  for (let next = links.get(start); next !== undefined && next !== start; next = links.get(next)) {
    if (next < first) first = next;
  }
  return first;
}

/** Links by domain, as stored. */
export function linksOf(companies: readonly { id: string; sameAs?: string | undefined }[]): Map<string, string> {
  return new Map(companies.flatMap(({ id, sameAs }) => (sameAs === undefined ? [] : [[id, sameAs] as const])));
}

export function mainsOf(links: ReadonlyMap<string, string>): Mains {
  const mains = [...links.keys()].map((domain) => [domain, mainOf(links, domain)] as const);
  return new Map(mains.filter(([domain, main]) => domain !== main));
}

/** All domains of a company: the main one first, the others sorted by name. */
export function domainsOf(mains: Mains, company: string): [main: string, ...others: string[]] {
  const main = mains.get(company) ?? company;
  const others = [...mains].flatMap(([domain, to]) => (to === main ? [domain] : []));
  return [main, ...others.sort()];
}
