// Commands about preferences: the rules and terms of a layer, and the user's profile.
import * as z from "zod/mini";
import { KINDS } from "../../signal/vocabulary.ts";
import { ContactRule, LayerEdit, LayerId, RuleAnswer } from "../preferences/preference.ts";
import { isLayerId } from "../record/row.ts";
import type { DisclosureQuestion } from "../sharing/disclosure-diff.ts";
import { command, type Undoable } from "./declare.ts";
import { Confirmed, Id } from "./payload-parts.ts";

const LayerName = LayerId.check(z.refine(isLayerId));

export interface EditedRule extends Undoable {
  id: string;
}

export const PREFERENCES = {
  "edit-preference": command(
    "ui",
    z.strictObject({ layer: LayerName, id: z.optional(Id), rule: ContactRule, confirmed: Confirmed }),
  ).answers<EditedRule | DisclosureQuestion>(),
  "remove-preference": command("ui", z.strictObject({ id: Id, confirmed: Confirmed })).answers<
    Undoable | DisclosureQuestion
  >(),
  /**
   * Sets a layer's answer to these kinds, without a subject; null removes it, so that the less specific layer answers.
   */
  "answer-kinds": command(
    "ui",
    z.strictObject({
      layer: LayerName,
      kinds: z.array(z.enum(KINDS)).check(z.minLength(1), z.maxLength(KINDS.length)),
      answer: z.nullable(RuleAnswer),
      confirmed: Confirmed,
    }),
  ).answers<Undoable | DisclosureQuestion>(),
  "edit-layer": command("ui", z.strictObject({ layer: LayerName, fields: LayerEdit, confirmed: Confirmed })).answers<
    Undoable | DisclosureQuestion
  >(),
  "reset-layer": command("ui", z.strictObject({ layer: LayerName, confirmed: Confirmed })).answers<
    Undoable | DisclosureQuestion
  >(),
  "edit-profile": command(
    "ui",
    z.strictObject({
      timeZone: z.optional(z.string().check(z.maxLength(64))),
      letterName: z.optional(z.string().check(z.maxLength(120))),
      letterAddress: z.optional(z.string().check(z.maxLength(400))),
    }),
  ).answers<Undoable>(),
} as const;
