// The SDK as companies get it: the built package in plain Node, in the README's examples and in the example bank.
import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { companyOf } from "../../../src/core/companies/company.ts";
import { checkSite } from "../../../src/kit/check/check-site.ts";
import { HEADER_NAME } from "../../../src/kit/site/index.ts";
import { readParticipation } from "../../../src/signal/participation.ts";

const run = promisify(execFile);
const root = resolve(import.meta.dirname, "../../..");
const entryOf = (entry: string) => pathToFileURL(join(root, `dist/sdk/kit/site/${entry}.js`)).href;
const tsc = join(root, "node_modules/typescript/bin/tsc");

beforeAll(async () => {
  // The bank also runs on the receiver.
  await run(process.execPath, ["scripts/build.mjs", "sdk", "receiver"], { cwd: root });
}, 60_000);

test("a company's TypeScript resolves the types", { timeout: 60_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), "sdk-"));
  const index = join(root, "dist/sdk/kit/site/index.js");
  const use = `import { decide, type Decision, type Summary } from ${JSON.stringify(index)};
export const decision: Decision = decide({ kinds: { offers: "no" }, style: [], terms: null, more: false }, { kind: "offers" });
// @ts-expect-error: there is no such kind
export const wrong: Summary["kinds"] = { astrology: "no" };`;
  await writeFile(join(folder, "use.ts"), use);
  const flags = ["--noEmit", "--strict", "--skipLibCheck", "false", "--types", "", "--target", "es2022"];
  const modules = ["--module", "nodenext", "--lib", "es2023,dom"];
  await run(process.execPath, [tsc, ...flags, ...modules, join(folder, "use.ts")], { cwd: folder }).catch((error) => {
    throw new Error(error.stdout);
  });
  await rm(folder, { recursive: true });
});

test("the README's examples run and print the stated output", async () => {
  const readme = await readFile(join(root, "src/kit/site/README.md"), "utf8");
  const blocks = [...readme.matchAll(/```js\n(.*?)```/gs)].map((match) => match[1] ?? "");
  const outputs = await Promise.all(
    blocks.map(async (block) => {
      const code = block.replaceAll(/"@regards\/site(?:\/([a-z]+))?"/g, (_, entry = "index") =>
        JSON.stringify(entryOf(entry)),
      );
      return (await run(process.execPath, ["--input-type=module", "--eval", code])).stdout.trim();
    }),
  );
  expect(outputs).toEqual([
    "The customer does not want offers.",
    "Hello Sec-CMR-Preferences",
    "nobody answered",
    "over-limit true",
  ]);
});

describe("copied into a project without a module type, or with CommonJS, as npm init -y sets it", () => {
  const projects = [{ name: "company" }, { name: "company", type: "commonjs" }];
  test.each(projects)("%j", async (description) => {
    const folder = await mkdtemp(join(tmpdir(), "company-"));
    await writeFile(join(folder, "package.json"), JSON.stringify(description));
    await cp(join(root, "dist/sdk"), join(folder, "regards"), { recursive: true });
    await cp(join(root, "dist/sdk"), join(folder, "node_modules/@regards/site"), { recursive: true });
    const readme = await readFile(join(root, "src/kit/site/README.md"), "utf8");
    const [first = ""] = [...readme.matchAll(/```js\n(.*?)```/gs)].map((match) => match[1] ?? "");
    const entries = ["node", "fetch", "hono", "fastify", "browser"];
    const named = ["expressPreferences", "withPreferences", "honoPreferences", "fastifyPreferences", "getPreferences"];
    const imports = entries.map((entry, at) => `import { ${named[at]} } from "@regards/site/${entry}";`).join("\n");
    const asked = 'console.log(decide(null, { kind: "offers" }).reason);';
    const files = {
      "readme.mjs": first,
      "named.mjs": `import { decide } from "@regards/site";\n${asked}`,
      "required.cjs": `const { decide } = require("@regards/site");\n${asked}`,
      "copied.cjs": `const { decide } = require("./regards/kit/site/index.js");\n${asked}`,
      "entries.mjs": `${imports}\nconsole.log([${named.join(", ")}].every((one) => typeof one === "function"));`,
    };
    const outputs = await Promise.all(
      Object.entries(files).map(async ([name, code]) => {
        await writeFile(join(folder, name), code);
        return (await run(process.execPath, [join(folder, name)], { cwd: folder })).stdout.trim();
      }),
    );
    const said = "no-preferences";
    expect(outputs).toEqual(["The customer does not want offers.", said, said, said, "true"]);
    await rm(folder, { recursive: true });
  });
});

