// The background's side of messages: checks each one against the table of commands and runs its handler. Always answers.
import { Refusal } from "../../core/commands/errors.ts";
import { type Answer, COMMANDS, type CommandName, isCommandName, type Payload } from "../../core/commands/index.ts";
import type { Sender } from "../../core/commands/sender.ts";
import { MAY_SEND, type OwnIdentity, senderClass } from "../../core/commands/senders.ts";
import { isCompanyId } from "../../core/companies/company.ts";
import { browser } from "../browser/browser.ts";
import type { Reply } from "./send.ts";

/** Passed to a handler with the payload. The class of the sender may send the command. */
export interface From {
  sender: Sender;
}

/** Handlers of some commands. Returning another type than the command declares is a type error. */
export type HandlersOf<N extends CommandName> = {
  [Name in N]: (payload: Payload<Name>, from: From) => Promise<Answer<Name>>;
};
export type Handlers = HandlersOf<CommandName>;

interface Answering {
  handlers: Handlers;
  own?: OwnIdentity;
  refusalOf?: (error: unknown) => Refusal | null;
}

const identity = (): OwnIdentity => ({ id: browser.runtime.id, root: browser.runtime.getURL("") });

/**
 * Checks name, sender and payload, and runs the handler. Never throws: an error becomes a reply. `refusalOf` returns
 * the refusal for an expected fault, or null.
 */
export async function answer(
  message: unknown,
  sender: Sender,
  { handlers, own = identity(), refusalOf = () => null }: Answering,
): Promise<Reply<unknown>> {
  try {
    // Every member of an object can be read as unknown.
    const { command: name, payload } = (typeof message === "object" && message !== null ? message : {}) as {
      command?: unknown;
      payload?: unknown;
    };
    if (!isCommandName(name)) throw new Refusal("bad-command", "unknown name");
    if (!MAY_SEND[senderClass(sender, own)].includes(COMMANDS[name].from)) throw new Refusal("not-allowed", name);
    const parsed = COMMANDS[name].payload.safeParse(payload);
    if (!parsed.success) throw new Refusal("bad-command", parsed.error.issues[0]?.path.join(".") ?? "payload");
    // No payload declares a `company` of another type.
    const { company } = parsed.data as { company?: string };
    if (company !== undefined && !isCompanyId(company)) throw new Refusal("not-a-company", company);
    // The name selects both handler and schema; the type checker cannot relate the two.
    const handler = handlers[name] as (payload: unknown, from: From) => Promise<unknown>;
    return { value: (await handler(parsed.data, { sender })) ?? null };
  } catch (error) {
    if (error instanceof Refusal) return { error: { code: error.code, message: error.message } };
    console.error(error);
    const refusal = refusalOf(error);
    if (refusal !== null) return { error: { code: refusal.code, message: refusal.message } };
    return { error: { code: "unexpected", message: String(error) } };
  }
}
