// One question, one answer between our own pages, content scripts and the background. Always answers, also when it throws.

import { Refusal } from "../../core/commands/errors.ts";
import { COMMANDS, type CommandName, isCommandName, type Payload } from "../../core/commands/index.ts";
import { MAY_SEND, type OwnIdentity, type Sender, senderClass } from "../../core/commands/senders.ts";
import { isCompanyId } from "../../core/record/row.ts";
import { browser } from "../browser/browser.ts";
import type { Answer } from "./send.ts";

/** What a handler is told of a sender that was let through. */
export interface From {
  sender: Sender;
}

/**
 * Type of an answer. Windows treat null as a failure, so commands of the interface never answer null; pages may get
 * null.
 */
type AnswerTo<N extends CommandName> = (typeof COMMANDS)[N]["from"] extends "ui" ? NonNullable<unknown> : unknown;

export type Handlers = { [N in CommandName]: (payload: Payload<N>, from: From) => Promise<AnswerTo<N>> };

interface Answering {
  own?: OwnIdentity;
  refusalOf?: (error: unknown) => Refusal | null;
}

const identity = (): OwnIdentity => ({ id: browser.runtime.id, root: browser.runtime.getURL("") });

/**
 * Checks name, sender and payload, runs the handler, and turns whatever happens into an answer. `refusalOf` returns the
 * refusal that stands for an expected fault, or null.
 */
export async function answer(
  message: unknown,
  sender: Sender,
  handlers: Handlers,
  { own = identity(), refusalOf = () => null }: Answering = {},
): Promise<Answer<unknown>> {
  try {
    const { command: name, payload } = (typeof message === "object" && message !== null ? message : {}) as {
      command?: unknown;
      payload?: unknown;
    };
    if (!isCommandName(name)) throw new Refusal("bad-command", "unknown name");
    if (!MAY_SEND[senderClass(sender, own)].includes(COMMANDS[name].from)) throw new Refusal("not-allowed", name);
    const parsed = COMMANDS[name].payload.safeParse(payload);
    if (!parsed.success) throw new Refusal("bad-command", parsed.error.issues[0]?.path.join(".") ?? "payload");
    const { company } = parsed.data as { company?: string };
    if (company !== undefined && !isCompanyId(company)) throw new Refusal("not-a-company", company);
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
