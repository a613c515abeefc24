import { test } from "vitest";
import { launch } from "./support/driver.ts";
import { startSite } from "./support/site.ts";
import { sleep } from "./support/wait.ts";

test("probe", async () => {
  const site = await startSite({ "/": "x" });
  const b = await launch("firefox");
  await b.colorScheme("dark");
  const tab = await b.open(site.url("shop"));
  const pop = await b.popup(tab);
  const page = await b.page("src/entries/dashboard/index.html");
  for (let i = 0; i < 3; i++) {
    console.log([
      await tab.evaluate(() => matchMedia("(prefers-color-scheme: dark)").matches),
      await page.evaluate(() => matchMedia("(prefers-color-scheme: dark)").matches),
      await pop.evaluate(() => matchMedia("(prefers-color-scheme: dark)").matches).catch((e) => e.message),
    ]);
    await sleep(200);
  }
  await b.close();
  await site.close();
}, 90000);
