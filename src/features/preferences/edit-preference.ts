// Commands on layers: save or remove a rule, edit a layer's other fields, reset a layer, edit the profile.
import type { Payload } from "../../core/commands/index.ts";
import { companyOfLayer } from "../../core/preferences/layers.ts";
import type { ContactRule } from "../../core/preferences/preference.ts";
import { takesBack } from "../../core/preferences/reopening.ts";
import { UNSAVED_ID } from "../../core/preferences/rule-days.ts";
import { fieldsOf, isVisible } from "../../core/record/change.ts";
import type { DisclosureQuestion } from "../../core/sharing/disclosure-diff.ts";
import { systemTimeZone } from "../../platform/clock.ts";
import { writeIfConfirmed } from "../../record/confirm-disclosure.ts";
import { database, getEntity } from "../../record/database.ts";
import { type Edit, type EditPlan, write } from "../../record/write.ts";
import type { Kind } from "../../signal/vocabulary.ts";
import { ensureLayerCompany } from "./layer-company.ts";
import { openedKinds, writeOpening } from "./opened-kinds.ts";
import { ruleFields } from "./rule-fields.ts";

/** Replaces the whole rule: clears members that `rule` lacks. Creates a rule if there is no id. */
export async function editPreference({
  layer,
  id,
  rule,
  confirmed = false,
}: Payload<"edit-preference">): Promise<{ id: string; batch: string | null } | DisclosureQuestion> {
  const done = await writeRule([layer, id, rule], confirmed, async (tables) => {
    const edits = await ensureLayerCompany(tables, layer);
    const fields = ruleFields(layer, rule, id);
    edits.push(id === undefined ? { table: "rules", fields } : { table: "rules", id, fields, there: true });
    return edits;
  });
  return "asks" in done ? done : { id: id ?? done.ids.at(-1) ?? "", batch: done.batch };
}

export async function removePreference({
  id,
  confirmed = false,
}: Payload<"remove-preference">): Promise<{ batch: string | null } | DisclosureQuestion> {
  const layer = (await database.rules.get(id))?.layer;
  const edits: Edit[] = [{ table: "rules", id, fields: { $del: true }, there: true }];
  const done = await writeRule([layer, id, null], confirmed, edits);
  return "asks" in done ? done : { batch: done.batch };
}

/** The layer, the rule's id if it has one, and the new rule; null removes it. */
type RuleChange = [layer: unknown, id: string | undefined, rule: ContactRule | null];

/**
 * The user edits a rule of a company's own layer beside the company's view, so only kinds that the rule opens and that
 * are refused without it need a confirmation. For rules of other layers, every widening needs one.
 */
async function writeRule(change: RuleChange, confirmed: boolean | string, edits: readonly Edit[] | EditPlan) {
  return writeOpening(() => openedByOwn(change), edits, confirmed);
}

/** Kinds that the change opens; null unless the rule is and was in one company's own layer. */
async function openedByOwn([layer, id, rule]: RuleChange): Promise<Kind[] | null> {
  const company = companyOfLayer(String(layer));
  if (company === null || (id !== undefined && (await database.rules.get(id))?.layer !== layer)) return null;
  return openedKinds(company, (rules) => {
    const others = rules.filter((one) => one.id !== id);
    return rule === null ? others : [...others, { ...rule, id: id ?? UNSAVED_ID }];
  });
}

/**
 * In a company's own layer, only these edits need confirmation: removing a value (the general preferences then apply,
 * which are not in view), changing a hold, and sharing support (which can reveal health).
 */
export async function editLayer({
  layer,
  fields,
  confirmed = false,
}: Payload<"edit-layer">): Promise<{ batch: string | null } | DisclosureQuestion> {
  const stored = await getEntity(database, "layers", layer);
  const everything = companyOfLayer(layer) === null || "hold" in fields || takesBack(stored ?? {}, fields);
  const done = await writeIfConfirmed(
    async (tables) => [...(await ensureLayerCompany(tables, layer)), { table: "layers", id: layer, fields }],
    confirmed,
    everything ? undefined : ["support"],
  );
  return "asks" in done ? done : { batch: done.batch };
}

/** Removes a layer's rules and fields in one batch, which one Undo restores. */
export async function resetLayer({
  layer,
  confirmed = false,
}: Payload<"reset-layer">): Promise<{ batch: string | null } | DisclosureQuestion> {
  const done = await writeIfConfirmed(async (tables) => {
    const rules = (await tables.rules.where("layer").equals(layer).toArray()).filter(isVisible);
    const edits: Edit[] = rules.map(({ id }) => ({ table: "rules", id, fields: { $del: true } }));
    const own = await tables.layers.get(layer);
    if (isVisible(own)) {
      const said = Object.keys(fieldsOf(own)).filter((field) => field !== "$del" && own[field] !== null);
      if (said.length > 0)
        edits.push({ table: "layers", id: layer, fields: Object.fromEntries(said.map((field) => [field, null])) });
    }
    return edits;
  }, confirmed);
  return "asks" in done ? done : { batch: done.batch };
}

/** A new time zone needs no confirmation: local hours stay the same (docs/decisions/0006). */
export async function editProfile(fields: Payload<"edit-profile">): Promise<{ batch: string | null }> {
  const { batch } = await write(async (tables) => {
    // A profile row is valid only with a time zone, so the first edit adds it.
    const known = isVisible(await tables.profiles.get("profile"));
    return [{ table: "profiles", id: "profile", fields: known ? fields : { timeZone: systemTimeZone(), ...fields } }];
  });
  return { batch };
}
