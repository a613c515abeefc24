// The package as companies get it: its README's example, and the server as a process that gets signals.
import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { networkInterfaces } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { chromium } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findBrowser } from "../../../scripts/tools.mjs";
import { handleOf, subjectOf } from "../../../src/kit/receiver/index.ts";
import { WANTS } from "../../../src/signal/vocabulary.ts";
import { feeling, keyOf, plan, post, preferences, SECRET, withdrawal } from "../../support/receiver/items.ts";
import { ended, type ReceiverPackage, receiverPackage } from "../../support/receiver/package.ts";
import { type PostgresServer, startPostgres } from "../../support/servers/postgres.ts";

const root = resolve(import.meta.dirname, "../../..");
const run = promisify(execFile);
let kit: ReceiverPackage;
let server: PostgresServer;

beforeAll(async () => {
  kit = await receiverPackage();
  server = await startPostgres();
}, 180_000);

afterAll(async () => {
  kit.remove();
  await server.stop();
}, 60_000);

test("the README's example runs and prints the stated output", { timeout: 120_000 }, async () => {
  const readme = readFileSync(join(root, "src/kit/receiver/README.md"), "utf8");
  const code = [...readme.matchAll(/```js\n([\s\S]*?)```/g)].map(([, block]) => block).join("\n");
  writeFileSync(join(kit.folder, "example.mjs"), code);
  const { stdout } = await run(process.execPath, ["example.mjs"], {
    cwd: kit.folder,
    env: { PATH: process.env.PATH, REGARDS_SECRET: SECRET },
  });
  expect(stdout).toBe("true\n200 A call\n");
});

test("the trial storage locks its folder, and keeps items over a restart", { timeout: 180_000 }, async () => {
  const first = await kit.served({});
  expect((await post(`${first.url}/feelings`, feeling())).status).toBe(200);
  expect(first.printed()).toMatch(/may lose the last seconds/);
  const second = await kit.served({});
  expect(second.child.exitCode).toBe(1);
  expect(second.printed()).toMatch(/Another receiver uses the folder/);
  first.child.kill("SIGTERM");
  expect(await ended(first.child)).toBe(0);
  const { stdout } = await kit.command({}, "export");
  expect(stdout.trimEnd().split("\n")).toHaveLength(1);
});

test("the trial storage refuses production without --trial", { timeout: 60_000 }, async () => {
  const refused = await kit.served({ NODE_ENV: "production" }, "--folder", "other");
  expect(refused.child.exitCode).toBe(1);
  expect(refused.printed()).toMatch(/not for production.*--trial/);
});

test("a short secret ends the server at once", { timeout: 60_000 }, async () => {
  const { child, printed } = await kit.served({ REGARDS_SECRET: "short", DATABASE_URL: await server.create("short") });
  expect([child.exitCode, printed()]).toEqual([1, expect.stringMatching(/fewer than 32 characters/)]);
});

test("`handle` needs the secret, and an unknown command ends with 2", { timeout: 60_000 }, async () => {
  expect((await kit.command({}, "handle", "anna")).stdout).toBe(`${handleOf(SECRET, "anna")}\n`);
  for (const REGARDS_SECRET of ["", "short"])
    await expect(kit.command({ REGARDS_SECRET }, "handle", "anna")).rejects.toMatchObject({ code: 1, stdout: "" });
  await expect(kit.command({}, "migrat")).rejects.toMatchObject({ code: 2 });
  const stderr = expect.stringMatching(/^Unknown option '--wrong'[^\n]*\n$/);
  await expect(kit.command({}, "handle", "--wrong")).rejects.toMatchObject({ code: 2, stderr });
});

test("an empty host is loopback, and a port that is none ends the server with a sentence", {
  timeout: 120_000,
}, async () => {
  const DATABASE_URL = await server.create("addressed");
  const { operations } = await kit.served({ DATABASE_URL, HOST: "", OPERATIONS_HOST: "", BASE: "" });
  const { address = "" } = Object.values(networkInterfaces())
    .flatMap((ones) => ones ?? [])
    .find(({ family, internal }) => family === "IPv4" && !internal) ?? { address: "127.0.0.2" };
  await expect(fetch(operations.replace("127.0.0.1", address))).rejects.toThrow();
  for (const PORT of ["abc", "99999", "1.5"]) {
    const { child, printed } = await kit.served({ DATABASE_URL, PORT });
    expect([child.exitCode, printed()]).toEqual([1, expect.stringMatching(/PORT is not a port\./)]);
  }
});

