// A company's answer to a delivery: docs/SIGNAL.md, "Deliveries". The company's text is shown as text, never obeyed.
import { calendarDate, deleteUndefined, Invalid, record, text } from "./checks.ts";
import { COMPANY_LIMITS, parseJson } from "./safe-json.ts";

export const REPLY_MOST = 280;

/** Something that the company promises to do by a day. */
export interface CompanyPromise {
  what: string;
  /** YYYY-MM-DD. */
  by: string;
}

export interface DeliveryAnswer {
  /** The company's own reference. */
  receipt?: string | undefined;
  reply?: string | undefined;
  promise?: CompanyPromise | undefined;
  /** Reason for a refusal. */
  reason?: string | undefined;
}

/**
 * Reads the body of an answer. `{}` for an invalid body, which does not change the meaning of the status. Never throws.
 */
export function readDeliveryAnswer(bytes: Uint8Array): DeliveryAnswer {
  const parsed = parseJson(new TextDecoder().decode(bytes), COMPANY_LIMITS);
  if (!parsed.ok) return {};
  try {
    const { receipt, reply, promise, reason } = record(parsed.value, "answer");
    return deleteUndefined({
      receipt: said(receipt, "receipt", 200),
      reply: said(reply, "reply", REPLY_MOST),
      promise: promise === undefined ? undefined : readPromise(promise),
      reason: said(reason, "reason", 200),
    });
  } catch (error) {
    if (error instanceof Invalid) return {};
    throw error;
  }
}

const said = (value: unknown, name: string, most: number): string | undefined =>
  value === undefined ? undefined : text(value, name, most);

function readPromise(value: unknown): CompanyPromise {
  const { what, by } = record(value, "promise");
  const day = calendarDate(by, "by");
  if (day.length !== 10) throw new Invalid('"by" is not a day', "by");
  return { what: text(what, "what", REPLY_MOST), by: day };
}
