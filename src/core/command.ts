// Every name the background answers to: its payload and who may send it. The only way anything asks for a write.
import * as z from "zod/mini";
import { FeelingDetail } from "./entities.ts";
import { EFFORTS, SUCCESSES, VALUES } from "./feeling.ts";
import { GrantParts } from "./grant.ts";
import { Audience, Plan } from "./plan.ts";
import { ContactRule, DataTerms, LayerFields, LayerId, SECTORS, Treatment } from "./preference.ts";
import { Acknowledgement } from "./receipt.ts";
import { PARTS } from "./signal/vocabulary.ts";

export { Audience, DataTerms, Plan, Treatment };

/** `ui`: our own top-level pages. `site`: the content script of a granted company's top-level document. */
export type CommandSource = "ui" | "site";

const Company = z.string().check(z.regex(/^[a-z0-9.-]{1,253}$/));
const Id = z.string().check(z.minLength(1), z.maxLength(300));
const TabId = z.int();
const Nothing = z.strictObject({});

const command = <S extends z.ZodMiniType>(from: CommandSource, payload: S) => ({ from, payload });

export const COMMANDS = {
  // reading
  "look-at-tab": command("ui", z.strictObject({ tab: TabId, check: z.optional(z.boolean()) })),
  "preview-company": command("ui", z.strictObject({ company: Company, host: z.string(), parts: GrantParts })),
  "look-at-gpc": command("ui", z.strictObject({ tab: TabId })),
  "export-record": command("ui", Nothing),
  "record-health": command("ui", Nothing),
  // feelings
  "rate-visit": command(
    "ui",
    z.strictObject({ company: Company, value: z.literal([...VALUES]), another: z.optional(z.boolean()) }),
  ),
  "describe-feeling": command(
    "ui",
    z.strictObject({
      id: Id,
      detail: z.extend(FeelingDetail, {
        success: z.optional(z.nullable(z.enum(SUCCESSES))),
        effort: z.optional(z.nullable(z.enum(EFFORTS))),
      }),
    }),
  ),
  "remove-feeling": command("ui", z.strictObject({ id: Id })),
  // preferences
  "edit-preference": command("ui", z.strictObject({ layer: LayerId, id: z.optional(Id), rule: ContactRule })),
  "remove-preference": command("ui", z.strictObject({ id: Id })),
  "edit-layer": command("ui", z.strictObject({ layer: LayerId, fields: LayerFields })),
  "edit-profile": command("ui", z.strictObject({ timeZone: z.string().check(z.maxLength(64)) })),
  "edit-company": command(
    "ui",
    z.strictObject({
      company: Company,
      name: z.optional(z.string().check(z.minLength(1), z.maxLength(120))),
      sector: z.optional(z.nullable(z.enum(SECTORS))),
      muted: z.optional(z.boolean()),
      gpcOff: z.optional(z.boolean()),
    }),
  ),
  "edit-gpc": command("ui", z.strictObject({ on: z.boolean() })),
  // sharing
  "allow-company": command("ui", z.strictObject({ company: Company, host: z.string(), parts: GrantParts })),
  "refuse-company": command("ui", z.strictObject({ company: Company })),
  "edit-grant": command(
    "ui",
    z.strictObject({ company: Company, parts: z.optional(GrantParts), paused: z.optional(z.boolean()) }),
  ),
  "revoke-company": command("ui", z.strictObject({ company: Company })),
  // the record
  undo: command("ui", z.strictObject({ batch: Id })),
  "import-record": command("ui", z.strictObject({ text: z.string() })),
  "restore-record": command("ui", z.strictObject({ from: z.enum(["snapshot", "nothing"]) })),
  "erase-everything": command("ui", Nothing),
  // from a granted page
  "request-preferences": command(
    "site",
    z.strictObject({
      id: z.string().check(z.maxLength(100)),
      parts: z.optional(z.array(z.enum(PARTS)).check(z.maxLength(10))),
    }),
  ),
  "acknowledge-preferences": command("site", Acknowledgement),
} as const;

export type CommandName = keyof typeof COMMANDS;
export type Payload<N extends CommandName> = z.infer<(typeof COMMANDS)[N]["payload"]>;

export const isCommandName = (name: unknown): name is CommandName =>
  typeof name === "string" && Object.hasOwn(COMMANDS, name);
