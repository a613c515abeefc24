// Amounts as people type them in English and German: 1500, 1,500.00 and 1.500,00 alike.

const PLAIN = /^\d+(?:[.,](\d{1,2}))?$/;
/** Groups of three digits after one kind of separator, which then cannot be the decimal separator too. */
const GROUPED = /^[1-9]\d{0,2}([.,'])\d{3}(?:\1\d{3})*(?:(?!\1)[.,](\d{1,2}))?$/;

/**
 * Amounts have at most two decimals, so a point or comma before three digits separates a group. Null for text that is
 * no amount, that is ambiguous (`1,500.000`, `0,500`, `12 50`), or whose amount is too large to be exact.
 */
export function amountOf(text: string): number | null {
  const typed = text.trim().replaceAll(/[\s’]/g, "'");
  const decimals = PLAIN.exec(typed)?.[1] ?? GROUPED.exec(typed)?.[2] ?? "";
  if (!PLAIN.test(typed) && !GROUPED.test(typed)) return null;
  const whole = (decimals === "" ? typed : typed.slice(0, -decimals.length)).replaceAll(/[.,']/g, "");
  const amount = Number(`${whole}.${decimals}`);
  return Number.isSafeInteger(Math.trunc(amount)) ? amount : null;
}

/** Text for editing an amount, which `amountOf` reads again. Rounds to two decimals. */
export const amountText = (amount: number): string => String(Math.round(amount * 100) / 100);
