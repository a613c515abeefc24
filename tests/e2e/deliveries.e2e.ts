// Texts for a company without an open page: a plan, a feeling, the requests to delete both, and changed wishes. The
// company is a theme park on the real receiver.
import type { IncomingMessage, Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Row } from "../../src/core/record/change.ts";
import { BROWSERS } from "./support/browsers.ts";
import { allow, dashboard, type Logged, turnTo } from "./support/demo.ts";
import { launch, type Tab, type TestBrowser } from "./support/driver.ts";
import { hastyBuild, type LuckyBuild } from "./support/lucky.ts";
import { rowsIn, tell } from "./support/record.ts";
import { says, shows } from "./support/states.ts";

const PARK = "larkmoor.localhost";
const COMPANY = `companies/${PARK}`;
/** Ten seconds for Undo, plus the time of the request. */
const SENT = { timeout: 45_000 };

async function startPark() {
  const server: Server = await (await import("../../examples/larkmoor/server.mjs" as string)).createLarkmoor();
  const log: Logged[] = [];
  server.on("request", ({ method = "", url = "", headers }: IncomingMessage) => log.push({ method, url, headers }));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${PARK}:${port}/visit`,
    /** The page of the park's staff, with everything that the park has stored. */
    staff: async () => (await fetch(`http://127.0.0.1:${port}/staff`)).text(),
    deliveries: () => log.filter(({ method }) => method === "POST"),
    log,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

describe.each(BROWSERS)("deliveries while no page of the company is open, in %s", (name) => {
  let build: LuckyBuild;
  let browser: TestBrowser;
  let park: Awaited<ReturnType<typeof startPark>>;
  let handle: string;
  let page: Tab;

  beforeAll(async () => {
    build = hastyBuild(name);
    [browser, park] = await Promise.all([launch(name, { extensionFolder: build.folder }), startPark()]);
  });
  afterAll(async () => {
    await browser?.close();
    park?.close();
    build?.remove();
  });

  const states = async () =>
    Object.fromEntries(
      (await rowsIn(browser, "deliveries")).map(({ kind, state, withdraws }) => [`${kind} ${withdraws ?? ""}`, state]),
    );
  const of = async (kind: string): Promise<Row | undefined> =>
    (await rowsIn(browser, "deliveries")).find((row) => row.kind === kind);

  test("the user allows the park, which gives the customer a name, and closes its page", async () => {
    const tab = await browser.open(park.url);
    await allow(browser, tab, { origin: `http://${PARK}/*` });
    await tab.reload();
    const named = async () => /"handle":"([^"]+)"/.exec(JSON.stringify(await rowsIn(browser, "events")))?.[1] ?? "";
    await expect.poll(named).not.toBe("");
    handle = await named();
    await tab.close();
  });

  test("a plan under that name and a feeling without it arrive, each with its exact text", async () => {
    await tell(browser.extension, "rate-visit", { company: PARK, value: 1 });
    page = await dashboard(browser, "plans");
    await page.click("plan-add");
    await page.type("plan-what", "A day with the children");
    await page.click("plan-save");
    await page.click("plan-send");
    await page.select("share-as", "handle");
    await says(page, "share-text", '"what":"A day with the children"');
    // Firefox asks about the user's own words, once.
    if (name === "firefox") await browser.permission("allow", "");
    await page.click("share-confirm");
    if (name === "firefox") await browser.permissionAnswered();
    await page.element("plan-sent");
    await turnTo(browser, page, `${COMPANY}/feelings`);
    await page.click("share-feeling");
    await page.click("confirm-yes");
    await says(page, "share-text", '"value":1');
    await page.click("share-confirm");
    await shows(page, "share", ["data-state", "owed"]);
    await expect.poll(park.staff, SENT).toContain("A plan of a guest");
    await expect.poll(park.staff, SENT).toContain("A feeling from somebody");
    const sent = park.deliveries().map(({ url, headers }) => [url, headers.authorization]);
    expect(sent.sort()).toEqual([
      ["/cmr/feelings", undefined],
      ["/cmr/plans", `CMR ${handle}`],
    ]);
  });

  test("the user withdraws both, and the park deletes them", async () => {
    await page.click("withdraw-delivered");
    await turnTo(browser, page, "plans");
    await page.click("withdraw-delivered");
    await page.element("withdrawal-state");
    await page.close();
    await expect.poll(park.staff, SENT).toContain("Nothing yet.");
    const [plan, feeling] = [await of("plan"), await of("feeling")];
    await expect.poll(states).toEqual({
      "plan ": "accepted",
      "feeling ": "accepted",
      [`withdraw ${plan?.id}`]: "accepted",
      [`withdraw ${feeling?.id}`]: "accepted",
    });
  });

  test("changed wishes arrive automatically, once, with the newest text, after the background stopped", async () => {
    page = await dashboard(browser, `${COMPANY}/shared`);
    await page.click("updates");
    const followed = async () => (await rowsIn(browser, "grants")).find(({ id }) => id === PARK)?.updatesAs;
    await expect.poll(followed).toBe(handle);
    await page.close();
    for (const word of ["detailed", "short"])
      await tell(browser.extension, "edit-layer", {
        layer: "base",
        fields: { treatment: { style: [word] } },
        confirmed: true,
      });
    await browser.stopBackground();
    await expect.poll(park.staff, SENT).toContain("Wishes of a guest");
    await expect.poll(async () => (await of("preferences"))?.state).toBe("accepted");
    const update = await of("preferences");
    expect(JSON.parse(String(update?.body))).toMatchObject({ treatment: { style: ["short"] } });
    const sent = park.deliveries().filter(({ url }) => url === "/cmr/preferences");
    expect(sent.map(({ headers }) => headers.authorization)).toEqual([`CMR ${handle}`]);
  });

  test("no header identifies the installation, and no page load caused the requests", () => {
    const headers = park.deliveries().map((request) => request.headers);
    for (const header of ["origin", "referer", "cookie", "sec-cmr-preferences"])
      expect(headers.map((all) => all[header])).toEqual(headers.map(() => undefined));
    expect(JSON.stringify(headers)).not.toMatch(/extension/);
    const first = park.log.findIndex(({ method }) => method === "POST");
    const later = park.log.slice(first).filter(({ headers: one }) => one["sec-fetch-dest"] === "document");
    expect(later).toEqual([]);
  });
});
