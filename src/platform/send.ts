// The windows' side of messages: one command, one answer. Knows no schema: the background checks.
import type { CommandName, Payload } from "../core/command.ts";
import { type ErrorCode, Refusal } from "../core/error.ts";
import { browser } from "./browser.ts";

export type Answer<T> = { value: T } | { error: { code: ErrorCode; message: string } };

/** Sends a command to the background. Throws a Refusal. */
export async function send<T, N extends CommandName = CommandName>(name: N, payload: Payload<N>): Promise<T> {
  const reply = (await browser.runtime.sendMessage({ command: name, payload })) as Answer<T> | undefined;
  if (reply === undefined) throw new Refusal("unexpected", "no answer");
  if ("error" in reply) throw new Refusal(reply.error.code, reply.error.message);
  return reply.value;
}