describe("Northbank", () => {
  let bank: Server;
  let address: string;

  beforeAll(async () => {
    const { createNorthbank } = await import(
      /* @vite-ignore */ pathToFileURL(join(root, "examples/northbank/server.mjs")).href
    );
    bank = createNorthbank().listen(0, "127.0.0.1");
    await new Promise((listening) => bank.once("listening", listening));
    address = `http://127.0.0.1:${(bank.address() as AddressInfo).port}`;
    // Opens the database first: on a busy machine that takes longer than the check waits for an answer.
    await ask("/report");
  });
  afterAll(() => bank.close());

  const ask = async (path: string, headers: Record<string, string> = {}) => {
    const response = await fetch(address + path, { headers });
    return { response, text: await response.text() };
  };
  const get = (path: string, header?: string) => ask(path, header === undefined ? {} : { [HEADER_NAME]: header });
  /** The cookie of a new visitor, whose first request carries these headers. */
  const visitor = async (headers: Record<string, string> = {}) =>
    (await ask("/", headers)).response.headers.get("Set-Cookie")?.split(";")[0] ?? "";

  test("its participation file is valid", async () => {
    const { response, text } = await get("/.well-known/cmr-participation.json");
    expect(response.headers.get("Content-Type")).toBe("application/json");
    expect(readParticipation(text, "northbank.localhost", companyOf)).toMatchObject({ ok: true });
  });

  test("the check finds no fault", async () => {
    const report = await checkSite(address.replace("127.0.0.1", "northbank.localhost"));
    expect(report.findings.length).toBeGreaterThan(5);
    expect(report.findings.filter(({ level }) => level === "fault")).toEqual([]);
  });

  test.each(["/", "/accounts", "/mortgage", "/staff"])(
    "%s is a page with strict headers and a link to the file",
    async (path) => {
      const { response, text } = await get(path);
      expect(response.status).toBe(200);
      expect(response.headers.get("Vary")).toBe(HEADER_NAME);
      expect(response.headers.get("Cache-Control")).toBe("private, no-cache");
      expect(response.headers.get("Content-Security-Policy")).not.toContain("unsafe");
      expect(text).toContain('<link rel="cmr-participation" href="/.well-known/cmr-participation.json">');
      expect(text).not.toMatch(/ style=| on[a-z]+=|<script>/);
    },
  );

  test("its pages follow the header", async () => {
    const nothing = await get("/accounts");
    expect(nothing.text).toContain('data-testid="sees-header">none<');
    expect(nothing.text).toContain("Your browser told us nothing.");
    expect(nothing.text).toContain('data-testid="offers-banner"');
    expect(nothing.text).toContain('data-testid="cross-sell"');
    const wishes = await get("/accounts", "v=1, no=(offers), style=(no-upsell)");
    expect(wishes.text).toContain("Your browser told us: offers no, style no-upsell.");
    expect(wishes.text).not.toContain("offers-banner");
    expect(wishes.text).not.toContain("cross-sell");
    expect((await get("/", "v=1, yes=(offers)")).text).toContain("offers-banner");
  });

  test("a hostile header shows as plain text", async () => {
    const { text } = await get("/", '"><script>alert(1)</script>');
    expect(text).toContain("something that we cannot read");
    expect(text).not.toContain("<script>alert");
  });

  test("staff see the preferences that the page sent, until the page gets none", async () => {
    const cookie = await visitor();
    const handIn = (body: string, headers: Record<string, string> = {}) =>
      fetch(`${address}/seen`, {
        method: "POST",
        headers: { Cookie: cookie, "Content-Type": "application/json", "Sec-Fetch-Site": "same-origin", ...headers },
        body,
      });
    const when = [{ days: ["mo", "tu", "we", "th", "fr"], from: "17:30", to: "19:30" }];
    const about = { label: "Mortgage", product: "mortgage" };
    const madeUp = `northbank_session=${"0".repeat(36)}`;
    const rules = [{ kinds: ["service"], about, want: "yes", via: ["call"], when }];
    const document = {
      cmr: "0.1",
      issued: "2026-11-22T09:15:00Z",
      expires: "2026-12-22T09:15:00Z",
      contact: { rules, quiet: [], timeZone: "Europe/London" },
      purposes: ["service"],
    };
    const staff = async (at: string) => (await get(`/staff?kind=service&product=mortgage&channel=call&at=${at}`)).text;

    expect((await handIn(JSON.stringify(document), { Cookie: "" })).status).toBe(403);
    expect((await handIn(JSON.stringify(document), { Cookie: madeUp })).status).toBe(403);
    expect((await handIn(JSON.stringify(document), { "Content-Type": "text/plain" })).status).toBe(403);
    for (const site of ["", "none", "same-site", "cross-site", "same-origin, cross-site"])
      expect((await handIn(JSON.stringify(document), { "Sec-Fetch-Site": site })).status, site).toBe(403);
    const unsaid = { method: "POST", headers: { Cookie: cookie, "Content-Type": "application/json" }, body: "null" };
    expect((await fetch(`${address}/seen`, unsaid)).status).toBe(403);
    expect((await handIn("{}")).status).toBe(400);
    expect((await handIn("x".repeat(70_000))).status).toBe(413);
    expect(await staff("2026-11-23T18:00:00Z")).toContain('data-testid="staff-answer">No<');
    expect((await handIn(JSON.stringify(document))).status).toBe(204);
    expect(await staff("2026-11-23T18:00:00Z")).toContain('data-testid="staff-answer">Yes<');
    expect(await staff("2026-11-22T18:00:00Z")).toContain("for them it is Sun 18:00");
    expect((await handIn("null")).status).toBe(204);
    expect(await staff("2026-11-23T18:00:00Z")).toContain("This customer has told us nothing.");
  });

  test("it serves the SDK's modules and no other file", async () => {
    expect((await get("/sdk/kit/site/index.js")).response.headers.get("Content-Type")).toContain("text/javascript");
    expect((await get("/sdk/%2e%2e/%2e%2e/package.json")).response.status).toBe(404);
    expect((await get("/sdk/kit/site/index.d.ts")).response.status).toBe(404);
  });

  test("a visitor's log has only the visitor's own requests, with the demonstrated headers", async () => {
    const secrets = { Authorization: "Bearer secret", Cookie: "other=secret", "X-Forwarded-For": "secret" };
    const header = "v=1, no=(offers)";
    const ada = await visitor({ ...secrets, [HEADER_NAME]: header });
    const bob = await visitor();
    await ask("/mortgage?of=ada", { ...secrets, Cookie: `${ada}; other=secret`, "Sec-GPC": "1" });
    const logOf = async (headers: Record<string, string>) => {
      const { response, text } = await ask("/log", headers);
      expect(response.headers.get("Cache-Control")).toBe("no-store");
      expect(text).not.toMatch(/secret|northbank_session|cookie/i);
      return JSON.parse(text) as { url: string; headers: Record<string, string> }[];
    };
    expect(await logOf({ Cookie: ada })).toMatchObject([
      { url: "/", headers: { [HEADER_NAME.toLowerCase()]: header } },
      { url: "/mortgage?of=ada", headers: { "sec-gpc": "1" } },
    ]);
    expect((await logOf({ Cookie: bob })).map(({ url }) => url)).toEqual(["/"]);
    for (const stranger of ["", "northbank_session=", `northbank_session=${"0".repeat(36)}`, "other=secret"])
      expect(await logOf({ Cookie: stranger })).toEqual([]);
  });

  test("a log has at most 50 entries of bounded length", async () => {
    const cookie = await visitor();
    for (let visit = 0; visit < 60; visit++) await ask(`/?${visit}${"x".repeat(3000)}`, { Cookie: cookie });
    const { text } = await ask("/log", { Cookie: cookie });
    expect(JSON.parse(text)).toHaveLength(50);
    expect(text.length).toBeLessThan(100_000);
  });

  test("it takes a feeling once, replies with a promise, and returns data only for the page's handle", async () => {
    const feeling = { method: "POST", body: '{"cmr":"0.1","feeling":{"date":"2026-11-22","value":-1}}' };
    const key = { "Content-Type": "application/json", "Idempotency-Key": "0f4k2m8q1s7u3w5y9a6c0e4g2" };
    const handle = /data-handle="([^"]+)"/.exec((await get("/accounts")).text)?.[1] ?? "";
    const known = { Authorization: `CMR ${handle}` };
    const send = async () =>
      (await fetch(`${address}/cmr/feelings`, { ...feeling, headers: { ...key, ...known } })).json();
    const answer = await send();
    expect(answer).toMatchObject({ promise: { what: expect.stringContaining("put it right") } });
    expect(await send()).toEqual(answer);
    const { text } = await get("/staff");
    expect(text.match(/data-testid="staff-feeling"/g)).toHaveLength(1);
    expect(text).toContain(answer.receipt);
    expect((await get("/report")).text).toContain("put it right");
    expect(JSON.parse((await ask("/cmr/data", known)).text)["@graph"]).toHaveLength(3);
    for (const Authorization of ["", `CMR ${handle.slice(0, -1)}`, `CMR x${handle}`])
      expect((await ask("/cmr/data", { Authorization })).response.status).toBe(401);
  });

  test("it takes an update while no page is open, and deletes a feeling that the customer withdraws", async () => {
    const handle = /data-handle="([^"]+)"/.exec((await get("/accounts")).text)?.[1] ?? "";
    const { endpoints } = JSON.parse((await get("/.well-known/cmr-participation.json")).text);
    const send = (name: string, nth: number, body: object) => {
      const headers = { "Content-Type": "application/json", Authorization: `CMR ${handle}` };
      const key = { "Idempotency-Key": `northbank-withdraws-${nth}` };
      const sent = { method: "POST", headers: { ...headers, ...key }, body: JSON.stringify({ cmr: "0.1", ...body }) };
      return fetch(`${address}${endpoints[name]}`, sent).then(({ status }) => status);
    };
    const staff = async () => (await get("/staff?kind=offers&product=&channel=email")).text;
    const issued = new Date().toISOString();
    const expires = new Date(Date.now() + 86_400_000).toISOString();
    const contact = { rules: [{ kinds: ["offers"], want: "yes" }], timeZone: "Europe/London" };
    expect(await send("preferences", 1, { issued, expires, contact, purposes: ["service"] })).toBe(200);
    expect(await staff()).toContain("The customer wants offers");
    expect(await send("feelings", 2, { feeling: { value: 2, note: "quite gone soon" } })).toBe(200);
    expect(await staff()).toContain("quite gone soon");
    expect(await send("withdraw", 3, { withdraw: "northbank-withdraws-2" })).toBe(200);
    expect(await staff()).not.toContain("quite gone soon");
  });

  test.each(["/.well-known/cmr-participation.json", "/bank.css", "/sdk/kit/site/index.js"])(
    "%s is equal for everybody and cacheable",
    async (path) => {
      const { response } = await get(path, "v=1, no=(offers)");
      expect(response.headers.get("Cache-Control")).toBe("public, max-age=60");
      expect(response.headers.get("Vary")).toBeNull();
    },
  );
});
