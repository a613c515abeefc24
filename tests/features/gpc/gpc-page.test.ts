// The page's property, as in a browser with built-in Global Privacy Control.
import { expect, test, vi } from "vitest";
import { forgetModules } from "../../support/device/start-anew.ts";

async function page(own: PropertyDescriptor | null): Promise<{ navigator: object; prototype: object }> {
  class Navigator {}
  if (own !== null) Object.defineProperty(Navigator.prototype, "globalPrivacyControl", own);
  const navigator = new Navigator();
  vi.stubGlobal("Navigator", Navigator);
  vi.stubGlobal("navigator", navigator);
  forgetModules();
  await import("../../../src/entries/gpc.ts");
  vi.unstubAllGlobals();
  return { navigator, prototype: Navigator.prototype };
}

const isOn = (navigator: object): unknown => Reflect.get(navigator, "globalPrivacyControl");

test.each([
  ["a browser without it", null],
  ["a browser that has it switched off", { get: () => false, enumerable: true, configurable: true }],
])("%s: an enumerable getter on the prototype, and nothing on the object", async (_name, own) => {
  const { navigator, prototype } = await page(own);
  expect(isOn(navigator)).toBe(true);
  expect(Object.getOwnPropertyNames(navigator)).toEqual([]);
  const property = Object.getOwnPropertyDescriptor(prototype, "globalPrivacyControl");
  expect(property).toMatchObject({ enumerable: true, configurable: true, set: undefined });
  expect(property?.get?.name).toBe("get globalPrivacyControl");
});

test("a browser's own signal stays unchanged", async () => {
  const own = { get: () => true, enumerable: true, configurable: true };
  const { prototype } = await page(own);
  expect(Object.getOwnPropertyDescriptor(prototype, "globalPrivacyControl")?.get).toBe(own.get);
});

test("a property that the page has locked causes no error", async () => {
  const { navigator } = await page({ value: "locked", configurable: false });
  expect(isOn(navigator)).toBe("locked");
});
