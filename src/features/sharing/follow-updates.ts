// Turns a company's updates on or off. This device sends them, under the name that the user saw.
import { Refusal } from "../../core/commands/errors.ts";
import type { Payload } from "../../core/commands/index.ts";
import { entityOf } from "../../core/record/tables.ts";
import { cancelling } from "../../core/sharing/delivery-state.ts";
import { isLive } from "../../core/sharing/grant.ts";
import { instantNow } from "../../platform/clock.ts";
import { readCompanyFile } from "../../record/company-file.ts";
import { readHandle } from "../../record/company-handle.ts";
import { isHeld } from "../../record/held-grants.ts";
import { readDeliveries } from "../../record/read-record.ts";
import { write } from "../../record/write.ts";
import { endpointFor } from "./company-endpoint.ts";
import { followsRow, isUpdate } from "./owe-updates.ts";

/** `handle`: the name that the user saw. Throws `share-changed` if the company has given another since. */
export async function followUpdates({
  company,
  on,
  handle,
}: Payload<"follow-updates">): Promise<{ batch: string | null }> {
  if (!on) {
    const { batch } = await write(async (tables) => {
      const owed = (await readDeliveries("company", company, tables)).filter(isUpdate);
      return [{ table: "grants", id: company, fields: { updatesAs: null }, there: true }, ...cancelling(owed)];
    });
    return { batch };
  }
  const [stored, known, held] = await Promise.all([readCompanyFile(company), readHandle(company), isHeld(company)]);
  const to = endpointFor(stored, "preferences");
  if (to === null || held) throw new Refusal("not-granted", company);
  if (handle === undefined || known !== handle) throw new Refusal("share-changed", "handle");
  const { batch } = await write(async (tables) => {
    const grant = entityOf("grants", await tables.grants.get(company)) ?? undefined;
    if (!isLive(grant, instantNow()) || grant.automatic === true) throw new Refusal("not-granted", company);
    return {
      edits: [{ table: "grants", id: company, fields: { updatesAs: handle } }],
      meta: [followsRow(company, to)],
    };
  });
  return { batch };
}
