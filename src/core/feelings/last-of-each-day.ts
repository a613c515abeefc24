// One visit a day, the last, as every count counts it: a row of marks beside a count must not show more than it says.
export function lastOfEachDay<F extends { at: string }>(newestFirst: readonly F[], dayOf: (at: string) => string): F[] {
  const days = new Set<string>();
  return newestFirst.filter(({ at }) => {
    const day = dayOf(at);
    const isLast = !days.has(day);
    days.add(day);
    return isLast;
  });
}
