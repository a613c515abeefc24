// Commands from the page of a granted company: reading its preferences, and acknowledging them.
import * as z from "zod/mini";
import type { PreferencesDocument } from "../../signal/document.ts";
import { PARTS } from "../../signal/vocabulary.ts";
import { ReceivedAcknowledgement } from "../sharing/receipt.ts";
import { command } from "./declare.ts";

export const SIGNAL = {
  "request-preferences": command(
    "site",
    z.strictObject({
      id: z.string().check(z.maxLength(100)),
      parts: z.optional(z.array(z.enum(PARTS)).check(z.maxLength(10))),
    }),
  ).answers<PreferencesDocument>(),
  "acknowledge-preferences": command("site", ReceivedAcknowledgement).answers<null>(),
} as const;
