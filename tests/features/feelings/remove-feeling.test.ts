// Describing, removing, undoing and erasing a feeling: after ten minutes none of its text remains anywhere.
import { describe, expect, test } from "vitest";
import type { Feeling } from "../../../src/core/record/tables.ts";
import { faultsMayBeLogged } from "../../support/device/oracle.ts";
import { type Device, shop, world } from "../../support/device/world.ts";
import { KILL_STEP } from "../../support/runs.ts";

const NOTE = "They hung up on me twice, canary-4711";
const EVERY = {
  note: NOTE,
  wanted: "an apology, canary-4712",
  words: ["angry", "ignored"],
  about: ["support", "canary-4713"],
  success: "no",
  effort: "hard",
};

async function described(): Promise<{ phone: Device; id: string }> {
  const { phone } = await world();
  const { feeling } = await phone.ask<{ feeling: Feeling }>("rate-visit", { company: shop.company, value: -2 });
  await phone.ask("describe-feeling", { id: feeling.id, detail: { note: "first words, canary-4714" } });
  await phone.ask("describe-feeling", { id: feeling.id, detail: EVERY });
  return { phone, id: feeling.id };
}

/** Everything stored anywhere, as text. */
async function everything(phone: Device): Promise<string> {
  const { areas, rules, scripts } = phone.browser;
  const kept = [[...areas.local], [...areas.session], rules.held, [...scripts.values()], [...phone.files.kept]];
  return JSON.stringify([await phone.dump(), kept]);
}

describe("describe", () => {
  test("saves each member; null clears one, and the others stay", async () => {
    const { phone, id } = await described();
    expect((await phone.entities()).feelings).toMatchObject([{ id, value: -2, ...EVERY }]);
    await phone.ask("describe-feeling", { id, detail: { success: null, words: [] } });
    const [feeling] = (await phone.entities()).feelings;
    expect(feeling).toMatchObject({ note: NOTE, effort: "hard", words: [] });
    expect(feeling).not.toHaveProperty("success");
  });

  test.each(["describe-feeling", "remove-feeling"])(
    "%s of a missing feeling is refused and writes nothing",
    async (command) => {
      const { phone, id } = await described();
      const payload = (of: string) => (command === "remove-feeling" ? { id: of } : { id: of, detail: { note: "x" } });
      expect((await phone.send(command, payload("nobody"))).error?.code).toBe("not-found");
      await phone.ask("remove-feeling", { id });
      const before = await phone.dump();
      expect((await phone.send(command, payload(id))).error?.code).toBe("not-found");
      expect(await phone.dump()).toEqual(before);
    },
  );
});

describe("remove", () => {
  test("hides it at once, and undo restores it completely for ten minutes", async () => {
    const { phone, id } = await described();
    const before = await phone.entities();
    const { batch } = await phone.ask<{ batch: string }>("remove-feeling", { id });
    expect((await phone.entities()).feelings).toEqual([]);
    await phone.pass(9 * 60_000);
    await phone.ask("undo", { batch });
    expect(await phone.entities()).toEqual(before);
  });

  test("leaves only a tombstone after ten minutes, and none of its text in any table", async () => {
    const { phone, id } = await described();
    const { batch } = await phone.ask<{ batch: string }>("remove-feeling", { id });
    await phone.pass(10 * 60_000);
    const [row] = await phone.rows("feelings");
    expect(Object.keys(row ?? {}).sort()).toEqual(["$h", "$x", "id"]);
    expect(await everything(phone)).not.toMatch(/canary|angry|hung up/);
    expect(await phone.database.trash.toArray()).toEqual([]);
    expect(await phone.export()).not.toMatch(/canary/);
    expect((await phone.send("undo", { batch })).error?.code).toBe("nothing-to-undo");
  });

  test("is completed by the next start if the worker dies at any effect", async () => {
    faultsMayBeLogged();
    for (let effects = 0, died = true; died; effects += KILL_STEP) {
      const { phone, id } = await described();
      await phone.ask("remove-feeling", { id });
      phone.time += 11 * 60_000;
      died = await phone.killDuring(effects, () => phone.browser.fire("alarm", { name: "reconcile" }));
      await phone.start();
      expect([effects, /canary/.test(await everything(phone))]).toEqual([effects, false]);
    }
  });

  test("erases it for good: a file does not bring it back", async () => {
    const { phone, id } = await described();
    const text = await phone.export();
    await phone.ask("remove-feeling", { id });
    await phone.pass(10 * 60_000);
    await phone.ask("import-record", { text });
    expect((await phone.entities()).feelings).toEqual([]);
    expect(await everything(phone)).not.toMatch(/canary/);
  });

  test("erases it on another device too, with every change stored there", async () => {
    const { phone, id } = await described();
    const { laptop } = await world();
    await laptop.start();
    await laptop.ask("import-record", { text: await phone.export() });
    await laptop.ask("describe-feeling", { id, detail: { note: "more, canary-4715" } });
    await phone.ask("remove-feeling", { id });
    await phone.pass(10 * 60_000);
    laptop.time += 10 * 60_000;
    await laptop.ask("import-record", { text: await phone.export(), confirmed: true });
    expect((await laptop.entities()).feelings).toEqual([]);
    await laptop.pass(11 * 60_000);
    expect(await everything(laptop)).not.toMatch(/canary/);
  });
});
