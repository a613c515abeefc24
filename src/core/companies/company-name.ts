// The name shown for a company. The user's own name takes precedence; the name in a participation file is a claim.
import { displayText } from "../../signal/display-text.ts";
import { displayDomain } from "./domain-name.ts";

const MOST_CHARACTERS = 40;
/** Punctuation that marks a sentence. A point after up to three letters ("Dr. ") is an abbreviation. */
const SENTENCE = /(?:[!?:;]|\p{L}{4,}\.)\s|[!?]$/u;
const ADDRESS = /:\/\/|@|www\.|[\p{L}\d-]+\.\p{L}{2,}(?![\p{L}.])/iu;
const SCRIPTS = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u];

/**
 * A claimed name, made safe to show in the interface's sentences. Null for prose, an address, mixed look-alike scripts,
 * or a name that mentions this product.
 */
export function claimedName(text: string | undefined, company: string): string | null {
  const name = displayText(text ?? "");
  if (name === "" || [...name].length > MOST_CHARACTERS || SENTENCE.test(name) || /regards/i.test(name)) return null;
  if (SCRIPTS.filter((script) => script.test(name)).length > 1) return null;
  // A name that is the company's own address claims nothing.
  return ADDRESS.test(name) && !isDomain(name.toLowerCase(), company) ? null : name;
}

const isDomain = (name: string, company: string): boolean => name === company || name === displayDomain(company);

/**
 * Display name of a company: the user's own, else the claim in its participation file, else its domain. `own` is the stored
 * row's name, which is the domain until the user or an Allow sets another.
 */
export const companyName = (company: string, own: string | undefined, claimed?: string): string =>
  own !== undefined && !isDomain(own, company) ? own : (claimedName(claimed, company) ?? displayDomain(company));

/** The name with the company's domain, for places without a page's address. */
export const nameWithDomain = (company: string, name: string): string =>
  isDomain(name, company) ? displayDomain(company) : `${name} (${displayDomain(company)})`;
