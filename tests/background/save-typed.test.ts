// Unsaved text of a closed window: the background saves it once, as the window would have.
import { expect, test, vi } from "vitest";
import type { Feeling, Rule } from "../../src/core/record/tables.ts";
import { faultsMayBeLogged } from "../support/device/oracle.ts";
import { settled } from "../support/device/settle.ts";
import { type Device, shop, world } from "../support/device/world.ts";

const layer = `company:${shop.company}`;

/** Leaves the session items of a window that closes without a message. */
async function typeAndGo(phone: Device, key: string, text: { command: string; payload: object }): Promise<void> {
  await phone.browser.keep(`typed ${key}`, text);
  await phone.browser.keep("typing over", key);
  await settled();
}
const kept = (phone: Device) => [...phone.browser.areas.session.keys()].filter((key) => key.startsWith("typed "));
const rules = async (phone: Device) =>
  ((await phone.entities()).rules as Rule[]).filter((rule) => rule.layer === layer);

async function withRule(): Promise<{ phone: Device; id: string }> {
  const { phone } = await world();
  const { id } = await phone.ask<{ id: string }>("edit-preference", { layer, rule: { kinds: "*", want: "no" } });
  return { phone, id };
}

test("a rule's note is saved to its last character, even if the background sleeps", async () => {
  for (const sleeps of [false, true]) {
    const { phone, id } = await withRule();
    if (sleeps) await phone.kill();
    const rule = { kinds: "*", want: "no", note: "Never again" };
    await typeAndGo(phone, `rule ${layer}`, { command: "edit-preference", payload: { layer, id, rule } });
    expect(await rules(phone)).toMatchObject([{ id, note: "Never again" }]);
    expect(kept(phone)).toEqual([]);
  }
});

test("the end of the connection saves the text of a window that closed without a message", async () => {
  const { phone, id } = await withRule();
  const { keepUnsavedText } = await import("../../src/platform/session/unsaved-text.ts");
  vi.stubGlobal("window", { addEventListener: () => {} });
  await keepUnsavedText(`rule ${layer}`, "edit-preference", {
    layer,
    id,
    rule: { kinds: "*", want: "no", note: "Never" },
  });
  await settled();
  expect(kept(phone)).toHaveLength(1);
  phone.browser.hangUp();
  await expect.poll(() => kept(phone)).toEqual([]);
  expect(await rules(phone)).toMatchObject([{ id, note: "Never" }]);
});

test("a window that reports its end twice creates its rule once", async () => {
  const { phone } = await world();
  const rule = { kinds: ["news"], want: "ask", note: "Never" };
  await phone.browser.keep(`typed rule ${layer}`, { command: "edit-preference", payload: { layer, rule } });
  await Promise.all(["one", "two"].map((over) => phone.browser.keep("typing over", over)));
  await expect.poll(() => kept(phone)).toEqual([]);
  await settled();
  expect(await rules(phone)).toMatchObject([{ note: "Never" }]);
});

test("the note of a rule that is being created joins that rule, whichever is saved first", async () => {
  for (const first of ["the rule", "the note"]) {
    const { phone } = await world();
    phone.here.clock.clock.later = (work, milliseconds) => void setTimeout(work, milliseconds / 10);
    const rule = { kinds: ["news"], want: "ask", via: ["email"] };
    const made = () => phone.ask("edit-preference", { layer, rule });
    if (first === "the rule") await made();
    const typed = typeAndGo(phone, `rule ${layer}`, {
      command: "edit-preference",
      payload: { layer, rule: { ...rule, note: "Never" } },
    });
    if (first === "the note") await made();
    await typed;
    await expect.poll(() => kept(phone)).toEqual([]);
    expect(await rules(phone), first).toMatchObject([{ want: "ask", note: "Never" }]);
  }
});

test("the subject of a rule and each text of a feeling are saved", async () => {
  const { phone, id } = await withRule();
  const rule = { kinds: "*", want: "no", about: { label: "My mortgage" } };
  await typeAndGo(phone, `rule ${layer}`, { command: "edit-preference", payload: { layer, id, rule } });
  expect(await rules(phone)).toMatchObject([{ about: { label: "My mortgage" } }]);
  const { feeling } = await phone.ask<{ feeling: Feeling }>("rate-visit", { company: shop.company, value: 1 });
  for (const detail of [{ note: "late" }, { wanted: "a refund" }, { about: ["Parking"] }])
    await typeAndGo(phone, `${feeling.id} x`, { command: "describe-feeling", payload: { id: feeling.id, detail } });
  expect((await phone.entities()).feelings).toMatchObject([{ note: "late", wanted: "a refund", about: ["Parking"] }]);
});

test("unfinished text is neither saved nor disclosed while the user types", async () => {
  const { phone, id } = await withRule();
  await phone.browser.keep(`typed rule ${layer}`, {
    command: "edit-preference",
    payload: { layer, id, rule: { kinds: "*", want: "no", note: "Nev" } },
  });
  await settled();
  expect((await rules(phone))[0]?.note).toBeUndefined();
  expect(kept(phone)).toHaveLength(1);
});

test.each<[string, object]>([
  ["another command", { command: "erase-everything", payload: {} }],
  ["no rule", { command: "edit-preference", payload: { layer, rule: { kinds: [], want: "perhaps" } } }],
  ["a feeling that is gone", { command: "describe-feeling", payload: { id: "nobody's", detail: { note: "x" } } }],
  ["nothing", {}],
])("a stored text of %s changes nothing and is dropped", async (_what, typed) => {
  const { phone } = await withRule();
  const before = await phone.entities();
  await phone.browser.keep("typed x", typed);
  await phone.browser.keep("typing over", "x");
  await settled();
  expect(await phone.entities()).toEqual(before);
  expect(kept(phone)).toEqual([]);
});

test("a text that cannot be stored now waits for the next time", async () => {
  faultsMayBeLogged(/Quota|full/);
  const { phone, id } = await withRule();
  phone.faults.after = 1;
  const rule = { kinds: "*", want: "no", note: "Never again" };
  await typeAndGo(phone, "rule", { command: "edit-preference", payload: { layer, id, rule } });
  expect(kept(phone)).toHaveLength(1);
  await phone.browser.keep("typing over", "again");
  await settled();
  expect(await rules(phone)).toMatchObject([{ note: "Never again" }]);
});
