// One company under several domains: whose each one is, of links as they are stored. Devices that linked apart from each
// other may have made a chain, which counts to its end, or a circle, which counts to its first by name.

/** By domain, the company that it is counted to; whoever stands for itself is not in it. */
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

/** As they are stored. */
export function linksOf(companies: readonly { id: string; sameAs?: string | undefined }[]): Map<string, string> {
  return new Map(companies.flatMap(({ id, sameAs }) => (sameAs === undefined ? [] : [[id, sameAs] as const])));
}

export function mainsOf(links: ReadonlyMap<string, string>): Mains {
  const mains = [...links.keys()].map((domain) => [domain, mainOf(links, domain)] as const);
  return new Map(mains.filter(([domain, main]) => domain !== main));
}

/** The main one first, the others by name. */
export function domainsOf(mains: Mains, company: string): [main: string, ...others: string[]] {
  const main = mains.get(company) ?? company;
  const others = [...mains].flatMap(([domain, to]) => (to === main ? [domain] : []));
  return [main, ...others.sort()];
}
