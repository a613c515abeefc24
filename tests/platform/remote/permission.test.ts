// The permission for a place's server: one exact host, in a click, and useless for any company.
import { expect, test } from "vitest";
import { DATA_KINDS } from "../../../src/core/sharing/data-kinds.ts";
import { world } from "../../support/device/world.ts";

async function bench(name: "chromium" | "firefox" = "chromium") {
  const { phone } = await world(name);
  const permission = await import("../../../src/platform/remote/permission.ts");
  const hosts = await import("../../../src/platform/browser/permissions.ts");
  return { ...permission, ...hosts, phone, permissions: phone.browser.permissions };
}

test("a request names the scheme and the host of the address, and nothing wider", async () => {
  const { requestPlacePermission, hasPlacePermission, dropPlacePermission, permissions } = await bench();
  permissions.inClick = true;
  for (const [address, pattern] of [
    ["https://cloud.example:8443/remote.php/dav/files/anna/", "https://cloud.example/*"],
    ["http://nas.local:5005/home/", "http://nas.local/*"],
    ["http://192.168.1.9/", "http://192.168.1.9/*"],
  ] as const) {
    expect(await hasPlacePermission(address)).toBe(false);
    expect(await requestPlacePermission(address)).toBe(true);
    expect(permissions.asked.at(-1)).toEqual([pattern]);
    expect(await hasPlacePermission(address)).toBe(true);
    await dropPlacePermission(address);
    expect(await hasPlacePermission(address)).toBe(false);
  }
});

test("an invalid address requests nothing", async () => {
  const { requestPlacePermission, hasPlacePermission, permissions } = await bench();
  permissions.inClick = true;
  for (const address of ["", "nas", "ftp://a.example/", "chrome://settings/", "javascript:alert(1)"]) {
    expect(await requestPlacePermission(address)).toBe(false);
    expect(await hasPlacePermission(address)).toBe(false);
  }
  expect(permissions.asked).toEqual([]);
});

test("a permitted place has no header rule and no script, and an unencrypted one permits no host", async () => {
  const { phone } = await bench();
  await phone.browser.permit("https://cloud.example/*", "http://nas.local/*");
  await phone.kill();
  await phone.start();
  const { permittedHosts } = await import("../../../src/platform/browser/permissions.ts");
  expect(await phone.browser.rules.get()).toEqual([]);
  expect(await phone.browser.rules.get("session")).toEqual([]);
  expect([...phone.browser.scripts]).toEqual([]);
  expect(await permittedHosts(["nas.local"])).toEqual([]);
});

test("Firefox asks about the data in the same click, and without a yes no data may go there", async () => {
  const { requestPlacePermission, hasPlacePermission, phone, permissions } = await bench("firefox");
  const address = "https://cloud.example/dav/";
  Object.assign(permissions, { inClick: true, data: new Set(), answer: false });
  expect(await requestPlacePermission(address)).toBe(false);
  expect(permissions.asked).toEqual([["https://cloud.example/*", ...DATA_KINDS]]);
  permissions.answer = true;
  expect(await requestPlacePermission(address)).toBe(true);
  expect(await hasPlacePermission(address)).toBe(true);
  await phone.browser.disagree("browsingActivity");
  expect(await hasPlacePermission(address)).toBe(false);
});
