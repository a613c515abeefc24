// The last text that a company could read: found by reading the newest receipts only.
import { expect, test } from "vitest";
import { countReads } from "../support/device/reads.ts";
import { world } from "../support/device/world.ts";

const HOUR = 3_600_000;

test("of a hundred receipts, reads the newest", async () => {
  const { phone, shop } = await world();
  await phone.allow(shop.company, shop.host);
  const rows = await phone.rows("receipts");
  const newest = rows.find(({ direction }) => direction === "shared");
  if (newest === undefined) throw new Error("no receipt");
  const older = Array.from({ length: 100 }, (_, index) => ({
    ...newest,
    id: `${newest.id.slice(0, 9)}${String(index).padStart(3, "0")}${newest.id.slice(12)}`,
    at: new Date(phone.time - (index + 1) * HOUR).toISOString().replace(/\.\d+/, ""),
    payload: '{"older":true}',
  }));
  await phone.database.receipts.bulkPut(older.filter(({ id }) => id !== newest.id));
  const reads = countReads(phone.database);
  const { readLastReading } = await import("../../src/record/last-reading.ts");
  expect(await readLastReading(shop.company)).not.toHaveProperty("older");
  expect(reads.take().receipts).toBe(1);
});
