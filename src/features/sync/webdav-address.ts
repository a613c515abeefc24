// Address of a WebDAV folder from the form's fields.
import type { WebDavSettings } from "../../core/sync/store-settings.ts";
import { type Blank, blanksOf, filledIn, PROVIDERS, type Provider } from "../../platform/remote/providers.ts";

/** Id of the entry for an own server, whose whole address the user types. */
export const OWN_SERVER = "own";

export interface WebDavFields extends Readonly<Record<Blank, string>> {
  /** Id of a provider. */
  provider: string;
  /** For an own server only. */
  address: string;
  password: string;
}

export const NO_FIELDS: WebDavFields = {
  provider: PROVIDERS[0]?.id ?? OWN_SERVER,
  user: "",
  host: "",
  drive: "",
  share: "",
  address: "",
  password: "",
};

/** Null for an own server. */
export const providerOf = ({ provider }: WebDavFields): Provider | null =>
  PROVIDERS.find(({ id }) => id === provider && id !== OWN_SERVER) ?? null;

export function addressOf(fields: WebDavFields): string {
  const provider = providerOf(fields);
  return provider === null ? fields.address.trim() : filledIn(provider.address, fields);
}

/** Page to make a password for apps; null if there is none, or if the user has not typed its server yet. */
export function passwordPageOf(fields: WebDavFields): string | null {
  const page = providerOf(fields)?.passwordPage ?? null;
  if (page === null || (page.includes("{host}") && fields.host.trim() === "")) return null;
  return filledIn(page, fields);
}

export const webDavSettings = (fields: WebDavFields): WebDavSettings => ({
  kind: "webdav",
  address: addressOf(fields),
  user: fields.user.trim(),
  password: fields.password,
});

/** True if every blank of the address is filled in. */
export function isComplete(fields: WebDavFields): boolean {
  const provider = providerOf(fields);
  if (provider === null) return fields.address.trim() !== "";
  return blanksOf(provider).every((blank) => fields[blank].trim() !== "");
}
