// Work of the set-up that the user asked for. A failure becomes a sentence with a next step.
import { RemoteFault } from "../../core/sync/remote-store.ts";
import { t } from "../../ui/messages.ts";
import { attempt } from "../../ui/refusals.ts";
import { complain } from "../../ui/toast.tsx";
import { PROBLEMS } from "./sync-problem.ts";

/** Null after a failure. Logs no detail of the storage. */
export async function attemptSync<T extends NonNullable<unknown>>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof RemoteFault)) return attempt(Promise.reject(error));
    const { text, next } = PROBLEMS[error.code];
    complain([t(text), t(next)].join(" "));
    return null;
  }
}