test("the server on PostgreSQL shows health and metrics, and completes requests in progress when it stops", {
  timeout: 120_000,
}, async () => {
  const DATABASE_URL = await server.create("stopped");
  const { child, url, operations, printed } = await kit.served({ DATABASE_URL });
  const handle = handleOf(SECRET, "anna");
  await post(`${url}/feelings`, feeling(), { handle });
  expect(await (await fetch(`${operations}/healthz`)).text()).toBe("ok\n");
  expect(await (await fetch(`${operations}/metrics`)).text()).toMatch(
    /^regards_requests_total\{endpoint="feelings",status="200"\} 1$/m,
  );
  const last = Array.from({ length: 50 }, (_, at) => post(`${url}/feelings`, feeling(), { key: keyOf(at), handle }));
  await expect.poll(() => printed().split('"status":200').length, { timeout: 20_000 }).toBeGreaterThan(3);
  child.kill("SIGTERM");
  const answered = await Promise.allSettled(last);
  expect(await ended(child)).toBe(0);
  const accepted = answered
    .flatMap((one) => (one.status === "fulfilled" ? one.value : []))
    .filter(({ status }) => status === 200);
  const { stdout } = await kit.command({ DATABASE_URL }, "export");
  expect(stdout.trimEnd().split("\n").length).toBeGreaterThanOrEqual(accepted.length);
  await kit.command({ DATABASE_URL }, "erase", "anna");
  expect((await kit.command({ DATABASE_URL }, "export")).stdout).toBe("");
});

test("the export loads into DuckDB by the README's statements, without erased items", {
  timeout: 120_000,
}, async () => {
  const DATABASE_URL = await server.create("exported");
  const { url } = await kit.served({ DATABASE_URL, TRUST_PROXY: "1" });
  const MANY = 600;
  const values = Array.from({ length: MANY }, (_, number) => (number % 5) - 2);
  const senders = values.map((value, number) => ({
    body: feeling({ value, about: ["waiting", 'ß \u2028 "x"'], note: "two\nlines" }),
    sent: {
      key: keyOf(number),
      headers: { "X-Forwarded-For": `198.51.100.${number % 250}` },
      ...(number % 2 === 0 ? { handle: handleOf(SECRET, `c${number % 100}`) } : {}),
    },
  }));
  for (let from = 0; from < MANY; from += 50)
    await Promise.all(senders.slice(from, from + 50).map(({ body, sent }) => post(`${url}/feelings`, body, sent)));
  await post(`${url}/plans`, plan(), { key: keyOf(MANY), handle: handleOf(SECRET, "c2") });
  await post(`${url}/withdraw`, withdrawal(keyOf(1)), { key: keyOf(MANY + 1) });
  await kit.command({ DATABASE_URL }, "erase", "c0");

  const { stdout } = await kit.command({ DATABASE_URL }, "export");
  const ndjson = join(kit.folder, "items.ndjson");
  writeFileSync(ndjson, stdout);
  const readme = readFileSync(join(root, "src/kit/receiver/README.md"), "utf8");
  const sql = [...readme.matchAll(/```sql\n(CREATE TABLE item AS[\s\S]*?)```/g)]
    .map(([, block = ""]) => block)
    .join("\n");
  const { DuckDBInstance } = await import("@duckdb/node-api");
  const connection = await (await DuckDBInstance.create(":memory:", { threads: "1" })).connect();
  await connection.run(sql.replace("items.ndjson", ndjson));
  const ask = async (query: string) => (await connection.runAndReadAll(query)).getRowsJson();
  // The six feelings of the erased customer and the withdrawn feeling are missing.
  const left = values.filter((_, number) => number !== 1 && number % 100 !== 0);
  expect(await ask("SELECT value, count(*)::INTEGER FROM feeling GROUP BY value ORDER BY value")).toEqual(
    [-2, -1, 0, 1, 2].map((value) => [value, left.filter((one) => one === value).length]),
  );
  const erased = subjectOf(SECRET, { handle: handleOf(SECRET, "c0") });
  expect(await ask(`SELECT count(*)::INTEGER FROM item WHERE subject = '${erased}'`)).toEqual([[0]]);
  expect(await ask("SELECT count(*)::INTEGER FROM item WHERE kind = 'plan' AND expires IS NOT NULL")).toEqual([[1]]);
  expect(await ask("SELECT DISTINCT about FROM feeling")).toEqual([[["waiting", 'ß \u2028 "x"']]]);
  expect(stdout).not.toContain(keyOf(2));
  connection.closeSync();
});

