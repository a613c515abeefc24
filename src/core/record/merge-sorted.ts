// Merges sorted lists up to a number of items: a company's page combines the next page of each of its domains.

/** Latest instant first; on a tie the greater id first, as a reversed index by instant does. */
export const laterFirst = (one: { at: string; id: string }, other: { at: string; id: string }): number =>
  compareText(other.at, one.at) || compareText(other.id, one.id);

export const compareText = (one: string, other: string): number => (one === other ? 0 : one < other ? -1 : 1);

/**
 * Stable: of equal items, that of the earlier list comes first. Compares the heads of all lists for each item, since
 * the lists are few.
 */
export function mergeSorted<T>(
  lists: readonly (readonly T[])[],
  compare: (one: T, other: T) => number,
  most = Number.POSITIVE_INFINITY,
): T[] {
  const open = lists.flatMap((list) => {
    const rest = list.values();
    const { value, done } = rest.next();
    return done === true ? [] : [{ value, rest }];
  });
  const merged: T[] = [];
  while (merged.length < most) {
    const [first, ...others] = open;
    if (first === undefined) break;
    const least = others.reduce((known, other) => (compare(other.value, known.value) < 0 ? other : known), first);
    merged.push(least.value);
    const { value, done } = least.rest.next();
    if (done === true) open.splice(open.indexOf(least), 1);
    else least.value = value;
  }
  return merged;
}
