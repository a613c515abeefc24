// Checks that the header is on the first navigation after Allow and on all later ones, and absent from the next request
// after revoking.
import { allow, browsers, closeTab, command, DASHBOARD, extensionPage, preapprove } from "./browser.mjs";
import { copyOf } from "./extensions.mjs";

const FOLLOWING = 50;

export async function measureHeader({ program, folder, build, site, quick, add, say }) {
  const own = browsers(program, folder);
  const hosts = Array.from({ length: quick ? 2 : 10 }, (_, number) => `header-${number}.localhost`);
  say("header after Allow and after revoke");
  try {
    const browser = await own.start({ regards: copyOf(build, `${folder}/regards-header`) });
    await preapprove(browser, hosts);
    const page = await browser.open(site.url(hosts[0], "/ask"));
    const visit = async (host) => {
      const from = site.headers.length;
      await page.send("Page.navigate", { url: site.url(host, "/ask") });
      await page.evaluate(
        "document.readyState === 'complete' || new Promise((done) => addEventListener('load', done))",
      );
      return site.headers.slice(from);
    };
    const carried = ({ value }) => value?.includes("v=1") === true;
    const counts = { before: 0, first: 0, following: 0, gone: 0 };
    for (const host of hosts) {
      counts.before += (await visit(host)).filter(carried).length;
      const popup = await allow(browser, page);
      counts.first += (await visit(host)).filter(carried).length;
      await closeTab(browser, popup.targetId);
    }
    for (let count = 0; count < FOLLOWING; count++)
      counts.following += (await visit(hosts[count % hosts.length])).filter(carried).length;
    const dashboard = await extensionPage(browser, "regards", DASHBOARD);
    for (const host of hosts) {
      await command(dashboard, "revoke-company", { company: host });
      counts.gone += (await visit(host)).filter((request) => !carried(request)).length;
    }
    const [of, target] = [hosts.length, hosts.length];
    add({ what: "header before Allow", count: counts.before, of, target: 0 });
    add({ what: "header on the first navigation after Allow", count: counts.first, of, target });
    add({ what: "header on the navigations after it", count: counts.following, of: FOLLOWING, target: FOLLOWING });
    add({ what: "header gone on the next request after revoke", count: counts.gone, of, target });
  } finally {
    await own.closeAll();
  }
}
