// A refusal in the user's words: what happened, what was not lost, and what to do.
import { Refusal } from "../core/error.ts";
import { t, word } from "./messages.ts";
import { complain } from "./toast.tsx";

export function refusalText(error: unknown): string {
  const code = error instanceof Refusal ? error.code : "unexpected";
  const sentence = word("error", code);
  return code === "import-invalid" && error instanceof Refusal
    ? t("error_with_detail", { sentence, detail: error.detail })
    : sentence;
}

/**
 * Runs something a person asked for; a failure is said, never swallowed. Null is a failure and nothing else: no work that
 * succeeds with null or nothing can be attempted.
 */
export async function attempt<T extends NonNullable<unknown>>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    console.warn(error);
    complain(refusalText(error));
    return null;
  }
}
