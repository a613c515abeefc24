// What a participation file asks for and says of its company. Shown to the user when it changes; it decides nothing.
import { displayText } from "./display-text.ts";
import type { Participation } from "./participation.ts";

const ENDPOINTS = ["preferences", "feelings", "answers", "plans", "data", "withdraw"] as const;

/** All that a company says of itself and asks for: shown to the user, deciding nothing. */
export interface Asked {
  kinds: readonly string[];
  channels: readonly string[];
  terms: readonly string[];
  treatment: boolean;
  plans: boolean;
  feelings: boolean;
  /** By the names that the user is shown. */
  products: readonly string[];
  name: readonly string[];
  sector: readonly string[];
  contact: readonly string[];
  endpoints: readonly string[];
  hosts: readonly string[];
}

/** What the file asks to read and claims, as the user is shown it. */
export function askedBy({ honours, products, company, endpoints, hosts, promise }: Participation): Asked {
  const { privacy, post } = company.contact ?? {};
  const urls = [...ENDPOINTS.map((name) => endpoints?.[name]), promise?.url];
  return {
    kinds: honours.kinds ?? [],
    channels: honours.channels ?? [],
    terms: honours.terms ?? [],
    treatment: honours.treatment === true,
    plans: honours.plans === true,
    feelings: honours.feelings === true,
    products: (products ?? []).map(({ id, label }) => label.en ?? Object.values(label)[0] ?? id),
    name: [displayText(company.name)],
    sector: company.sector === undefined ? [] : [company.sector],
    contact: [privacy, post].flatMap((text) => (text === undefined ? [] : displayText(text, 200))),
    endpoints: urls.flatMap((url) => (url === undefined ? [] : displayText(url, 120))),
    hosts,
  };
}

/** What a company says of itself, beside what it asks for. */
export const CLAIMS = ["name", "sector", "contact", "endpoints", "hosts"] as const;

export interface AskedChange {
  member: keyof Asked;
  added: readonly string[];
  removed: readonly string[];
}

/**
 * What a company asks for or claims now and did not before, member by member. Empty when nothing changed; a member that an
 * earlier version did not note is no change.
 */
export function askedChanges(before: Partial<Asked>, now: Asked): AskedChange[] {
  const listed = (value: readonly string[] | boolean) => (typeof value === "boolean" ? (value ? ["yes"] : []) : value);
  return (Object.keys(now) as (keyof Asked)[]).flatMap((member) => {
    const held = before[member];
    const [old, fresh] = [listed(held ?? now[member]), listed(now[member])];
    const added = fresh.filter((word) => !old.includes(word));
    const removed = old.filter((word) => !fresh.includes(word));
    return added.length + removed.length === 0 ? [] : [{ member, added, removed }];
  });
}
