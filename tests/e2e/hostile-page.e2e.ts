// Hostile pages: other frames, other hosts, floods, forged and malformed events.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BROWSERS } from "./support/browsers.ts";
import { allow, dashboard } from "./support/demo.ts";
import { launch, type Tab, type TestBrowser } from "./support/driver.ts";
import { answers, ask, getsAtMost, getsNoAnswer, hear } from "./support/events.ts";
import { type Site, startSite } from "./support/site.ts";
import { until } from "./support/wait.ts";

const FILE = {
  cmr: "0.1",
  lastUpdate: "2026-11-01",
  status: "live",
  company: { name: "Part" },
  hosts: ["part.localhost"],
  honours: { kinds: ["offers"], channels: ["email"] },
};
const LINK = '<link rel="cmr-participation" href="/.well-known/cmr-participation.json">';
const HEADER = "sec-cmr-preferences";

describe.each(BROWSERS)("hostile pages, in %s", (name) => {
  let browser: TestBrowser;
  let site: Site;
  let part: Tab;

  beforeAll(async () => {
    [browser, site] = await Promise.all([
      launch(name),
      startSite({
        "part/": `<!doctype html><title>Part</title>${LINK}<h1>Part</h1>`,
        "part/.well-known/cmr-participation.json": { json: FILE },
        "part/echo": ({ headers }) => ({
          headers: { "access-control-allow-origin": "*" },
          json: { header: headers[HEADER] ?? null },
        }),
        "part/hop": { status: 302, headers: { location: "/" } },
        "part/sandboxed": {
          headers: { "content-security-policy": "sandbox allow-scripts" },
          body: "<!doctype html><h1>Sandboxed</h1>",
        },
        "sub.part/": "<!doctype html><title>Sub</title><h1>Sub</h1>",
        "deep.sub.part/": "<!doctype html><title>Deep</title><h1>Deep</h1>",
        "other/": "<!doctype html><title>Other</title><h1>Other</h1>",
      }),
    ]);
    site.routes["part/away"] = { status: 302, headers: { location: site.url("other") } };
    part = await browser.open(site.url("part"));
    await allow(browser, part, { origin: site.origin("part") });
    await part.reload();
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  const headersOf = (host: string, path = "/") =>
    site.requests
      .filter((request) => request.host === host && request.path === path)
      .map(({ headers }) => headers[HEADER]);

  test("the granted top-level document gets an answer", async () => {
    expect(headersOf("part").at(-1)).toContain("v=1");
    await hear(part);
    await ask(part, JSON.stringify({ id: "a" }));
    await expect.poll(() => answers(part)).toBe(1);
    await getsAtMost(part, 1);
  });

  test("a flood gets at most twenty answers, and malformed events none", async () => {
    await part.reload();
    const broken = [
      "",
      "null",
      "[]",
      "{",
      '"text"',
      "{}",
      '{"id":1}',
      '{"id":"x","parts":"all"}',
      '{"id":"x","parts":["everything"]}',
      `{"id":"${"y".repeat(70_000)}"}`,
      '{"__proto__":{"id":"z"}}',
    ];
    await hear(part);
    await ask(part, ...broken);
    await getsNoAnswer(part);
    await part.reload();
    const flood = Array.from({ length: 5000 }, (_, index) => JSON.stringify({ id: String(index) }));
    await hear(part);
    await ask(part, ...flood);
    await expect.poll(() => answers(part)).toBeGreaterThan(0);
    await getsAtMost(part, 20);
  });

  test("the script never reads details that are not strings", async () => {
    await part.reload();
    await hear(part);
    await part.evaluate(() => {
      const cyclic: Record<string, unknown> = { id: "c" };
      cyclic.self = cyclic;
      const getter = Object.defineProperty({}, "id", { get: () => "g", enumerable: true });
      for (const detail of [{ id: "object" }, cyclic, getter, () => "x", new Proxy({}, {}), document.body, 1n]) {
        window.dispatchEvent(new CustomEvent("cmr:request", { detail }));
      }
      window.postMessage({ command: "request-preferences", payload: { id: "p" } }, "*");
    });
    await getsNoAnswer(part);
  });

  test("neither a frame of the company on another site nor a frame in its own page gets an answer or a header", async () => {
    const other = await browser.open(site.url("other"));
    for (const surface of [other, part]) {
      site.requests.length = 0;
      await hear(surface);
      await surface.evaluate(
        (url) =>
          new Promise<void>((loaded) => {
            const frame = document.createElement("iframe");
            frame.src = url;
            frame.onload = () => {
              try {
                const inner = frame.contentWindow as (Window & typeof globalThis) | null;
                inner?.addEventListener("cmr:preferences", () => dispatchEvent(new CustomEvent("cmr:preferences")));
                inner?.dispatchEvent(new CustomEvent("cmr:request", { detail: '{"id":"f"}' }));
              } catch {
                // The frame has another origin, and no script of ours that could answer.
              }
              loaded();
            };
            document.body.append(frame);
          }),
        site.url("part"),
      );
      await getsNoAnswer(surface);
      expect(headersOf("part")).toEqual([undefined]);
    }
    await other.close();
  });

  test("no fetch has the header: neither the page's own, nor one from another page or a sandboxed frame", async () => {
    const other = await browser.open(site.url("other"));
    for (const surface of [part, other]) {
      await expect
        .poll(() =>
          surface.evaluate(async (url) => (await (await fetch(url)).json()).header, site.url("part", "/echo")),
        )
        .toBeNull();
    }
    const sandboxed = await other.evaluate(
      (url) =>
        new Promise<string>((done) => {
          window.addEventListener("message", (event) => done(String(event.data)));
          const frame = document.createElement("iframe");
          frame.setAttribute("sandbox", "allow-scripts");
          frame.srcdoc = `<script>fetch(${JSON.stringify(url)}).then((r) => r.json()).then((j) => parent.postMessage(String(j.header), "*"), (e) => parent.postMessage("failed " + e, "*"))</script>`;
          document.body.append(frame);
        }),
      site.url("part", "/echo"),
    );
    expect(sandboxed).toBe("null");
    await other.close();
  });

  test("subdomains and other hosts get nothing, and a redirect forwards nothing", async () => {
    site.requests.length = 0;
    const tab = await browser.open(site.url("sub.part"));
    await tab.goto(site.url("part", "/away"));
    expect(headersOf("sub.part")).toEqual([undefined]);
    expect(headersOf("other")).toEqual([undefined]);
    await tab.goto(site.url("part", "/hop"));
    expect(headersOf("part").at(-1)).toContain("v=1");
    await tab.close();
  });

  test("a sandboxed document of the company gets no answer", async () => {
    const tab = await browser.open(site.url("part", "/sandboxed"));
    await hear(tab);
    await ask(tab, '{"id":"s"}');
    await getsNoAnswer(tab);
    await tab.close();
  });

  test("a page's acknowledgement is stored only as the page's statement", async () => {
    await part.reload();
    await part.evaluate(() => {
      const said = { receipt: "r", honours: { contact: "yes" }, handle: "abc", grant: { parts: { plans: true } } };
      for (let count = 0; count < 60; count++)
        window.dispatchEvent(new CustomEvent("cmr:acknowledge", { detail: JSON.stringify(said) }));
    });
    const page = await dashboard(browser, "companies/part.localhost");
    await page.waitFor(() => document.body.textContent?.includes("confirmed what it read") ?? false);
    await expect.poll(() => page.count("timeline-event")).toBeLessThanOrEqual(22);
    await page.close();
    await expect.poll(() => browser.hosts()).toEqual([site.origin("part")]);
  });

  test("with every site permitted, the host gets the header, and a subdomain does not", async () => {
    const settings = await dashboard(browser, "settings");
    await browser.permission("allow", "https://*/*");
    await settings.click("gpc");
    await browser.permissionAnswered();
    await until("the rules", async () => (await browser.dynamicRules()).length === 5);
    await settings.close();
    site.requests.length = 0;
    const tab = await browser.open(site.url("sub.part"));
    await tab.goto(site.url("deep.sub.part"));
    await tab.goto(site.url("part"));
    const seen = (host: string) =>
      site.requests.filter((request) => request.host === host && request.path === "/").map(({ headers }) => headers);
    // The other header proves that the wide permission works there.
    expect(seen("sub.part").map((headers) => [headers["sec-gpc"], headers[HEADER]])).toEqual([["1", undefined]]);
    expect(seen("deep.sub.part").map((headers) => [headers["sec-gpc"], headers[HEADER]])).toEqual([["1", undefined]]);
    expect(seen("part").at(-1)).toMatchObject({ "sec-gpc": "1", [HEADER]: expect.stringContaining("v=1") });
    await tab.close();
  });
});
