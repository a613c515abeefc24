// Difference of two texts by lines: added and removed lines, in reading order.

export interface ChangedLine {
  change: "added" | "removed";
  line: string;
}

/** Limit of line pairs to compare. Above it, everything between the equal ends counts as changed. */
const MOST_PAIRS = 1_000_000;

/** Ignores lines without a visible character. A moved line is removed at one place and added at another. */
export function lineDifference(before: string, after: string): ChangedLine[] {
  const [old, fresh] = [visibleLines(before), visibleLines(after)];
  let start = 0;
  while (start < Math.min(old.length, fresh.length) && old[start] === fresh[start]) start++;
  let end = 0;
  const most = Math.min(old.length, fresh.length) - start;
  while (end < most && old.at(-1 - end) === fresh.at(-1 - end)) end++;
  return between(old.slice(start, old.length - end), fresh.slice(start, fresh.length - end));
}

export const visibleLines = (text: string): string[] =>
  text
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");

function between(old: readonly string[], fresh: readonly string[]): ChangedLine[] {
  const lengths = old.length * fresh.length > MOST_PAIRS ? null : commonLengths(old, fresh);
  const changed: ChangedLine[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < fresh.length) {
    const [gone, come] = [old[i], fresh[j]];
    if (gone !== undefined && gone === come && lengths !== null) {
      i++;
      j++;
    } else if (gone !== undefined && (come === undefined || isGone(lengths, i, j))) {
      changed.push({ change: "removed", line: gone });
      i++;
    } else if (come !== undefined) {
      changed.push({ change: "added", line: come });
      j++;
    }
  }
  return changed;
}

const isGone = (lengths: readonly Uint32Array[] | null, i: number, j: number): boolean =>
  lengths === null || (lengths[i + 1]?.[j] ?? 0) >= (lengths[i]?.[j + 1] ?? 0);

/** At [i][j] the length of the longest common sequence of what follows i in the one list and j in the other. */
function commonLengths(old: readonly string[], fresh: readonly string[]): Uint32Array[] {
  const lengths = Array.from({ length: old.length + 1 }, () => new Uint32Array(fresh.length + 1));
  for (let i = old.length - 1; i >= 0; i--) {
    const [row, next] = [lengths[i], lengths[i + 1]];
    if (row === undefined || next === undefined) continue;
    for (let j = fresh.length - 1; j >= 0; j--)
      row[j] = old[i] === fresh[j] ? (next[j + 1] ?? 0) + 1 : Math.max(next[j] ?? 0, row[j + 1] ?? 0);
  }
  return lengths;
}
