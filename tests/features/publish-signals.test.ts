// Header rules and registered scripts equal f(record, permitted hosts) after any sequence of commands, permission
// changes, days and deaths. f is written here a second time, from the stored rows.
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Grant } from "../../src/core/grant.ts";
import { isLive } from "../../src/core/grant.ts";
import { permissionFor } from "../../src/core/host.ts";
import { encodeHeader } from "../../src/core/signal/header.ts";
import { PARTS, type Part } from "../../src/core/signal/vocabulary.ts";
import { summaryFor, viewFor } from "../../src/core/view.ts";
import { faultsMayBeLogged } from "../support/oracle.ts";
import { settled } from "../support/settle.ts";
import { type Device, world } from "../support/world.ts";

const HOSTS = ["www.a.example", "my.a.example", "www.b.example", "c.localhost"];
const companyOf = (host: string) => host.split(".").slice(-2).join(".");

/** Hosts by header value, as sorted text. */
async function wanted(device: Device): Promise<[string[], string[]]> {
  const at = device.here.clock.instantNow();
  const plan = new Map<string, string[]>();
  const scripted: string[] = [];
  for (const { id, hosts, parts } of ((await device.entities()).grants as Grant[]).filter((grant) =>
    isLive(grant, at),
  )) {
    const permitted = hosts.filter((host) => device.browser.permissions.contains([permissionFor(host)]));
    const input = await device.here.record.readViewInput(id, parts);
    const value = encodeHeader(summaryFor(input, viewFor(input)));
    for (const host of permitted) {
      if (value !== null) plan.set(value, [...(plan.get(value) ?? []), permissionFor(host)]);
      scripted.push(permissionFor(host));
    }
  }
  return [[...plan].map(([value, hosts]) => `${value} -> ${hosts.sort()}`).sort(), scripted.sort()];
}

function held(device: Device): [string[], string[]] {
  const plan = new Map<string, string[]>();
  for (const { action, condition } of device.browser.rules.held) {
    const value = action.requestHeaders?.[0]?.value ?? "";
    const scheme = condition.urlFilter?.slice(1) ?? "";
    const hosts = (condition.requestDomains ?? []).map((host) => `${scheme}${host}/*`);
    plan.set(value, [...(plan.get(value) ?? []), ...hosts]);
  }
  const scripted = [...device.browser.scripts.values()].flatMap(({ matches = [] }) => matches);
  return [[...plan].map(([value, hosts]) => `${value} -> ${hosts.sort()}`).sort(), scripted.sort()];
}

interface Step {
  name: string;
  take: (device: Device, batches: string[]) => Promise<unknown>;
}

const host = fc.constantFrom(...HOSTS);
const parts = fc.record(Object.fromEntries(PARTS.map((part) => [part, fc.boolean()]))) as fc.Arbitrary<
  Record<Part, boolean>
>;
const layer = fc.constantFrom("base", "company:a.example", "company:b.example", "sector:bank", "sector:retail");
const want = fc.constantFrom("yes", "ask", "no");
const kinds = fc.subarray(["offers", "news", "advice", "security"], { minLength: 1 });
const about = fc.option(fc.constantFrom({ label: "loans" }, { label: "cards" }), { nil: undefined });
const date = fc.option(fc.constantFrom("2026-11-18", "2026-11-19", "2026-11-21"), { nil: undefined });

const command = (name: string, payload: fc.Arbitrary<object>): fc.Arbitrary<Step> =>
  payload.map((value) => ({
    name: `${name} ${JSON.stringify(value)}`,
    take: async (device, batches) => {
      const { batch } = ((await device.send(name, value)).value ?? {}) as { batch?: string | null };
      if (typeof batch === "string") batches.push(batch);
    },
  }));

const act = (name: string, take: Step["take"]): fc.Arbitrary<Step> => fc.constant({ name, take });

