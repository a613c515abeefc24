// Order of a handler and the reconciliation of this start, since a killed background may have left work unfinished.
import type { Sender } from "../../core/commands/sender.ts";
import { refuseWhenLost } from "../../features/my-data/recover-record.ts";
import { syncIfStale } from "../../features/sync/schedule-sync.ts";
import type { From } from "../../platform/messages/messages.ts";
import { ready } from "../reconcile.ts";

type Handler<P, R> = (payload: P, sender: Sender) => Promise<R>;
type Ordered<P, R> = (payload: P, from: From) => Promise<R>;

/** Runs even if the record is lost. */
export const always =
  <P, R>(handler: Handler<P, R>): Ordered<P, R> =>
  (payload, { sender }) =>
    handler(payload, sender);

/** Refuses while the record is lost. */
export const sound = <P, R>(handler: Handler<P, R>): Ordered<P, R> =>
  always(async (payload, sender) => {
    await refuseWhenLost();
    return handler(payload, sender);
  });

/** For windows: starts the reconciliation, and answers without waiting for it. */
export const ours = <P, R>(handler: Handler<P, R>): Ordered<P, R> => {
  const answered = sound(handler);
  return (payload, from) => {
    void ready();
    syncIfStale();
    return answered(payload, from);
  };
};

/** For commands that read or change the signal: runs after the reconciliation. */
export const reconciled = <P, R>(handler: Handler<P, R>): Ordered<P, R> =>
  sound(async (payload, sender) => {
    await ready();
    return handler(payload, sender);
  });

/** Awaits `effect`, which gets the answer, before returning it. */
export const followed =
  <P, R>(handler: Handler<P, R>, effect: (answer: R) => Promise<unknown>): Handler<P, R> =>
  async (payload, sender) => {
    const answer = await handler(payload, sender);
    await effect(answer);
    return answer;
  };
