// My permission for one company to read its view. Dead grants stay as rows: they are the record that it ended.
import * as z from "zod/mini";
import { PARTS } from "./signal/vocabulary.ts";

export interface GrantedTo {
  id: string;
  /** The domains that are counted to it. */
  others?: readonly string[];
  sector?: string | undefined;
}

export const GrantParts = z.record(z.enum(PARTS), z.boolean());

export const Grant = z.looseObject({
  /** The company's id: one grant a company. */
  id: z.string(),
  /** Exact hosts, without ports. */
  hosts: z.array(z.string()),
  parts: GrantParts,
  since: z.string(),
  until: z.optional(z.string()),
  revokedAt: z.optional(z.string()),
  paused: z.optional(z.boolean()),
  /** Made because the user allows every company that takes part; the first edit by hand leaves it so. */
  automatic: z.optional(z.boolean()),
});
export type Grant = z.infer<typeof Grant>;

export type GrantState = "none" | "live" | "paused" | "expired" | "revoked";

/** `at` is an ISO instant in UTC. */
export function grantState(grant: Grant | undefined, at: string): GrantState {
  if (grant === undefined) return "none";
  if (grant.revokedAt !== undefined) return "revoked";
  if (grant.until !== undefined && grant.until <= at) return "expired";
  return grant.paused === true ? "paused" : "live";
}

export const isLive = (grant: Grant | undefined, at: string): grant is Grant => grantState(grant, at) === "live";
