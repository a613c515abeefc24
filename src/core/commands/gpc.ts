// Commands about Global Privacy Control and the permission for every site that it needs.
import * as z from "zod/mini";
import type { GpcStatement } from "../gpc/gpc.ts";
import { command, type Undoable } from "./declare.ts";
import { Nothing, TabId } from "./payload-parts.ts";

/** A site's own statement about Global Privacy Control. */
export type GpcView = GpcStatement | { says: "none" | "unreachable" };

export interface GivenBack {
  /** Hosts of grants that now wait for the browser's permission; null if a setting still needs every site. */
  hosts: string[] | null;
}

export const GPC = {
  "look-at-gpc": command("ui", z.strictObject({ tab: TabId })).answers<GpcView>(),
  "edit-gpc": command("ui", z.strictObject({ on: z.boolean() })).answers<Undoable>(),
  "give-back-every-site": command("ui", Nothing).answers<GivenBack>(),
} as const;
