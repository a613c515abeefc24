// Tellings: a company counts as told once a message reached it, or once it could read one.

import type { TimelineEvent } from "../record/tables.ts";
import type { Delivery } from "../sharing/delivery.ts";

/** How an entry of the timeline tells: by a permission, by something that is sent for the user, or by the user's own hand. */
export type InterventionKind = "nothing" | "permission" | "delivery" | "own-hand";

export function interventionKind({ type, detail }: TimelineEvent): InterventionKind {
  if (type !== "told" || "revoked" in detail) return "nothing";
  if ("shared" in detail) return "delivery";
  // The record holds a letter once the user has sent it, and a call or a talk once the user has noted it.
  return "granted" in detail ? "permission" : "own-hand";
}

/** True if the delivery arrived. One that waits, was withdrawn or was refused told nothing. */
export const hasArrived = (delivery: Delivery | null): boolean => delivery?.state === "accepted";

export interface Intervention {
  company: string;
  /** ISO instant. */
  at: string;
}

/** The first telling of each company, by instant. Leaves out tellings without a readable instant, and future ones. */
export function firstInterventions(told: readonly Intervention[], now?: string): Intervention[] {
  const first = new Map<string, Intervention>();
  const until = now === undefined ? Number.POSITIVE_INFINITY : Date.parse(now);
  for (const one of told) {
    const instant = Date.parse(one.at);
    const known = first.get(one.company);
    if (instant <= until && (known === undefined || instant < Date.parse(known.at))) first.set(one.company, one);
  }
  return [...first.values()];
}
