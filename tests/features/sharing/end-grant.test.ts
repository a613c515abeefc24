// A grant ends by revocation, in the browser's settings or at its date, or is paused. Then nothing is readable.
import { describe, expect, test } from "vitest";
import { DEFAULT_PARTS } from "../../../src/core/sharing/default-parts.ts";
import { recordFile } from "../../support/data/rows.ts";
import { faultsMayBeLogged } from "../../support/device/oracle.ts";
import { type Device, NOON, shop, world } from "../../support/device/world.ts";
import { KILL_STEP } from "../../support/runs.ts";

const PERMISSION = `https://${shop.host}/*`;

async function granted(): Promise<Device> {
  const { phone } = await world();
  await phone.allow(shop.company, shop.host);
  return phone;
}

const directions = async (phone: Device) =>
  ((await phone.entities()).receipts as unknown as { direction: string; payload: string }[]).map(
    ({ direction }) => direction,
  );

async function expectNothingReadable(phone: Device): Promise<void> {
  expect(phone.browser.rules.held).toEqual([]);
  expect(phone.browser.scripts.size).toBe(0);
  expect((await phone.request(shop.url)).error?.code).toBe("not-granted");
  expect((await directions(phone)).at(-1)).toBe("withdrawn");
}

describe("revoke", () => {
  test("removes rule, script and permission, answers no page and leaves a withdrawn receipt", async () => {
    const phone = await granted();
    await phone.ask("revoke-company", { company: shop.company });
    await expectNothingReadable(phone);
    expect(phone.browser.permissions.held.size).toBe(0);
    const { grants, events, receipts } = await phone.entities();
    expect(grants).toMatchObject([{ id: shop.company, revokedAt: "2026-11-18T12:00:00Z" }]);
    expect(events).toMatchObject([{}, { type: "told", detail: { revoked: true } }]);
    expect(receipts).toMatchObject([{}, { payload: "", purposes: [] }]);
    expect(await directions(phone)).toEqual(["shared", "withdrawn"]);
  });

  test("is idempotent, and does nothing for an unknown company", async () => {
    const phone = await granted();
    await phone.ask("revoke-company", { company: shop.company });
    const before = await phone.dump();
    expect(await phone.ask("revoke-company", { company: shop.company })).toEqual({ batch: null });
    expect(await phone.ask("revoke-company", { company: "stranger.example" })).toEqual({ batch: null });
    expect(await phone.dump()).toEqual(before);
    expect((await phone.send("edit-grant", { company: shop.company, paused: false })).error?.code).toBe("not-granted");
  });

  test("ends the grant but leaves a wide permission, which is the user's own", async () => {
    const phone = await granted();
    await phone.browser.permit("https://*/*");
    await phone.ask("revoke-company", { company: shop.company });
    await expectNothingReadable(phone);
    expect(phone.browser.permissions.held).toContain("https://*/*");
  });

  test("with the worker killed at every effect: nothing is readable after the next start", async () => {
    faultsMayBeLogged();
    for (let effects = 0, died = true; died; effects += KILL_STEP) {
      const phone = await granted();
      died = await phone.killDuring(effects, () => phone.send("revoke-company", { company: shop.company }));
      await phone.start();
      const [grant] = (await phone.entities()).grants as { revokedAt?: string }[];
      // Killed before the commit: the popup gets no answer and nothing has changed.
      if (grant?.revokedAt === undefined) expect(phone.browser.rules.held).toHaveLength(1);
      else {
        await expectNothingReadable(phone);
        expect(phone.browser.permissions.held.size).toBe(0);
      }
      if (!died) expect(grant?.revokedAt).toBeDefined();
    }
  });

  test("then Allow starts anew, with only the host that is allowed", async () => {
    const phone = await granted();
    await phone.allow(shop.company, "account.shop.example");
    await phone.ask("revoke-company", { company: shop.company });
    await phone.allow(shop.company, shop.host);
    const [grant] = (await phone.entities()).grants;
    expect(grant).toMatchObject({ hosts: [shop.host] });
    expect(grant).not.toHaveProperty("revokedAt");
    expect(await directions(phone)).toEqual(["shared", "withdrawn", "shared"]);
  });
});

