// What Allow gives unless the user says otherwise.
import type { Part } from "../../signal/vocabulary.ts";

/** Support can reveal health: never part of a share-all. */
export const DEFAULT_PARTS: Readonly<Record<Part, boolean>> = Object.freeze({
  contact: true,
  treatment: true,
  support: false,
  terms: true,
  plans: false,
  feelings: false,
});
