// Commands about noticing sites that take part, and allowing them automatically.
import * as z from "zod/mini";
import { command, type Undoable } from "./declare.ts";

export const NOTICE = {
  "edit-notice": command("ui", z.strictObject({ notice: z.boolean(), autoGrant: z.boolean() })).answers<Undoable>(),
  /**
   * From any page's top-level document while the user wants to notice sites. `used`: a person has spent some seconds on
   * the page and pressed something. Answers true if a longer visit may be allowed automatically.
   */
  "notice-site": command("site", z.strictObject({ used: z.optional(z.boolean()) })).answers<boolean>(),
} as const;
