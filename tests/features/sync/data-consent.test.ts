// Firefox's consent to the data that sync sends: without it nothing leaves, and sync waits for the user.
import { expect, test } from "vitest";
import { OF_SYNC_ALONE } from "../../../src/core/sharing/data-kinds.ts";
import { synced, together } from "../../support/sync/together.ts";

test("a consent that is taken back ends the requests, and a new one resumes the sync", async () => {
  const { phone, laptop, cloud, shop } = await together("firefox");
  await phone.browser.disagree("healthInfo");
  await phone.ask("rate-visit", { company: shop.company, value: 2 });
  cloud.requests.length = 0;
  expect(await synced(phone)).toMatchObject({ state: "needs-user", problem: { code: "no-permission" } });
  expect(cloud.requests).toEqual([]);
  await phone.browser.agree("healthInfo");
  expect((await synced(phone)).problem).toBeNull();
  await synced(laptop);
  expect((await laptop.entities()).feelings).toHaveLength(1);
});

test("leaving sync gives back what only sync needs", async () => {
  const { phone } = await together("firefox");
  await phone.ask("leave-sync", {});
  expect([...(phone.browser.permissions.data ?? [])].sort()).toEqual([
    "healthInfo",
    "personalCommunications",
    "personallyIdentifyingInfo",
  ]);
  expect(OF_SYNC_ALONE).toHaveLength(2);
});
