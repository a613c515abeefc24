// Everything that can happen to a device that shares: commands, permission changes, days and deaths.
import fc from "fast-check";
import { permissionFor } from "../../../src/core/companies/host.ts";
import { PARTS, type Part } from "../../../src/signal/vocabulary.ts";
import type { Device } from "./world.ts";

const HOSTS = ["www.a.example", "my.a.example", "www.b.example", "c.localhost"];
const companyOf = (host: string) => host.split(".").slice(-2).join(".");

export interface Step {
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

const audience = fc.oneof(
  fc.constantFrom("nobody", "any-participant-I-granted"),
  fc.constantFrom("bank", "retail").map((sector) => ({ sector })),
  fc.subarray(["a.example", "b.example", "c.localhost"]).map((companies) => ({ companies })),
);

const act = (name: string, take: Step["take"]): fc.Arbitrary<Step> => fc.constant({ name, take });

/** Invalid members that a file, another version or a damaged disk may leave in a grant's row. */
const odd = fc.constantFrom<object>(
  { until: "zzz" },
  { until: "" },
  { until: 7 },
  { hosts: ["*", "a b", "www.a.example"] },
  { hosts: "www.a.example" },
  { hosts: ["www.stranger.example", "www.b.example"] },
  { parts: "all" },
  { paused: "no" },
);

const grantOf = fc.constantFrom("a.example", "b.example", "c.localhost");
export const step: fc.Arbitrary<Step> = fc.oneof(
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
  {
    weight: 2,
    arbitrary: fc.tuple(fc.constantFrom("a.example", "b.example", "odd.example"), odd).map(
      ([id, fields]): Step => ({
        name: `an odd row ${id} ${JSON.stringify(fields)}`,
        take: async (device) => {
          const hosts = [`www.${id}`];
          const row = { $h: { $: "0" }, id, hosts, parts: { contact: true }, since: "2026-11-01T00:00:00Z", ...fields };
          await device.database.grants.put(row as never);
          // As every permission, with the company's row.
          if ((await device.database.companies.get(id)) === undefined)
            await device.database.companies.put({ $h: { $: "0" }, id, name: id });
          await device.pass(0);
        },
      }),
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
      "edit-plan",
      fc.tuple(audience, fc.constantFrom("2026-11-18", "2026-11-19", "2027")).map(([who, expires]) => ({
        plan: { what: "a bicycle", verb: "buy", certainty: "likely", replies: "none", expires, audience: who },
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
