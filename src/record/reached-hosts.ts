// The hosts of a company that the browser may permit because of one grant. Their permissions end with the grant.
import type { Grant } from "../core/sharing/grant.ts";
import { endpointUrl } from "../signal/endpoint.ts";
import { urlOf } from "../signal/web-address.ts";
import { readFileOf } from "./company-file.ts";
import { readDeliveries } from "./read-record.ts";

/** The hosts of a grant, and those to which the user permitted a delivery. */
export async function readKeptHosts({ id, hosts }: Grant): Promise<string[]> {
  const deliveries = await readDeliveries("company", id);
  return [...new Set([...hosts, ...deliveries.flatMap(({ endpoint }) => urlOf(endpoint)?.hostname ?? [])])];
}

/** These hosts, and those that the user may have permitted for one request to an address in the company's file. */
export async function readReachedHosts(grant: Grant): Promise<string[]> {
  const [kept, stored] = await Promise.all([readKeptHosts(grant), readFileOf(grant.hosts)]);
  if (stored === undefined) return kept;
  const { endpoints, promise } = stored.participation;
  const served = { host: stored.id, origin: stored.origin };
  const asked = [endpoints?.data, promise?.url].flatMap((reference) =>
    reference === undefined ? [] : (urlOf(endpointUrl(reference, served) ?? "")?.hostname ?? []),
  );
  return [...new Set([...kept, ...asked])];
}
