// The side panel in both browsers, and in one without it.
import { beforeEach, expect, test, vi } from "vitest";
import { forgetModules } from "../../support/device/start-anew.ts";

beforeEach(forgetModules);

async function within(scheme: string, apis: object) {
  const runtime = { getURL: () => `${scheme}://x/` };
  const windows = { getCurrent: async () => ({ id: 7 }) };
  vi.doMock("webextension-polyfill", () => ({ default: { runtime, windows, ...apis } }));
  return import("../../../src/platform/browser/side-panel.ts");
}

test("Chromium opens the panel in the window of the popup", async () => {
  const open = vi.fn(async () => {});
  const panel = await within("chrome-extension", { sidePanel: { open } });
  expect(panel.hasSidePanel()).toBe(true);
  await panel.openSidePanel();
  expect(open.mock.calls).toEqual([[{ windowId: 7 }]]);
});

test("Firefox opens the panel in the turn of the click", async () => {
  const open = vi.fn(async () => {});
  const panel = await within("moz-extension", { sidebarAction: { open } });
  expect(panel.hasSidePanel()).toBe(true);
  void panel.openSidePanel();
  expect(open).toHaveBeenCalledTimes(1);
});

test.each(["chrome-extension", "moz-extension"])("a browser without a panel (%s) offers none", async (scheme) => {
  expect((await within(scheme, {})).hasSidePanel()).toBe(false);
});
