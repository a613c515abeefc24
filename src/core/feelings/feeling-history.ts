// Earlier versions of a feeling, from the change log. Replacing a value makes a version; filling an empty field does
// not.
import { type Change, canonical, type Fields, writtenAt } from "../record/change.ts";
import { instantOf } from "../time/instant.ts";

export interface EarlierVersion {
  /** ISO instant in UTC of the edit that replaced it. */
  until: string;
  fields: Fields;
}

/** A shorter-lived version is a choice in progress: moves with arrow keys, a half-typed word. */
const STOOD_MILLISECONDS = 3000;

/** Versions before the current one, newest first. `changes` are those of one feeling, in the order they were made. */
export function earlierVersions(current: Fields, changes: readonly Change[]): EarlierVersion[] {
  const versions: EarlierVersion[] = [];
  let fields = current;
  let shown = current;
  for (let index = changes.length - 1; index >= 0; index--) {
    const change = changes[index];
    // This change created the feeling, unless an import created it together with many others.
    if (change === undefined || (index === 0 && change.before.$del === true)) continue;
    const after = fields;
    fields = { ...fields, ...change.before };
    const earlier = changes[index - 1];
    // A clock that was set makes the interval unknown. The version is then treated as visible.
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

/** True if an edit replaced a value. Filling an empty field or adding to a list does not count as a revision. */
function isReplaced(before: unknown, after: unknown): boolean {
  if (before === undefined || before === null || before === "") return false;
  if (typeof before === "string") return typeof after !== "string" || !after.startsWith(before);
  if (Array.isArray(before)) return !before.every((one) => Array.isArray(after) && after.includes(one));
  return typeof before !== "boolean" && canonical(before) !== canonical(after ?? null);
}
