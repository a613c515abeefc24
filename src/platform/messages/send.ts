// The windows' side of messages: one command, one answer. Knows no schema: the background checks.

import { type ErrorCode, Refusal } from "../../core/commands/errors.ts";
import type { CommandName, Payload } from "../../core/commands/index.ts";
import { browser } from "../browser/browser.ts";

export type Answer<T> = { value: T } | { error: { code: ErrorCode; message: string } };

const TRIES = 5;
const PAUSE_MILLISECONDS = 120;

/** Sends a command to the background. Throws a Refusal. */
export async function send<T = object, N extends CommandName = CommandName>(name: N, payload: Payload<N>): Promise<T> {
  const reply = (await deliver({ command: name, payload })) as Answer<T> | undefined;
  if (reply === undefined) throw new Refusal("unexpected", "no answer");
  if ("error" in reply) throw new Refusal(reply.error.code, reply.error.message);
  return reply.value;
}

/** A message that found nobody was not delivered, so trying again is safe; one that was lost on the way back is not. */
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
