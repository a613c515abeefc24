// Commands about feelings: rating a visit, describing the rating, and removing it.
import * as z from "zod/mini";
import { EFFORTS, SUCCESSES, VALUES } from "../../signal/feeling-vocabulary.ts";
import { type Feeling, FeelingDetail } from "../record/tables.ts";
import { command, type Undoable } from "./declare.ts";
import { CompanyId, Host, Id, Instant } from "./payload-parts.ts";

export interface Rated extends Undoable {
  feeling: Feeling;
}

export const FEELINGS = {
  "rate-visit": command(
    "ui",
    z.strictObject({
      company: CompanyId,
      value: z.literal([...VALUES]),
      another: z.optional(z.boolean()),
      /** Instant of an earlier dealing; always adds a new feeling. */
      at: z.optional(Instant),
      /** Id of the first row of the same dealing. */
      dealing: z.optional(Id),
    }),
  ).answers<Rated>(),
  /** `id` identifies the tap and `at` is its time in milliseconds since the epoch: a tap may arrive more than once. */
  "save-tap": command(
    "ui",
    z.strictObject({
      id: Id,
      at: z.int(),
      host: Host,
      value: z.literal([...VALUES]),
      another: z.optional(z.boolean()),
    }),
  ).answers<Rated>(),
  "describe-feeling": command(
    "ui",
    z.strictObject({
      id: Id,
      detail: z.extend(FeelingDetail, {
        success: z.optional(z.nullable(z.enum(SUCCESSES))),
        effort: z.optional(z.nullable(z.enum(EFFORTS))),
      }),
    }),
  ).answers<Undoable>(),
  "remove-feeling": command("ui", z.strictObject({ id: Id })).answers<Undoable>(),
} as const;
