// Parts that an Allow grants by default.
import type { Part } from "../../signal/vocabulary.ts";

/** Support can reveal health: never granted by default. */
export const DEFAULT_PARTS: Readonly<Record<Part, boolean>> = Object.freeze({
  contact: true,
  treatment: true,
  support: false,
  terms: true,
  plans: false,
  feelings: false,
});
