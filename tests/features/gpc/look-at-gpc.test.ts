// A site's own statement: fetched only on the user's request, by the page itself, and checked like any foreign text.
import { describe, expect, test } from "vitest";
import { type Device, shop, world } from "../../support/device/world.ts";

interface Fetched {
  url?: string;
  file: { text: string } | { fault: string } | null;
}

/** The answer, and the URLs that the page fetched. */
async function look(phone: Device, { url = shop.url, file }: Fetched): Promise<[unknown, unknown[]]> {
  let asked: unknown[] = [];
  phone.browser.tabs = [{ id: 1, url: shop.url, active: true }];
  phone.browser.permissions.held.add(`https://${shop.host}/*`);
  phone.browser.inject = (_tab, args) => {
    asked = args;
    return { url, announced: false, file };
  };
  return [await phone.ask("look-at-gpc", { tab: 1 }), asked];
}

test("fetches the file of the page's own origin, and at most 4 KiB of it", async () => {
  const { phone } = await world();
  const file = { text: '{"gpc":true,"lastUpdate":"2026-11-01"}' };
  const [said, asked] = await look(phone, { file });
  expect(said).toEqual({ says: "yes", lastUpdate: "2026-11-01" });
  expect(asked).toEqual([{ rel: "", path: "/.well-known/gpc.json", always: true, mostBytes: 4096 }]);
});

test.each([
  [{ text: '{"gpc":false}' }, { says: "no" }],
  [{ text: '{"gpc":"yes"}' }, { says: "invalid" }],
  [{ text: "<!doctype html>" }, { says: "invalid" }],
  [{ fault: "status" }, { says: "none" }],
  [{ fault: "content-type" }, { says: "invalid" }],
  [{ fault: "too-large" }, { says: "invalid" }],
  [{ fault: "not-utf-8" }, { says: "invalid" }],
  [{ fault: "network" }, { says: "unreachable" }],
  [{ fault: "timeout" }, { says: "unreachable" }],
  [{ fault: "redirected" }, { says: "unreachable" }],
  [null, { says: "unreachable" }],
])("%j: %j", async (file, says) => {
  const { phone } = await world();
  const before = await phone.dump();
  expect((await look(phone, { file }))[0]).toEqual(says);
  expect(await phone.dump()).toEqual(before);
});

describe("the site has no statement through", () => {
  test("a page of another origin that the tab navigated to", async () => {
    const { phone } = await world();
    const file = { text: '{"gpc":true}' };
    expect((await look(phone, { url: "https://evil.example/", file }))[0]).toEqual({ says: "unreachable" });
  });

  test("a page that is unreadable or belongs to no company", async () => {
    const { phone } = await world();
    await look(phone, { file: null });
    phone.browser.inject = null;
    expect(await phone.ask("look-at-gpc", { tab: 1 })).toEqual({ says: "unreachable" });
    phone.browser.tabs = [{ id: 1, url: "http://www.shop.example/" }];
    expect((await phone.send("look-at-gpc", { tab: 1 })).error?.code).toBe("not-a-company");
    expect((await phone.send("look-at-gpc", { tab: 9 })).error?.code).toBe("not-a-company");
  });

  test("the popup, which fetches no such file when it opens", async () => {
    const { phone } = await world();
    const [, before] = await look(phone, { file: null });
    expect(before).toMatchObject([{ path: "/.well-known/gpc.json" }]);
    const requests: unknown[] = [];
    phone.browser.inject = (_tab, args) => {
      requests.push(...args);
      return { url: shop.url, announced: false, file: null };
    };
    await phone.ask("look-at-tab", { tab: 1 });
    expect(requests).toMatchObject([{ path: "/.well-known/cmr-participation.json" }]);
  });
});
