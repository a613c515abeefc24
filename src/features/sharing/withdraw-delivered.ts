// Asks a company to delete a text that it has, by an owed delivery to its endpoint `withdraw`, under a key of its own.
// Also possible after the permission has ended, because the request contains only the keys of texts that the company
// has.
import { Refusal } from "../../core/commands/errors.ts";
import type { Payload } from "../../core/commands/index.ts";
import { entityOf } from "../../core/record/tables.ts";
import { type Delivery, KEY_CHARACTERS } from "../../core/sharing/delivery.ts";
import { mayHaveArrived } from "../../core/sharing/delivery-state.ts";
import { clock, sha256 } from "../../platform/clock.ts";
import { readCompanyFile } from "../../record/company-file.ts";
import { database } from "../../record/database.ts";
import type { Meta } from "../../record/local-tables.ts";
import { readDeliveries } from "../../record/read-record.ts";
import type { RecordReader } from "../../record/record-reader.ts";
import { type Edit, write } from "../../record/write.ts";
import { encodeWithdrawal } from "../../signal/shared-texts.ts";
import { urlOf } from "../../signal/web-address.ts";
import { endpointFor } from "./company-endpoint.ts";
import { versionsOf, withdrawalOf } from "./delivery-versions.ts";
import { readDelivery } from "./may-deliver.ts";
import { owing } from "./owe-delivery.ts";

/** A new key for each text to delete, with the hash of the text that asks for it. */
type NewKeys = ReadonlyMap<string, { key: string; payloadHash: string }>;

/**
 * Throws `not-found` if the company does not have the text, and `not-granted` if its file has no address for this.
 * Returns the keys of the new deliveries; none if everything was requested before.
 */
export async function withdrawDelivered({ id }: Payload<"withdraw-delivered">): Promise<{ deliveries: string[] }> {
  const delivery = await readDelivery(id);
  if (delivery === null || !mayHaveArrived(delivery)) throw new Refusal("not-found", id);
  const { company } = delivery;
  const endpoint = endpointFor(await readCompanyFile(company), "withdraw");
  if (endpoint === null) throw new Refusal("not-granted", company);
  const keys = await newKeys(versionsOf(delivery, await readDeliveries("company", company)));
  let deliveries: string[] = [];
  await write(async (tables) => {
    const open = await stillToAsk(tables, delivery);
    const asked = open.flatMap((one) => {
      const made = keys.get(one.id);
      return made === undefined ? [] : [asking(one, endpoint, made)];
    });
    deliveries = open.flatMap((one) => keys.get(one.id)?.key ?? []);
    const edits: Edit[] = asked.flatMap((one) => one.edits);
    return { edits, meta: [...asked.flatMap((one) => one.meta), ...(await owedDrop(tables, company, endpoint))] };
  });
  return { deliveries };
}

const asking = (one: Delivery, endpoint: string, { key, payloadHash }: { key: string; payloadHash: string }) =>
  owing({
    key,
    kind: "withdraw",
    company: one.company,
    endpoint,
    body: encodeWithdrawal(one.id),
    payloadHash,
    // The company finds the text by the name under which it came.
    handle: one.handle ?? null,
    source: { withdraws: one.id },
  });

async function newKeys(versions: readonly Delivery[]): Promise<NewKeys> {
  const made = versions.map(async ({ id }) => {
    const key = clock.randomText(KEY_CHARACTERS);
    return [id, { key, payloadHash: await sha256(encodeWithdrawal(id)) }] as const;
  });
  return new Map(await Promise.all(made));
}

async function stillToAsk(tables: RecordReader, delivery: Delivery): Promise<Delivery[]> {
  const all = await readDeliveries("company", delivery.company, tables);
  const isAsked = (one: Delivery): boolean => {
    const withdrawal = withdrawalOf(one, all);
    return withdrawal !== null && withdrawal.state !== "refused";
  };
  return versionsOf(delivery, all).filter((one) => !isAsked(one));
}

/** After a revocation the browser's permission for the address is to be returned, once the company has answered. */
async function owedDrop(tables: RecordReader, company: string, endpoint: string): Promise<Meta[]> {
  const grant = entityOf("grants", await tables.grants.get(company)) ?? undefined;
  if (grant !== undefined && grant.revokedAt === undefined) return [];
  const owed = await database.meta.get(`drop:${company}`);
  const hosts = owed !== undefined && "drop" in owed ? owed.drop : [];
  return [{ key: `drop:${company}`, drop: [...new Set([...hosts, urlOf(endpoint)?.hostname ?? ""])] }];
}
