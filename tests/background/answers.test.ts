// Windows treat null as a failure, so no command that succeeds answers with null.
import { expect, test } from "vitest";
import { COMMANDS } from "../../src/core/commands/index.ts";
import { COMMAND_NAMES, PAYLOADS } from "../support/data/payloads.ts";
import { faultsMayBeLogged } from "../support/device/oracle.ts";
import { world } from "../support/device/world.ts";

test.each(COMMAND_NAMES.filter((name) => COMMANDS[name].from === "ui"))("%s", async (name) => {
  faultsMayBeLogged();
  const { phone, shop } = await world();
  await phone.allow(shop.company, shop.host);
  const reply = await phone.send(name, PAYLOADS[name]);
  if (reply.error === undefined) expect(reply.value).not.toBeNull();
});

test('"erase everything" leaves nothing in any store of the browser', async () => {
  const { phone } = await world();
  phone.browser.areas.session.set("draft f note", "typing");
  phone.browser.areas.local.set("of an older version", 1);
  expect(await phone.ask("erase-everything", {})).toEqual({});
  expect([...phone.browser.areas.session.keys()]).toEqual([]);
  expect([...phone.browser.areas.local.keys()].filter((key) => key !== "sentinel")).toEqual([]);
});
