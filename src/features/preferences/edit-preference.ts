// Editing one rule of one layer, removing it, and editing what a layer says besides its rules.

import { type Fields, isVisible } from "../../core/change.ts";
import type { Payload } from "../../core/command.ts";
import { Refusal } from "../../core/error.ts";
import { ContactRule } from "../../core/preference.ts";
import { database } from "../../platform/database.ts";
import { type Edit, write } from "../../platform/write.ts";

const RULE_FIELDS = Object.keys(ContactRule.def.shape);

/** Saves the whole rule: members it no longer has are cleared. Without an id a new rule is made. */
export async function editPreference({
  layer,
  id,
  rule,
}: Payload<"edit-preference">): Promise<{ id: string; batch: string | null }> {
  const { batch, ids } = await write(async (tables) => {
    if (id !== undefined && !isVisible(await tables.rules.get(id))) throw new Refusal("not-found", id);
    const absent: Fields = id === undefined ? {} : Object.fromEntries(RULE_FIELDS.map((field) => [field, null]));
    const edits: Edit[] = [...(await companyOfLayer(layer))];
    const fields: Fields = { ...absent, ...rule, layer };
    edits.push(id === undefined ? { table: "rules", fields } : { table: "rules", id, fields });
    return edits;
  });
  return { id: id ?? ids.at(-1) ?? "", batch };
}

export async function removePreference({ id }: Payload<"remove-preference">): Promise<{ batch: string | null }> {
  const { batch } = await write(async (tables) => {
    if (!isVisible(await tables.rules.get(id))) throw new Refusal("not-found", id);
    return [{ table: "rules", id, fields: { $del: true } }];
  });
  return { batch };
}

export async function editLayer({ layer, fields }: Payload<"edit-layer">): Promise<{ batch: string | null }> {
  const { batch } = await write(async () => [...(await companyOfLayer(layer)), { table: "layers", id: layer, fields }]);
  return { batch };
}

export async function editProfile(fields: Payload<"edit-profile">): Promise<{ batch: string | null }> {
  const { batch } = await write(async (tables) => {
    // A profile is none without its time zone, whatever is said of it first.
    const known = isVisible(await tables.profiles.get("profile"));
    return [{ table: "profiles", id: "profile", fields: known ? fields : { timeZone: browserTimeZone(), ...fields } }];
  });
  return { batch };
}

const browserTimeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** A company that has a layer of its own is a company of the list. */
async function companyOfLayer(layer: string): Promise<Edit[]> {
  if (!layer.startsWith("company:")) return [];
  const id = layer.slice("company:".length);
  const known = await database.companies.get(id);
  // One whose first edit was undone is a removed row: an empty edit brings it back under its name.
  return isVisible(known) ? [] : [{ table: "companies", id, fields: known === undefined ? { name: id } : {} }];
}
