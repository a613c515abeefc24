// Interventions: the moments at which the user told a company something, that is when a message reached the company, or
// when it could first read one.
import type { TimelineEvent } from "../record/tables.ts";
import type { Delivery } from "../sharing/delivery.ts";

/**
 * Way in which a timeline entry tells the company: a permission, a delivery, or an act of the user's own (letter,
 * call).
 */
export type InterventionKind = "nothing" | "permission" | "delivery" | "own-hand";

export function interventionKind({ type, detail }: TimelineEvent): InterventionKind {
  if (type !== "told" || "revoked" in detail) return "nothing";
  if ("shared" in detail) return "delivery";
  // The record has a letter once the user has sent it, and a call or a talk once the user has noted it.
  return "granted" in detail ? "permission" : "own-hand";
}

/** True if the delivery arrived. A delivery that waits, was withdrawn or was refused is no intervention. */
export const hasArrived = (delivery: Delivery | null): boolean => delivery?.state === "accepted";

export interface Intervention {
  company: string;
  /** ISO instant. */
  at: string;
}

/** The first intervention of each company. Leaves out those without a readable instant, and those later than `now`. */
export function firstInterventions(all: readonly Intervention[], now?: string): Intervention[] {
  const first = new Map<string, Intervention>();
  const until = now === undefined ? Number.POSITIVE_INFINITY : Date.parse(now);
  for (const one of all) {
    const instant = Date.parse(one.at);
    const known = first.get(one.company);
    if (instant <= until && (known === undefined || instant < Date.parse(known.at))) first.set(one.company, one);
  }
  return [...first.values()];
}
