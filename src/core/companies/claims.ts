// The requests and claims of a participation file. The user sees them when they change; no decision depends on them.
import { displayText } from "../../signal/display-text.ts";
import type { Participation } from "../../signal/participation-schema.ts";
import { keysOf } from "../../signal/plain-objects.ts";

const ENDPOINTS = ["preferences", "feelings", "answers", "plans", "data", "withdraw"] as const;

/** A company's requests and claims, shown to the user. No decision depends on them. */
export interface Claims {
  kinds: readonly string[];
  channels: readonly string[];
  terms: readonly string[];
  treatment: boolean;
  plans: boolean;
  feelings: boolean;
  /** Product names as the user sees them. */
  products: readonly string[];
  name: readonly string[];
  sector: readonly string[];
  contact: readonly string[];
  endpoints: readonly string[];
  hosts: readonly string[];
}

/** Extracts the requests and claims of a participation file, as the user sees them. */
export function claimsOf({ honours, products, company, endpoints, hosts, promise }: Participation): Claims {
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

/** The members of `Claims` that are claims; all others are requests. */
export const CLAIMS = ["name", "sector", "contact", "endpoints", "hosts"] as const;

export interface ClaimChange {
  member: keyof Claims;
  added: readonly string[];
  removed: readonly string[];
}

/**
 * Compares requests and claims member by member. Empty if nothing changed. A member that `before` lacks was not stored
 * by an earlier version, and is no change.
 */
export function claimChanges(before: Partial<Claims>, now: Claims): ClaimChange[] {
  const listed = (value: readonly string[] | boolean) => (typeof value === "boolean" ? (value ? ["yes"] : []) : value);
  return keysOf(now).flatMap((member) => {
    const held = before[member];
    const [old, fresh] = [listed(held ?? now[member]), listed(now[member])];
    const added = fresh.filter((word) => !old.includes(word));
    const removed = old.filter((word) => !fresh.includes(word));
    return added.length + removed.length === 0 ? [] : [{ member, added, removed }];
  });
}
