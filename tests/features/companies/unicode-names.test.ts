// A company with an internationalised domain: stored in Punycode, shown in its own script.
import { expect, test } from "vitest";
import { world } from "../../support/device/world.ts";

const BOOKS = "xn--bcher-kva.de";
const LOOK_ALIKE = "xn--80ak6aa92e.com";

test("pages, search and notes show the domain in its own script, unless it looks like another domain", async () => {
  const { phone } = await world();
  const at = "2026-11-18T11:00:00Z";
  for (const company of [BOOKS, LOOK_ALIKE])
    await phone.ask("edit-event", { company, type: "promise", at, detail: { text: "a book" } });
  expect((await phone.entities()).companies.map(({ id }) => id).sort()).toEqual([LOOK_ALIKE, BOOKS].sort());

  const { readCompanyNames } = await import("../../../src/record/company-links.ts");
  expect(await readCompanyNames([BOOKS, LOOK_ALIKE])).toEqual(
    new Map([
      [BOOKS, "bücher.de"],
      [LOOK_ALIKE, LOOK_ALIKE],
    ]),
  );
  const { readCompanies } = await import("../../../src/features/companies/read-companies.ts");
  const rows = await readCompanies();
  expect(rows.map(({ name }) => name).sort()).toEqual(["bücher.de", LOOK_ALIKE].sort());
  const books = rows.find(({ id }) => id === BOOKS);
  expect(books?.sought).toContain("bücher.de");
  expect(books?.sought).toContain(BOOKS);
});
