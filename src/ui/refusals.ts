// Text of a refusal: the failure, its effect on the data, and the next step.
import { Refusal } from "../core/commands/errors.ts";
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
 * Awaits work that the user asked for, and shows a failure instead of swallowing it. Null always means failure, so work
 * that succeeds with null or nothing cannot be attempted.
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
