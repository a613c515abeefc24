// What a feeling said before: its earlier versions, from the log of changes. Completing is no edit; replacing is.
import { type Change, canonical, type Fields, writtenAt } from "../record/change.ts";
import { instantOf } from "../time/instant.ts";

export interface EarlierVersion {
  /** ISO instant in UTC at which it was replaced. */
  until: string;
  fields: Fields;
}

/** Shorter than this is a choice under way: arrows that move, a word that is typed. */
const STOOD_MILLISECONDS = 3000;

/**
 * The versions that stood before the current one, newest first. `changes` are those of one feeling, in the order in
 * which they were made.
 */
export function earlierVersions(current: Fields, changes: readonly Change[]): EarlierVersion[] {
  const versions: EarlierVersion[] = [];
  let fields = current;
  let shown = current;
  for (let index = changes.length - 1; index >= 0; index--) {
    const change = changes[index];
    // It began with this one, unless it came with many others and has no beginning of its own.
    if (change === undefined || (index === 0 && change.before.$del === true)) continue;
    const after = fields;
    fields = { ...fields, ...change.before };
    const earlier = changes[index - 1];
    // A corrected clock makes the interval unknown; the version then counts as visible.
    const stood = earlier === undefined || Math.abs(writtenAt(change) - writtenAt(earlier)) >= STOOD_MILLISECONDS;
    if (!stood || !change.fields.some((field) => isReplaced(fields[field], after[field]))) continue;
    if (isSame(fields, shown)) continue;
    versions.push({ until: instantOf(writtenAt(change)), fields });
    shown = fields;
  }
  return versions;
}

const isSame = (one: Fields, other: Fields): boolean =>
  Object.keys({ ...one, ...other })
    .filter((field) => !field.startsWith("$") && field !== "version")
    .every((field) => canonical(one[field] ?? null) === canonical(other[field] ?? null));

/** Something that was said is no longer said so: nothing became something is none, and neither is more of the same. */
function isReplaced(before: unknown, after: unknown): boolean {
  if (before === undefined || before === null || before === "") return false;
  if (typeof before === "string") return typeof after !== "string" || !after.startsWith(before);
  if (Array.isArray(before)) return !before.every((one) => Array.isArray(after) && after.includes(one));
  return typeof before !== "boolean" && canonical(before) !== canonical(after ?? null);
}