describe("a host whose permission is revoked in the browser's settings", () => {
  const ORDERS: [string, (phone: Device) => Promise<unknown>][] = [
    ["after a usual Allow", async () => {}],
    ["after a start", async (phone) => phone.kill().then(() => phone.start())],
    ["while the worker sleeps", async (phone) => phone.kill()],
  ];
  test.each(ORDERS)("%s: the grant ends, and permitting it again does not revive it", async (_name, before) => {
    const phone = await granted();
    await before(phone);
    await phone.browser.unpermit(PERMISSION);
    await phone.start();
    await expectNothingReadable(phone);
    await phone.browser.permit(PERMISSION);
    await phone.start();
    await expectNothingReadable(phone);
    expect((await phone.entities()).grants).toMatchObject([{ revokedAt: "2026-11-18T12:00:00Z" }]);
  });

  test("permitted even before the Allow: the grant ends too", async () => {
    const { phone } = await world();
    await phone.browser.permit(PERMISSION);
    await phone.start();
    await phone.ask("allow-company", { company: shop.company, host: shop.host, parts: DEFAULT_PARTS });
    await phone.browser.unpermit(PERMISSION);
    await phone.start();
    await phone.browser.permit(PERMISSION);
    await phone.start();
    await expectNothingReadable(phone);
  });

  test("one of two: the other stays, and permitting the lost one again does not restore it", async () => {
    const phone = await granted();
    await phone.allow(shop.company, "account.shop.example");
    await phone.browser.unpermit(PERMISSION);
    await phone.start();
    await phone.browser.permit(PERMISSION);
    await phone.start();
    expect(phone.browser.rules.held.map(({ condition }) => condition.requestDomains)).toEqual([
      ["account.shop.example"],
    ]);
    expect((await phone.request(shop.url)).error?.code).toBe("not-granted");
    expect((await phone.request("https://account.shop.example/")).value).toMatchObject({ cmr: "0.1" });
  });

  test.each([
    ["by itself", [PERMISSION]],
    ["with every site", ["https://*/*", "http://*.localhost/*"]],
  ])("revoked %s and permitted again at once: the grant ends nevertheless", async (_name, patterns) => {
    const phone = await granted();
    if (!patterns.includes(PERMISSION)) {
      await phone.browser.permit(...patterns);
      phone.browser.permissions.held.delete(PERMISSION);
    }
    await phone.start();
    await phone.kill();
    await Promise.all([phone.browser.unpermit(...patterns), phone.browser.permit(...patterns)]);
    await phone.start();
    await expectNothingReadable(phone);
    expect((await phone.entities()).grants).toMatchObject([{ revokedAt: "2026-11-18T12:00:00Z" }]);
  });

  test.each([
    ["firefox", true],
    ["chromium", false],
  ] as const)(
    "all sites revoked and permitted again in %s: a host that stayed permitted stays granted",
    async (model, stays) => {
      const { phone } = await world(model);
      await phone.allow(shop.company, shop.host);
      await phone.browser.permit("https://*/*");
      await Promise.all([phone.browser.unpermit("https://*/*"), phone.browser.permit("https://*/*")]);
      await phone.start();
      expect((await phone.request(shop.url)).value !== undefined).toBe(stays);
    },
  );

  test("never permitted here, since another device allowed it: the grant stays", async () => {
    const { phone } = await world();
    const grants = [{ id: shop.company, hosts: [shop.host], parts: DEFAULT_PARTS, since: "2026-11-01T00:00:00Z" }];
    await phone.ask("import-record", { text: recordFile({ grants }) });
    await phone.pass(3_600_000);
    const [grant] = (await phone.entities()).grants;
    expect(grant).not.toHaveProperty("revokedAt");
    expect(phone.browser.rules.held).toEqual([]);
    expect((await phone.request(shop.url)).error?.code).toBe("not-granted");
  });
});

describe("pause", () => {
  test("removes every signal but not the permission; resuming restores the same", async () => {
    const phone = await granted();
    const [rule] = phone.browser.rules.get();
    await phone.ask("edit-grant", { company: shop.company, paused: true });
    await expectNothingReadable(phone);
    expect([...phone.browser.permissions.held]).toEqual([PERMISSION]);
    await phone.kill();
    await phone.start();
    expect(phone.browser.rules.held).toEqual([]);
    await phone.ask("edit-grant", { company: shop.company, paused: false });
    expect(phone.browser.rules.get()).toEqual([rule]);
    expect((await phone.request(shop.url)).value).toMatchObject({ cmr: "0.1" });
    expect(await directions(phone)).toEqual(["shared", "withdrawn", "shared"]);
  });
});

describe("the end of its period", () => {
  test("refuses a page from that second on; rule, script and receipt follow with the reconciliation", async () => {
    const phone = await granted();
    const [row] = await phone.rows("grants");
    const until = "2026-11-18T14:00:00Z";
    const { $h: _h, ...grant } = { ...row, until };
    await phone.ask("import-record", { text: recordFile({ grants: [{ ...grant, id: shop.company }] }, NOON + 60_000) });
    phone.now(Date.parse(until) - 1000);
    const answered = await phone.request(shop.url);
    expect(answered.value).toMatchObject({ expires: until });
    phone.now(Date.parse(until));
    expect((await phone.request(shop.url)).error?.code).toBe("not-granted");
    await phone.pass(60_000);
    await expectNothingReadable(phone);
  });
});
