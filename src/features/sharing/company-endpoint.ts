// A company's addresses for deliveries.

import { isHostPermitted } from "../../platform/browser/permissions.ts";
import type { StoredParticipation } from "../../record/local-tables.ts";
import { endpointUrl } from "../../signal/endpoint.ts";
import type { ENDPOINTS } from "../../signal/participation-schema.ts";
import { urlOf } from "../../signal/web-address.ts";

export type EndpointName = Exclude<(typeof ENDPOINTS)[number], "data">;

/**
 * An address in the company's file; null if the file has none, or does not claim to honour the part that it belongs to.
 */
export function endpointFor(stored: StoredParticipation | undefined, name: EndpointName): string | null {
  const { honours, endpoints } = stored?.participation ?? {};
  const reference = endpoints?.[name];
  if (stored === undefined || reference === undefined) return null;
  if ((name === "feelings" || name === "plans") && honours?.[name] !== true) return null;
  return endpointUrl(reference, { host: stored.id, origin: stored.origin });
}

/** Host of an endpoint that the browser does not permit yet; null if it permits it, or without an endpoint. */
export async function unpermittedHost(endpoint: string | null): Promise<string | null> {
  const host = urlOf(endpoint ?? "")?.hostname;
  return host === undefined || (await isHostPermitted(host)) ? null : host;
}
