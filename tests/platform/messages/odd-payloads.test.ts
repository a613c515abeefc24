// Payloads from a broken or hostile sender: refused with a typed code, nothing written, nothing crashed.
import fc from "fast-check";
import { expect, test } from "vitest";
import { COMMANDS, type CommandName } from "../../../src/core/commands/index.ts";
import { COMMAND_NAMES, PAYLOADS } from "../../support/data/payloads.ts";
import { type Device, world } from "../../support/device/world.ts";
import { runs } from "../../support/runs.ts";

const isValid = (command: CommandName, payload: unknown): boolean =>
  COMMANDS[command].payload.safeParse(JSON.parse(JSON.stringify({ payload })).payload).success;

async function granted(): Promise<Device> {
  const { phone, shop } = await world();
  await phone.allow(shop.company, shop.host);
  return phone;
}

const senderOf = (device: Device, command: CommandName) =>
  COMMANDS[command].from === "ui" ? device.ownPage() : device.contentScript("https://www.shop.example/");

async function refuses(device: Device, command: CommandName, payload: unknown): Promise<void> {
  const reply = await device.send(command, payload, senderOf(device, command));
  expect(reply.error?.code).toBe("bad-command");
}

test("200 random values for each command are refused and write nothing", async () => {
  const phone = await granted();
  const before = await phone.dump();
  for (const command of COMMAND_NAMES) {
    const odd = fc.jsonValue().filter((value) => !isValid(command, value));
    const values = fc.sample(odd, { numRuns: runs(200) });
    await Promise.all(values.map((value) => refuses(phone, command, value)));
  }
  expect(await phone.dump()).toEqual(before);
});

test("payloads with one member removed, nested or replaced by an odd value are refused and write nothing", async () => {
  const phone = await granted();
  const before = await phone.dump();
  let tried = 0;
  for (const command of COMMAND_NAMES) {
    const valid: Record<string, unknown> = { ...PAYLOADS[command] };
    for (const member of Object.keys(valid)) {
      const { [member]: gone, ...rest } = valid;
      const odd: unknown[] = [null, [], {}, "", -1, 1e99, true, [gone], { [member]: gone }, "\u0000", "x".repeat(2000)];
      for (const payload of [rest, ...odd.map((value) => ({ ...valid, [member]: value }))]) {
        if (isValid(command, payload)) continue;
        tried++;
        await refuses(phone, command, payload);
      }
    }
    const unknown = { ...valid, surplus: 1 };
    if (!isValid(command, unknown)) await refuses(phone, command, unknown);
  }
  expect(tried).toBeGreaterThan(300);
  expect(await phone.dump()).toEqual(before);
});

test("members named `__proto__` and `constructor` change no prototype and reach no row", async () => {
  const phone = await granted();
  const texts = ['{"receipt":"x","__proto__":{"polluted":1}}', '{"constructor":{"prototype":{"polluted":1}}}'];
  for (const text of texts) {
    const payload: unknown = JSON.parse(text);
    await phone.send("acknowledge-preferences", payload, senderOf(phone, "acknowledge-preferences"));
    await phone.send("edit-layer", { layer: "base", fields: payload });
    await phone.send("edit-preference", { layer: "base", rule: { kinds: "*", want: "no", ...(payload as object) } });
  }
  expect(({} as { polluted?: number }).polluted).toBeUndefined();
  for (const row of await phone.rows("layers")) expect(Object.getPrototypeOf(row)).toBe(Object.prototype);
});
