// The windows' side of messages: one command, one answer. Knows no schema; the background checks payloads.
import { type ErrorCode, Refusal } from "../../core/commands/errors.ts";
import type { Answer, CommandName, Payload } from "../../core/commands/index.ts";
import { browser } from "../browser/browser.ts";

/** Every message gets one of the two. */
export type Reply<T> = { value: T } | { error: { code: ErrorCode; message: string } };

const TRIES = 5;
const PAUSE_MILLISECONDS = 120;

/** Sends a command to the background. Throws a Refusal. */
export async function send<N extends CommandName>(name: N, payload: Payload<N>): Promise<Answer<N>> {
  // Trusted: only this extension's background answers, and `Handlers` enforces the declared type.
  const reply = (await deliver({ command: name, payload })) as Reply<Answer<N>> | undefined;
  if (reply === undefined) throw new Refusal("unexpected", "no answer");
  if ("error" in reply) throw new Refusal(reply.error.code, reply.error.message);
  return reply.value;
}

/**
 * Retries a message that found no receiver, since it was not delivered. A message whose answer was lost may have had
 * its effect.
 */
async function deliver(message: unknown): Promise<unknown> {
  for (let left = TRIES; ; left--) {
    try {
      return await browser.runtime.sendMessage(message);
    } catch (error) {
      const nobody = /Receiving end does not exist|Could not establish connection/.test(String(error));
      if (!nobody || left === 0) throw new Refusal("unexpected", String(error));
      await new Promise((done) => setTimeout(done, PAUSE_MILLISECONDS));
    }
  }
}
