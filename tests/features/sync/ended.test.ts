// The end of a test ends the sync of its devices, so that their edits reach no cloud of a later test.
import { expect, test, vi } from "vitest";
import { synced, textsIn, together } from "../../support/sync/together.ts";

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

test("a test may end during a sync", async () => {
  const { phone } = await together();
  const { fetch } = globalThis;
  vi.stubGlobal("fetch", async (...given: Parameters<typeof fetch>) => {
    await wait(30);
    return fetch(...given);
  });
  await phone.ask("edit-profile", { letterName: "Ann" });
  expect(phone.here.clock.clock.now()).toBe(phone.time);
});

test("the next one has a cloud of its own", async () => {
  const { phone, cloud } = await together();
  await wait(300);
  await synced(phone);
  expect(await textsIn(cloud, phone)).not.toContain("Ann");
});