const grantOf = fc.constantFrom("a.example", "b.example", "c.localhost");
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.tuple(host, parts).map(
      ([name, given]): Step => ({
        name: `allow ${name} ${JSON.stringify(given)}`,
        take: async (device) => {
          await device.send("allow-company", { company: companyOf(name), host: name, parts: given });
          await device.browser.permit(permissionFor(name));
        },
      }),
    ),
  },
  {
    weight: 2,
    arbitrary: command(
      "allow-company",
      fc.tuple(host, parts).map(([name, given]) => ({ company: companyOf(name), host: name, parts: given })),
    ),
  },
  {
    weight: 2,
    arbitrary: host.map(
      (name): Step => ({ name: `permit ${name}`, take: (device) => device.browser.permit(permissionFor(name)) }),
    ),
  },
  {
    weight: 2,
    arbitrary: host.map(
      (name): Step => ({ name: `unpermit ${name}`, take: (device) => device.browser.unpermit(permissionFor(name)) }),
    ),
  },
  { weight: 1, arbitrary: act("permit all", (device) => device.browser.permit("https://*/*")) },
  { weight: 1, arbitrary: act("unpermit all", (device) => device.browser.unpermit("https://*/*")) },
  {
    weight: 3,
    arbitrary: command(
      "edit-grant",
      fc.record({ company: grantOf, parts, paused: fc.boolean() }, { requiredKeys: ["company"] }),
    ),
  },
  { weight: 1, arbitrary: command("revoke-company", fc.record({ company: grantOf })) },
  {
    weight: 5,
    arbitrary: command(
      "edit-preference",
      fc.tuple(layer, kinds, want, about, date, date).map(([name, some, answer, subject, from, until]) => ({
        layer: name,
        rule: { kinds: some, want: answer, about: subject, from, until },
      })),
    ),
  },
  {
    weight: 2,
    arbitrary: command(
      "remove-preference",
      fc.constantFrom("default-security", "default-marketing", "default-service").map((id) => ({ id })),
    ),
  },
  {
    weight: 3,
    arbitrary: command(
      "edit-layer",
      fc
        .tuple(layer, fc.subarray(["short", "formal", "no-upsell"]))
        .map(([name, style]) => ({ layer: name, fields: { treatment: { style } } })),
    ),
  },
  {
    weight: 2,
    arbitrary: command(
      "edit-company",
      fc.record({ company: grantOf, sector: fc.constantFrom("bank", "retail", null) }),
    ),
  },
  {
    weight: 1,
    arbitrary: command(
      "edit-profile",
      fc.constantFrom("Pacific/Kiritimati", "Etc/GMT+12").map((timeZone) => ({ timeZone })),
    ),
  },
  {
    weight: 3,
    arbitrary: fc.nat(30).map(
      (index): Step => ({
        name: `undo ${index}`,
        take: async (device, batches) => device.send("undo", { batch: batches.at(-1 - (index % 5)) ?? "none" }),
      }),
    ),
  },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom(60_000, 13 * 3_600_000, 40 * 3_600_000)
      .map((time): Step => ({ name: `pass ${time}`, take: (device) => device.pass(time) })),
  },
  { weight: 2, arbitrary: act("kill", async (device) => device.kill().then(() => device.start())) },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.nat(25), host, parts).map(
      ([effects, name, given]): Step => ({
        name: `kill ${effects} effects into allowing ${name}`,
        take: async (device) => {
          await device.killDuring(effects, async () => {
            await device.send("allow-company", { company: companyOf(name), host: name, parts: given });
            await device.browser.permit(permissionFor(name));
          });
          await device.start();
        },
      }),
    ),
  },
  {
    weight: 1,
    arbitrary: act("an update the browser refuses", async (device) => {
      device.browser.rules.refuseNext = true;
      await device.send("edit-layer", { layer: "base", fields: { treatment: { style: ["detailed"] } } });
      device.browser.rules.refuseNext = false;
      await device.pass(60_000);
    }),
  },
);

test("after any sequence", async () => {
  faultsMayBeLogged(/dead|Database|refused|Internal error/);
  let ruled = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 15, maxLength: 15 }), async (steps) => {
      const { phone } = await world();
      const batches: string[] = [];
      for (const [index, { name, take }] of steps.entries()) {
        await take(phone, batches);
        await phone.load();
        await settled();
        expect([index, name, ...held(phone)]).toEqual([index, name, ...(await wanted(phone))]);
        ruled += phone.browser.rules.held.length;
      }
    }),
    { numRuns: 100 },
  );
  expect(ruled).toBeGreaterThan(500);
}, 240_000);

test("two edits at once: the slower witness does not put the older one into the rules", async () => {
  const { phone } = await world();
  await phone.allow("a.example", "www.a.example");
  const edit = (style: string) =>
    phone.send("edit-layer", { layer: "base", fields: { treatment: { style: [style] } } });
  await Promise.all([edit("short"), edit("formal"), edit("detailed"), edit("no-upsell")]);
  expect(held(phone)).toEqual(await wanted(phone));
});

test("granted companies that see the same are one rule, and an edit is one update, also when receipts follow", async () => {
  const { phone } = await world();
  const { recordFile } = await import("../support/rows.ts");
  const { SHARE_ALL } = await import("../../src/core/share-all.ts");
  const hosts = Array.from({ length: 120 }, (_, index) => `h${index}.example`);
  await phone.browser.permit("https://*/*");
  const grants = hosts.map((id) => ({ id, hosts: [id], parts: SHARE_ALL, since: "2026-11-01T00:00:00Z" }));
  await phone.ask("import-record", { text: recordFile({ grants }) });
  expect(phone.browser.rules.held.map(({ condition }) => condition.requestDomains?.length)).toEqual([120]);
  const before = phone.browser.rules.updates;
  await phone.ask("edit-layer", { layer: "base", fields: { treatment: { style: ["short"] } } });
  expect([phone.browser.rules.held.length, phone.browser.rules.updates - before]).toEqual([1, 1]);
});
