// Header rules and registered scripts equal f(record, permitted hosts) after any sequence of commands, permission
// changes, days and deaths. f is written here a second time, from the stored rows.
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Grant } from "../../src/core/grant.ts";
import { isLive } from "../../src/core/grant.ts";
import { permissionFor } from "../../src/core/host.ts";
import { encodeHeader } from "../../src/core/signal/header.ts";
import { summaryFor, viewFor } from "../../src/core/view.ts";
import { granting } from "../core/profile.ts";
import { faultsMayBeLogged } from "../support/oracle.ts";
import { thorough } from "../support/runs.ts";
import { settled } from "../support/settle.ts";
import { step } from "../support/steps.ts";
import { type Device, world } from "../support/world.ts";

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
    const [scheme] = /https?/.exec(condition.regexFilter ?? "") ?? [];
    const hosts = (condition.requestDomains ?? []).map((host) => `${scheme}://${host}/*`);
    plan.set(value, [...(plan.get(value) ?? []), ...hosts]);
  }
  const scripted = [...device.browser.scripts.values()].flatMap(({ matches = [] }) => matches);
  return [[...plan].map(([value, hosts]) => `${value} -> ${hosts.sort()}`).sort(), scripted.sort()];
}

/** Few for the minute of `npm run check`; `npm test` runs forty. */
const RUNS = thorough ? 40 : 3;

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
    { numRuns: RUNS },
  );
  // Three runs may by chance allow nobody for long.
  if (thorough) expect(ruled).toBeGreaterThan(RUNS * 2);
}, 240_000);

test("two edits at once: the slower witness does not put the older one into the rules", async () => {
  const { phone } = await world();
  await phone.allow("a.example", "www.a.example");
  const edit = (style: string) =>
    phone.send("edit-layer", { layer: "base", fields: { treatment: { style: [style] } }, confirmed: true });
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
  await phone.ask("edit-layer", { layer: "base", fields: { treatment: { style: ["short"] } }, confirmed: true });
  expect([phone.browser.rules.held.length, phone.browser.rules.updates - before]).toEqual([1, 1]);
});

/** Two companies that may read these parts, one of them for an hour. */
async function twoCompanies(parts: object) {
  const { phone } = await world();
  const { recordFile } = await import("../support/rows.ts");
  await phone.browser.permit("https://*/*");
  const since = new Date(phone.time).toISOString();
  const until = new Date(phone.time + 3_600_000).toISOString();
  const grants = ["lasting", "ending"].map((name) => ({
    id: `${name}.example`,
    hosts: [`${name}.example`],
    parts,
    since,
    ...(name === "ending" ? { until } : {}),
  }));
  await phone.ask("import-record", { text: recordFile({ grants }) });
  return phone;
}

const style = (...styles: string[]) => ({ layer: "base", fields: { treatment: { style: styles } }, confirmed: true });

/** Hosts by rule. */
const told = (device: Device) =>
  device.browser.rules.held.map(({ condition }) => [...(condition.requestDomains ?? [])].sort()).sort();

test("an edit after a permission has ended tells that company nothing, before any alarm has rung", async () => {
  const phone = await twoCompanies(granting("treatment"));
  await phone.ask("edit-layer", style("short"));
  expect(told(phone)).toEqual([["ending.example", "lasting.example"]]);
  phone.now(phone.time + 3_600_000);
  await phone.ask("edit-layer", style("formal"));
  expect(told(phone)).toEqual([["lasting.example"]]);
  expect(held(phone)).toEqual(await wanted(phone));
});

test("a plan for one of two companies that may read nothing else parts them, until it is over", async () => {
  const phone = await twoCompanies(granting("plans"));
  const before = told(phone);
  expect(held(phone)).toEqual(await wanted(phone));
  const plan = { what: "a bicycle", verb: "buy", certainty: "likely", replies: "none", expires: "2026-11-19" };
  await phone.ask("edit-plan", { plan: { ...plan, audience: { companies: ["lasting.example"] } } });
  const during = told(phone);
  expect(during).not.toEqual(before);
  expect(held(phone)).toEqual(await wanted(phone));
  phone.now(Date.parse("2026-11-20T12:00:00Z"));
  await phone.ask("edit-layer", style("formal"));
  expect(told(phone)).not.toEqual(during);
  expect(held(phone)).toEqual(await wanted(phone));
});
