// The part of the record that decides what companies read, and its moment: a number that changes with every write to
// it. A decision that was made at one moment is stored only if the moment is still the same.
import type { TableName } from "../core/record/tables.ts";
import type { RowChange } from "./write-hooks.ts";

/** The tables that a company's view is computed from. */
const DECIDING: readonly TableName[] = ["companies", "rules", "layers", "plans", "grants", "profiles"];

export const isDeciding = (table: string): boolean => DECIDING.some((name) => name === table);

/** In memory, since only the background writes. Begins anew with each start, as every decision does. */
let moment = 0;

/** Read it before anything that the decision depends on. */
export const decidingMoment = (): number => moment;

/** Ends the decisions that were made until now. */
export const endMoment = (): void => {
  moment++;
};

/** Call it within the transaction that stores these changes. */
export function noteChanges(touched: readonly RowChange[]): void {
  if (touched.some(({ table }) => isDeciding(table))) endMoment();
}
