// First start: seeds the same default preferences on every device, once; any edit overrides them.
import { expect, test } from "vitest";
import { DEFAULT_RULES, DEFAULT_TERMS } from "../../../src/core/preferences/defaults.ts";
import { faultsMayBeLogged } from "../../support/device/oracle.ts";
import { world } from "../../support/device/world.ts";
import { KILL_STEP } from "../../support/runs.ts";

test("a new record has the default rules, quiet hours, terms and languages, and discloses nothing", async () => {
  const { phone } = await world();
  const { rules, layers, profiles, ...rest } = await phone.entities();
  expect(rules.map(({ id }) => id)).toEqual(DEFAULT_RULES.map(({ id }) => id).sort());
  expect(layers).toMatchObject([{ id: "base", terms: DEFAULT_TERMS, treatment: { languages: ["en"] } }]);
  expect(profiles).toHaveLength(1);
  expect(Object.values(rest).flat()).toEqual([]);
  expect(phone.browser.rules.held).toEqual([]);
  expect(phone.browser.scripts.size).toBe(0);
});

test("a second start seeds nothing, not even over removed or edited rows", async () => {
  const { phone } = await world();
  await phone.ask("remove-preference", { id: "default-marketing" });
  await phone.ask("edit-layer", { layer: "base", fields: { quiet: [] } });
  const before = await phone.dump();
  await phone.kill();
  await phone.start();
  await phone.pass(3_600_000);
  const after = await phone.dump();
  expect({ ...after, meta: [] }).toEqual({ ...before, meta: [] });
});

test("the next start completes a first start that died at any effect", async () => {
  const { phone } = await world();
  const seeded = await phone.entities();
  faultsMayBeLogged(/owed|the worker is dead/);
  for (let effects = 0, died = true; died; effects += KILL_STEP) {
    const { laptop } = await world();
    died = await laptop.killDuring(effects);
    await laptop.start();
    expect((await laptop.entities()).rules).toEqual(seeded.rules);
    if (!died) expect(effects).toBeGreaterThan(4);
  }
});

test("two devices seed the same rows, and a merge adds none", async () => {
  const { phone, laptop } = await world();
  await laptop.start();
  expect(await laptop.rows("rules")).toEqual(await phone.rows("rules"));
  const text = await phone.export();
  await laptop.ask("import-record", { text });
  expect((await laptop.entities()).rules).toHaveLength(DEFAULT_RULES.length);
  expect((await laptop.entities()).layers).toHaveLength(1);
});

test("any edit beats the seeds, whatever the clocks show", async () => {
  const { phone, laptop } = await world();
  phone.now(Date.parse("2001-01-01T00:00:00Z"));
  await phone.ask("edit-preference", {
    layer: "base",
    id: "default-marketing",
    rule: { kinds: ["news"], want: "yes" },
  });
  await laptop.start();
  await laptop.ask("import-record", { text: await phone.export() });
  expect((await laptop.entities()).rules).toContainEqual(
    expect.objectContaining({ id: "default-marketing", want: "yes", kinds: ["news"] }),
  );
});
