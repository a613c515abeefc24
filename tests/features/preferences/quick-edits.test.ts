// Edits that a window sends one after the other, without waiting: arrow keys in a list, quick presses.
import { expect, test } from "vitest";
import { type Device, world } from "../../support/device/world.ts";

const SECTORS = ["bank", "insurance", "telecom", "energy-water", "retail", "grocery", null] as const;

async function allowed(): Promise<{ phone: Device; company: string }> {
  const { phone, shop } = await world();
  await phone.allow(shop.company, shop.host);
  return { phone, company: shop.company };
}

/** Sends all at once, and waits for the last answer. */
const inARow = (phone: Device, command: string, payloads: readonly object[]) =>
  Promise.all(payloads.map((payload) => phone.send(command, payload)));

test("the last picked sector of a company stays", async () => {
  const { phone, company } = await allowed();
  for (let round = 0; round < 5; round++) {
    const picked = [...SECTORS, "travel"].map((sector) => ({ company, sector }));
    await inARow(phone, "edit-company", picked);
    expect((await phone.entities()).companies.find(({ id }) => id === company)).toMatchObject({ sector: "travel" });
  }
});

test("an edit that takes long to check is not overtaken by the next one", async () => {
  const { phone, company } = await allowed();
  const layer = `company:${company}`;
  const styles = ["short", "detailed", "formal", "short"].map((style) => ({
    layer,
    fields: { treatment: { style: [style] } },
  }));
  for (let round = 0; round < 5; round++) {
    await inARow(phone, "edit-layer", [{ layer, fields: { treatment: null } }, ...styles]);
    expect((await phone.entities()).layers.find(({ id }) => id === layer)).toMatchObject({
      treatment: { style: ["short"] },
    });
  }
});
