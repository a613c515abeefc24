// Two switches, the second pressed before the first is stored: both are stored.
import { h, render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, expect, test } from "vitest";
import { DEFAULT_PARTS } from "../../../src/core/sharing/default-parts.ts";
import { soon } from "../../support/device/soon.ts";
import { world } from "../../support/device/world.ts";

afterEach(() => render(null, document.body));

test("two parts of a grant are both switched", async () => {
  const { phone, shop } = await world();
  const parts = { ...DEFAULT_PARTS, plans: true };
  await phone.allow(shop.company, shop.host, parts);
  const { loadMessages } = await import("../../../src/ui/messages.ts");
  const { Parts } = await import("../../../src/features/sharing/parts.tsx");
  await loadMessages("en-GB");
  const said: object[] = [];
  const onChange = async (one: object) => said.push(one) > 0;
  await act(() => render(h(Parts, { parts, feelings: false, onChange }), document.body));
  for (const part of ["terms", "plans"])
    await act(() => document.querySelector<HTMLElement>(`[data-testid="part-${part}"]`)?.click());
  await Promise.all(said.map((one) => phone.ask("edit-grant", { company: shop.company, parts: one })));
  expect((await phone.entities()).grants).toMatchObject([{ parts: { ...parts, terms: false, plans: false } }]);
});

test("a part whose change fails shows its stored state again", async () => {
  const { loadMessages } = await import("../../../src/ui/messages.ts");
  const { Parts } = await import("../../../src/features/sharing/parts.tsx");
  await loadMessages("en-GB");
  let fail = (_: Error): void => undefined;
  const onChange = () => new Promise<boolean>((_, refuse) => (fail = refuse));
  await act(() => render(h(Parts, { parts: DEFAULT_PARTS, feelings: false, onChange }), document.body));
  const terms = () => document.querySelector<HTMLInputElement>('[data-testid="part-terms"]');
  await act(async () => terms()?.click());
  expect(terms()?.checked).toBe(!DEFAULT_PARTS.terms);
  await act(async () => fail(new Error("the background died")));
  await soon(() => expect(terms()?.checked).toBe(DEFAULT_PARTS.terms));
});

test("a part that needs confirmation switches no other", async () => {
  const { phone, shop } = await world();
  await phone.ask("edit-layer", { layer: "base", fields: { treatment: { formats: ["braille"] } } });
  await phone.allow(shop.company, shop.host);
  const edit = (parts: object) => phone.ask("edit-grant", { company: shop.company, parts });
  expect(await edit({ support: true })).toHaveProperty("asks");
  expect(await edit({ terms: false })).not.toHaveProperty("asks");
  expect((await phone.entities()).grants).toMatchObject([{ parts: { support: false, terms: false } }]);
});

test("two sensitive sectors of reminders are both switched", async () => {
  const { phone } = await world();
  const switchSector = (sectors: object) => phone.ask("edit-reminders", { sectors });
  await Promise.all([switchSector({ health: true }), switchSector({ public: true })]);
  const sectors = async () => (await phone.here.record.readReminders()).sectors;
  expect(new Set(await sectors())).toEqual(new Set(["health", "public"]));
  await switchSector({ health: false });
  expect(await sectors()).toEqual(["public"]);
});
