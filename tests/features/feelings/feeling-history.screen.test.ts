// The user's own tags, effects of a dark pattern, and the versions of every edit.
import { expect, test } from "vitest";
import type { Feeling } from "../../../src/core/record/tables.ts";
import { feelingRow, recordFile } from "../../support/data/rows.ts";
import { type Device, shop, world } from "../../support/device/world.ts";

async function rated(phone: Device): Promise<string> {
  const { feeling } = await phone.ask<{ feeling: Feeling }>("rate-visit", { company: shop.company, value: -2 });
  return feeling.id;
}

const history = async (id: string) => {
  const { readFeelingHistory } = await import("../../../src/features/feelings/feeling-history.tsx");
  return readFeelingHistory(id);
};

test("own tags and effects are stored; an unknown effect is refused", async () => {
  const { phone } = await world();
  const id = await rated(phone);
  const detail = { about: ["dark-pattern", "Parking"], patterns: ["hard-to-cancel", "nagging"] };
  await phone.ask("describe-feeling", { id, detail });
  expect((await phone.entities()).feelings).toMatchObject([detail]);
  const reply = await phone.send("describe-feeling", { id, detail: { patterns: ["magic"] } });
  expect(reply.error?.code).toBe("bad-command");
});

test("an edit keeps the earlier version; undo keeps both; erasing keeps none", async () => {
  const { phone } = await world();
  const id = await rated(phone);
  await phone.ask("describe-feeling", { id, detail: { note: "slow" } });
  expect(await history(id)).toEqual([]);
  phone.time += 60_000;
  const { batch } = await phone.ask<{ batch: string }>("describe-feeling", { id, detail: { note: "quick" } });
  expect(await history(id)).toMatchObject([{ until: "2026-11-18T12:01:00Z", fields: { note: "slow" } }]);
  phone.time += 60_000;
  await phone.ask("undo", { batch });
  expect((await history(id)).map(({ fields }) => fields.note)).toEqual(["quick", "slow"]);
  await phone.ask("remove-feeling", { id });
  await phone.pass(3_600_000);
  expect(await history(id)).toEqual([]);
});

test("a typed tag becomes the listed tag with that label, and is added once", async () => {
  const { loadMessages } = await import("../../../src/ui/messages.ts");
  document.documentElement.lang = "en";
  await loadMessages("en");
  const { typedTag } = await import("../../../src/features/feelings/feeling-tags.tsx");
  expect(typedTag("  Opening   hours ", [])).toBe("Opening hours");
  expect(typedTag("PRICE", [])).toBe("price");
  expect(typedTag("Sign-in", ["sign-in"])).toBeNull();
  expect(typedTag("parking", ["Parking"])).toBeNull();
  expect(typedTag("   ", [])).toBeNull();
  expect(typedTag(`${"x".repeat(39)}😀`, [])).toBe("x".repeat(39));
});

test("a feeling imported with many others shares their change, and an edit keeps its first version", async () => {
  const { phone } = await world();
  const at = "2026-11-01T12:00:00Z";
  const feelings = Array.from({ length: 150 }, (_, number) => feelingRow(at, { id: `f${number}`, note: "as it came" }));
  const { batch } = await phone.ask<{ batch: string }>("import-record", { text: recordFile({ feelings }) });
  const log = await phone.database.changes.where("batch").equals(batch).toArray();
  expect(log.filter(({ table }) => table === "feelings")).toMatchObject([{ id: "", before: { $del: true } }]);
  expect(await history("f7")).toEqual([]);
  phone.time += 60_000;
  await phone.ask("describe-feeling", { id: "f7", detail: { note: "as it is" } });
  expect((await history("f7")).map(({ fields }) => fields.note)).toEqual(["as it came"]);
  await phone.ask("undo", { batch });
  expect((await phone.entities()).feelings).toEqual([]);
  expect(await phone.database.counters.get(shop.company)).toMatchObject({ good: 0, days: 0, months: "" });
});
