// Several sorted lists as one, up to a number: a page of a company is made of the next page of each of its domains.

/** As an index by instant answers in reverse: of the same instant the greater id first. */
export const laterFirst = (one: { at: string; id: string }, other: { at: string; id: string }): number =>
  compareText(other.at, one.at) || compareText(other.id, one.id);

export const compareText = (one: string, other: string): number => (one === other ? 0 : one < other ? -1 : 1);

/** Of equal ones that of the earlier list comes first. The lists are few, so the next one is simply looked for. */
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
