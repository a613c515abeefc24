// Commands about reminders to rate a visit.
import * as z from "zod/mini";
import { SECTORS } from "../../signal/sectors.ts";
import { command } from "./declare.ts";
import { Nothing } from "./payload-parts.ts";

export interface ReminderView {
  /** The reminder that can be answered now. */
  due: { company: string; name: string } | null;
  /** True once: this window offers to turn reminders on. */
  offer: boolean;
}

export const REMINDERS = {
  "look-at-reminder": command("ui", Nothing).answers<ReminderView>(),
  /** Changes only the members in the payload. */
  "edit-reminders": command(
    "ui",
    z.strictObject({ on: z.optional(z.boolean()), sectors: z.optional(z.partialRecord(z.enum(SECTORS), z.boolean())) }),
  ).answers<{ on: boolean }>(),
  "forget-reminders": command("ui", Nothing).answers<object>(),
} as const;
