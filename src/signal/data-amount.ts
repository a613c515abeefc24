// Amounts in a company's data file: an Offer, a PriceSpecification or a MonetaryAmount of schema.org, with its currency.
import { Invalid, record } from "./checks.ts";

export interface DataAmount {
  value: number;
  /** Three capital letters (ISO 4217). */
  currency: string;
}

const MOST = 1e12;
const DECIMAL = /^(?:0|[1-9]\d{0,11})(?:\.\d{1,4})?$/;

/** Undefined for a missing amount. Throws Invalid for one without a currency, a negative one and a range. */
export function amountIn(value: unknown): DataAmount | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "object") throw invalid();
  const { price, priceCurrency, value: worth, currency } = record(value, "amount");
  const [said, unit] = price === undefined ? [worth, currency] : [price, priceCurrency];
  if (typeof unit !== "string" || !/^[A-Z]{3}$/.test(unit)) throw invalid();
  return { value: numberIn(said), currency: unit };
}

/** A number, or its text with a point. */
function numberIn(value: unknown): number {
  const number = typeof value === "string" && DECIMAL.test(value) ? Number(value) : value;
  if (typeof number !== "number" || !(number >= 0 && number <= MOST)) throw invalid();
  return number;
}

const invalid = (): Invalid => new Invalid("an amount is no amount with a currency", "amount");
