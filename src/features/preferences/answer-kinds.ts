// Command: sets a layer's answer to some kinds of message, from a line of the preferences card.
import type { Payload } from "../../core/commands/index.ts";
import { answerEdits, type RuleEdit, withEdits } from "../../core/preferences/answer-edits.ts";
import { companyOfLayer } from "../../core/preferences/layers.ts";
import { UNSAVED_ID } from "../../core/preferences/rule-days.ts";
import type { DisclosureQuestion } from "../../core/sharing/disclosure-diff.ts";
import { localDate } from "../../platform/clock.ts";
import { readTimeZone, rulesOfLayer } from "../../record/read-record.ts";
import type { Edit } from "../../record/write.ts";
import { ensureLayerCompany } from "./layer-company.ts";
import { openedKinds, writeOpening } from "./opened-kinds.ts";
import { ruleFields } from "./rule-fields.ts";

/**
 * An answer for one company is given beside its view, so only kinds that are refused otherwise need a confirmation.
 * Removing it brings back rules outside the view, so every widening needs one.
 */
export async function answerKinds({
  layer,
  kinds,
  answer,
  confirmed = false,
}: Payload<"answer-kinds">): Promise<{ batch: string | null } | DisclosureQuestion> {
  const company = companyOfLayer(layer);
  const today = localDate(await readTimeZone());
  const readOpened = async () =>
    company === null || answer === null
      ? null
      : openedKinds(company, (rules) => withEdits(rules, answerEdits(rules, { kinds, answer }, today), UNSAVED_ID));
  const done = await writeOpening(
    readOpened,
    async (tables) => {
      const rules = await rulesOfLayer(layer, tables);
      const edits = answerEdits(rules, { kinds, answer }, today).map((edit) => asEdit(layer, edit));
      return [...(await ensureLayerCompany(tables, layer)), ...edits];
    },
    confirmed,
  );
  return "asks" in done ? done : { batch: done.batch };
}

function asEdit(layer: string, { id, kinds, answer }: RuleEdit): Edit {
  if (id !== undefined && kinds === null) return { table: "rules", id, fields: { $del: true }, there: true };
  if (answer === undefined) return { table: "rules", ...(id === undefined ? {} : { id }), fields: { kinds } };
  const fields = ruleFields(layer, { ...answer, kinds: kinds ?? [] }, id);
  return id === undefined ? { table: "rules", fields } : { table: "rules", id, fields, there: true };
}
