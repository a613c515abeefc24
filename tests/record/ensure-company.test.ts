// One definition of a company: every command that adds a company to the list accepts the same ids.
import { describe, expect, test } from "vitest";
import type { CommandName } from "../../src/core/commands/index.ts";
import { world } from "../support/device/world.ts";

const rule = { kinds: ["offers"], want: "yes" };
const promise = { type: "promise", at: "2026-11-16T10:00:00Z", detail: { text: "A refund", due: "2026-11-20" } };

/** Payloads about one company, by the command that adds it. */
const ADDING: readonly (readonly [CommandName, (company: string) => object])[] = [
  ["rate-visit", (company) => ({ company, value: 1 })],
  ["edit-company", (company) => ({ company, sector: "bank" })],
  ["edit-event", (company) => ({ company, ...promise })],
  ["record-contact", (company) => ({ company, kind: "offers", channel: "email" })],
  ["record-letter", (company) => ({ company, kind: "copy", law: "gdpr" })],
  ["edit-preference", (company) => ({ layer: `company:${company}`, rule })],
  ["edit-layer", (company) => ({ layer: `company:${company}`, fields: { treatment: { style: ["short"] } } })],
];

const REFUSED: Record<string, string> = {
  "a public suffix": "co.uk",
  "an IP address": "192.0.2.7",
  "a single label": "localhost",
  "a host of a company": "www.shop.example",
  "a host of a tenant": "www.anna.github.io",
  "a name with a trailing dot": "shop.example.",
};
const ACCEPTED: Record<string, string> = {
  "a registrable domain": "shop.example",
  "a tenant of a shared domain": "anna.github.io",
  "a development name": "shop.localhost",
};

describe.each(ADDING)("%s", (command, payloadOf) => {
  test("refuses ids that are not companies, and adds nothing", async () => {
    const { phone } = await world();
    for (const [name, company] of Object.entries(REFUSED)) {
      const { error } = await phone.send(command, payloadOf(company));
      expect(["not-a-company", "bad-command"], `${name}: ${company}`).toContain(error?.code);
    }
    expect((await phone.entities()).companies).toEqual([]);
  });

  test("adds a company under its domain, and once", async () => {
    const { phone } = await world();
    for (const company of Object.values(ACCEPTED)) {
      await phone.ask(command, payloadOf(company));
      await phone.ask(command, payloadOf(company));
    }
    const companies = (await phone.entities()).companies as unknown as { id: string; name: string }[];
    const added = companies.map(({ id, name }) => [id, name]);
    expect(added.sort()).toEqual(
      Object.values(ACCEPTED)
        .sort()
        .map((company) => [company, company]),
    );
  });

  test("lists a removed company again, under its old name", async () => {
    const { phone } = await world();
    const { batch } = await phone.ask<{ batch: string }>("edit-company", { company: "shop.example", name: "My shop" });
    await phone.ask("undo", { batch });
    expect((await phone.entities()).companies).toEqual([]);
    await phone.ask(command, payloadOf("shop.example"));
    expect((await phone.entities()).companies).toMatchObject([{ id: "shop.example" }]);
  });
});

test("a write that bypasses the command table is refused too", async () => {
  const { phone } = await world();
  await phone.load();
  const { ensureCompany } = await import("../../src/record/ensure-company.ts");
  for (const company of Object.values(REFUSED))
    await expect(ensureCompany(phone.database, company)).rejects.toMatchObject({ code: "not-a-company" });
});
