// Table of all commands. A command is the only way for a window or a page to make the background read or write.
import type * as z from "zod/mini";
import { COMPANIES } from "./companies.ts";
import { FEELINGS } from "./feelings.ts";
import { FROM_COMPANY } from "./from-company.ts";
import { GPC } from "./gpc.ts";
import { LETTERS } from "./letters.ts";
import { MY_DATA } from "./my-data.ts";
import { NOTICE } from "./notice.ts";
import { PLANS } from "./plans.ts";
import { PREFERENCES } from "./preferences.ts";
import { QUESTIONS } from "./questions.ts";
import { REMINDERS } from "./reminders.ts";
import { SHARING } from "./sharing.ts";
import { SIGNAL } from "./signal.ts";
import { SYNC } from "./sync.ts";
import { TIMELINE } from "./timeline.ts";

export const COMMANDS = {
  ...COMPANIES,
  ...FEELINGS,
  ...TIMELINE,
  ...PREFERENCES,
  ...PLANS,
  ...LETTERS,
  ...GPC,
  ...NOTICE,
  ...QUESTIONS,
  ...REMINDERS,
  ...SHARING,
  ...FROM_COMPANY,
  ...MY_DATA,
  ...SIGNAL,
  ...SYNC,
} as const;

export type CommandName = keyof typeof COMMANDS;
export type Payload<N extends CommandName> = z.infer<(typeof COMMANDS)[N]["payload"]>;
export type Answer<N extends CommandName> = Exclude<(typeof COMMANDS)[N]["answer"], undefined>;

export const isCommandName = (name: unknown): name is CommandName =>
  typeof name === "string" && Object.hasOwn(COMMANDS, name);
