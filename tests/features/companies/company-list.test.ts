// Company list: the rows read for its first screen equal the top of the whole list. No company that reads is missing.
import { describe, expect, test } from "vitest";
import { feelingRow, recordFile } from "../../support/data/rows.ts";
import { countReads } from "../../support/device/reads.ts";
import { type Device, shop, world } from "../../support/device/world.ts";
import { offline } from "../../support/sync/offline.ts";
import { synced, together } from "../../support/sync/together.ts";

const readers = () => import("../../../src/features/companies/read-companies.ts");

/** Two hundred notes about a hundred companies, the newest about the last. */
async function muchNoted(): Promise<Device> {
  const { phone } = await world();
  const at = (minutes: number) => new Date(phone.time - minutes * 60_000).toISOString();
  const feelings = Array.from({ length: 200 }, (_, number) =>
    feelingRow(at(1000 - number), { id: `f${1000 + number}`, company: `c${number % 100}.example`, value: 1 }),
  );
  const companies = Array.from({ length: 100 }, (_, number) => ({ id: `c${number}.example`, name: `C ${number}` }));
  await phone.ask("import-record", { text: recordFile({ feelings, companies }) });
  return phone;
}

async function topIsTheSame(): Promise<string[]> {
  const { readCompanies, readNewestCompanies } = await readers();
  const newestFirst = (rows: Awaited<ReturnType<typeof readCompanies>>) =>
    [...rows].sort((one, other) => ((one.counter?.latestAt ?? "") < (other.counter?.latestAt ?? "") ? 1 : -1));
  const top = newestFirst(await readNewestCompanies());
  expect(top).toEqual(newestFirst(await readCompanies()).slice(0, top.length));
  return top.map(({ id }) => id);
}

test("the first screen equals the top of the list, and reads no more rows than it shows", async () => {
  const phone = await muchNoted();
  const ids = await topIsTheSame();
  expect(ids).toHaveLength(60);
  expect(ids[0]).toBe("c99.example");
  const reads = countReads(phone.database);
  const { readNewestCompanies } = await readers();
  await readNewestCompanies();
  for (const rows of Object.values(reads.take())) expect(rows).toBeLessThanOrEqual(61);
});

test("it does so with two domains of one company and a removed feeling", async () => {
  const phone = await muchNoted();
  await phone.ask("edit-company", { company: "c98.example", sameAs: "c3.example", confirmed: true });
  await phone.ask("remove-feeling", { id: "f1199" });
  const ids = await topIsTheSame();
  expect(ids).not.toContain("c98.example");
  expect(ids.slice(0, 2)).toEqual(["c3.example", "c97.example"]);
});

describe("a company that one device removes", () => {
  const noted: Record<string, (phone: Device) => Promise<unknown>> = {
    "rates again": (phone) => phone.ask("rate-visit", { company: shop.company, value: -1, another: true }),
    allows: (phone) => phone.allow(shop.company, shop.host),
  };

  test.each(Object.entries(noted))("stays in the list if the other device %s it meanwhile", async (_, note) => {
    const { phone, laptop } = await together();
    await phone.ask("rate-visit", { company: shop.company, value: 1 });
    await synced(phone);
    await synced(laptop);
    await offline(() => note(phone));
    phone.time += 60_000;
    laptop.now(phone.time);
    await laptop.ask("remove-companies", { companies: [shop.company] });
    await synced(laptop);
    await synced(phone);
    await phone.kill();
    await phone.start();
    const { readCompanies, readNewestCompanies } = await readers();
    expect((await readCompanies()).map(({ id }) => id)).toEqual([shop.company]);
    const rated = (await phone.entities()).feelings.map(() => shop.company);
    expect((await readNewestCompanies()).map(({ id }) => id)).toEqual(rated);
  });
});