test("the staff's report is a page without any customer's text as markup", { timeout: 120_000 }, async () => {
  const COMPANY_FILE = join(kit.folder, "company.json");
  const studies = [{ name: "short-letters", use: { style: "short" }, customersPerArm: 20 }];
  writeFileSync(COMPANY_FILE, JSON.stringify({ questions: [{ id: "q1", text: "<b>Which branch?</b>" }], studies }));
  const DATABASE_URL = await server.create("reported");
  const { url, operations } = await kit.served({ DATABASE_URL, TRUST_PROXY: "1", COMPANY_FILE });
  const arm = async (asked: object) => {
    const response = await fetch(`${operations}/arm`, { method: "POST", body: JSON.stringify(asked) });
    return [response.status, await response.json()];
  };
  expect(await arm({ study: "short-letters", customer: "anna" })).toEqual([200, { arm: null }]);
  const nobody = { reason: "A customer's id has 1 to 60 characters." };
  expect(await arm({ study: "short-letters", customer: "" })).toEqual([400, nobody]);
  expect(await arm({ study: "long", customer: "anna" })).toEqual([400, { reason: 'There is no study "long".' }]);
  const product = "<img src=x onerror=alert(1)>";
  for (let number = 0; number < 7; number++) {
    const handle = handleOf(SECRET, `c${number}`);
    const document = JSON.parse(preferences());
    document.issued = new Date(Date.now() - 3_600_000).toISOString().replace(/\.\d+Z$/, "Z");
    document.expires = new Date(Date.now() + 86_400_000).toISOString().replace(/\.\d+Z$/, "Z");
    document.contact.rules.push({ kinds: ["service"], want: "yes", about: { label: "x", product } });
    expect((await post(`${url}/preferences`, JSON.stringify(document), { key: keyOf(number), handle })).status).toBe(
      200,
    );
    await post(`${url}/feelings`, feeling({ value: 2 }), { key: keyOf(100 + number), handle });
  }
  const browser = await chromium.launch({ executablePath: findBrowser("chromium") ?? "", args: ["--no-sandbox"] });
  const page = await browser.newPage();
  const faults: string[] = [];
  page.on("console", (message) => faults.push(message.text()));
  page.on("pageerror", (error) => faults.push(error.message));
  await page.goto(`${operations}/report`);
  expect(await page.title()).toBe("Customers' report");
  const cells = (row: string) => page.locator("tr", { has: page.getByRole("rowheader", { name: row, exact: true }) });
  expect(await cells("offers").first().locator("td").allTextContents()).toEqual(["< 5", "< 5", "5"]);
  expect(await cells(product).locator("td").allTextContents()).toEqual(
    WANTS.map((want) => (want === "yes" ? "5" : "< 5")),
  );
  expect(await cells("All").locator("td").allTextContents()).toEqual(["< 5", "< 5", "< 5", "< 5", "5"]);
  expect(await page.locator("li").allTextContents()).toEqual(["<b>Which branch?</b>"]);
  expect(await page.locator("h3").allTextContents()).toEqual(["Unanswered", "short-letters"]);
  expect(await page.getByText("Running. Nothing is shown before").count()).toBe(1);
  expect(await page.locator("img, script, b").count()).toBe(0);
  expect(await page.evaluate(() => getComputedStyle(document.querySelector("td") ?? document.body).textAlign)).toBe(
    "end",
  );
  expect(faults).toEqual([]);
  await browser.close();
});
