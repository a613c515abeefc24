// Sentence about permissions that arrived paused, from a file or a copy.
import { list } from "../../ui/formats.ts";
import { plural } from "../../ui/messages.ts";

const MAX_NAMED_COMPANIES = 5;

/** One line; none if there are no companies. */
export function pausedText(companies: readonly string[]): string[] {
  if (companies.length === 0) return [];
  const named = companies.slice(0, MAX_NAMED_COMPANIES);
  const more = companies.length > MAX_NAMED_COMPANIES ? ["…"] : [];
  return [plural("import_paused", companies.length, { companies: list([...named, ...more]) })];
}
