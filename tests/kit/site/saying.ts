// Documents for the stories about decide().
import type { Contact, DocumentRule, PreferencesDocument, TimeWindow } from "../../../src/kit/site/index.ts";

export const MON_FRI = ["mo", "tu", "we", "th", "fr"] as const;
export const EVERY_DAY = [...MON_FRI, "sa", "su"] as const;
export const NIGHT: TimeWindow = { days: [...EVERY_DAY], from: "21:00", to: "08:00" };

export function saying(rules: DocumentRule[], rest: Partial<Contact> = {}): PreferencesDocument {
  const contact = { rules, quiet: [], timeZone: "Europe/London", ...rest };
  return {
    cmr: "0.1",
    issued: "2026-01-01T00:00:00Z",
    expires: "2028-01-01T00:00:00Z",
    contact,
    purposes: ["service"],
  };
}
