// The package as companies get it: its README's example, and the server as a process that is stopped and killed.
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { chromium } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findBrowser } from "../../../scripts/tools.mjs";
import { handleOf } from "../../../src/kit/receiver/index.ts";
import { WANTS } from "../../../src/signal/vocabulary.ts";
import { feeling, keyOf, post, preferences, SECRET } from "../../support/receiver/items.ts";
import { type PostgresServer, startPostgres } from "../../support/servers/postgres.ts";
import { freePort, temporaryFolder } from "../../support/servers/process.ts";

const root = resolve(import.meta.dirname, "../../..");
const run = promisify(execFile);
const folder = temporaryFolder("receiver");
const program = join(folder, "node_modules/@regards/receiver/kit/receiver/command-line.js");
const children: ChildProcess[] = [];
let server: PostgresServer;

beforeAll(async () => {
  await run(process.execPath, ["scripts/build.mjs", "receiver"], { cwd: root });
  mkdirSync(join(folder, "node_modules/@regards"), { recursive: true });
  cpSync(join(root, "dist/receiver"), join(folder, "node_modules/@regards/receiver"), { recursive: true });
  for (const name of ["@electric-sql", "pg"])
    symlinkSync(join(root, "node_modules", name), join(folder, "node_modules", name));
  server = await startPostgres();
}, 180_000);

afterAll(async () => {
  for (const child of children) child.kill("SIGKILL");
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

interface Served {
  child: ChildProcess;
  url: string;
  operations: string;
  /** All that it printed. */
  printed: () => string;
}

async function served(env: Record<string, string>, ...args: string[]): Promise<Served> {
  const [port, operationsPort] = [await freePort(), await freePort()];
  const ports = { PORT: String(port), OPERATIONS_PORT: String(operationsPort) };
  const { PATH = "" } = process.env;
  const child = spawn(process.execPath, [program, "serve", ...args], {
    cwd: folder,
    env: { PATH, REGARDS_SECRET: SECRET, ...ports, ...env },
  });
  children.push(child);
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (piece) => (printed += String(piece)));
  const operations = `http://127.0.0.1:${operationsPort}`;
  await expect
    .poll(async () => child.exitCode !== null || (await fetch(`${operations}/healthz`).catch(() => null))?.status, {
      timeout: 60_000,
      interval: 100,
    })
    .toBeTruthy();
  return { child, url: `http://127.0.0.1:${port}/cmr`, operations, printed: () => printed };
}

const ended = (child: ChildProcess): Promise<number | null> =>
  child.exitCode !== null ? Promise.resolve(child.exitCode) : new Promise((done) => child.once("exit", done));

const command = (env: Record<string, string>, ...args: string[]) =>
  run(process.execPath, [program, ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH, REGARDS_SECRET: SECRET, ...env },
  });

test("the README's example runs and says what it claims", { timeout: 120_000 }, async () => {
  const readme = readFileSync(join(root, "src/kit/receiver/README.md"), "utf8");
  const code = [...readme.matchAll(/```js\n([\s\S]*?)```/g)].map(([, block]) => block).join("\n");
  writeFileSync(join(folder, "example.mjs"), code);
  const { stdout } = await run(process.execPath, ["example.mjs"], {
    cwd: folder,
    env: { PATH: process.env.PATH, REGARDS_SECRET: SECRET },
  });
  expect(stdout).toBe("true\n200 A call\n");
});

test("the trial storage has its folder alone, and keeps items over a restart", { timeout: 180_000 }, async () => {
  const first = await served({});
  expect((await post(`${first.url}/feelings`, feeling())).status).toBe(200);
  expect(first.printed()).toMatch(/may lose the last seconds/);
  const second = await served({});
  expect(second.child.exitCode).toBe(1);
  expect(second.printed()).toMatch(/Another receiver uses the folder/);
  first.child.kill("SIGTERM");
  expect(await ended(first.child)).toBe(0);
  const { stdout } = await command({}, "export");
  expect(stdout.trimEnd().split("\n")).toHaveLength(1);
});

test("the trial storage refuses production unless it is a trial", { timeout: 60_000 }, async () => {
  const refused = await served({ NODE_ENV: "production" }, "--folder", "other");
  expect(refused.child.exitCode).toBe(1);
  expect(refused.printed()).toMatch(/not for production.*--trial/);
});

test("a short secret ends it at once", { timeout: 60_000 }, async () => {
  const { child, printed } = await served({ REGARDS_SECRET: "short", DATABASE_URL: await server.create("short") });
  expect([child.exitCode, printed()]).toEqual([1, expect.stringMatching(/fewer than 32 characters/)]);
});

test("on PostgreSQL it shows health and metrics, and a stop answers those in progress", {
  timeout: 120_000,
}, async () => {
  const DATABASE_URL = await server.create("stopped");
  const { child, url, operations, printed } = await served({ DATABASE_URL });
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
  const { stdout } = await command({ DATABASE_URL }, "export");
  expect(stdout.trimEnd().split("\n").length).toBeGreaterThanOrEqual(accepted.length);
  await command({ DATABASE_URL }, "erase", "anna");
  expect((await command({ DATABASE_URL }, "export")).stdout).toBe("");
});

test("the staff's report is a page that no customer's text can change", { timeout: 120_000 }, async () => {
  const { url, operations } = await served({ DATABASE_URL: await server.create("reported"), TRUST_PROXY: "1" });
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
  expect(await cells("offers").first().locator("td").allTextContents()).toEqual(["< 5", "< 5", "5", "< 5"]);
  expect(await cells(product).locator("td").allTextContents()).toEqual(
    WANTS.map((want) => (want === "yes" ? "5" : "< 5")),
  );
  expect(await cells("All").locator("td").allTextContents()).toEqual(["< 5", "< 5", "< 5", "< 5", "5"]);
  expect(await page.locator("img, script").count()).toBe(0);
  expect(await page.evaluate(() => getComputedStyle(document.querySelector("td") ?? document.body).textAlign)).toBe(
    "end",
  );
  expect(faults).toEqual([]);
  await browser.close();
});

test("two processes that are killed in turn store each accepted item once", { timeout: 240_000 }, async () => {
  const DATABASE_URL = await server.create("killed");
  const env = { DATABASE_URL, TRUST_PROXY: "1" };
  const pair = [await served(env), await served(env)];
  const ITEMS = 200;
  let accepted = 0;
  const receipts = new Map<string, string>();
  /** As a browser does: until it is accepted, at either process, and now and then twice at once. */
  const deliver = async (number: number): Promise<void> => {
    for (let tries = 0; tries < 200; tries++) {
      const key = keyOf(number);
      // Each sender has an address of its own, as the company's proxy tells it.
      const headers = { "X-Forwarded-For": `203.0.113.9, 198.51.100.${number % 250}` };
      const both = pair.slice(0, number % 3 === 0 ? 2 : 1).map((_, at) => pair[(number + tries + at) % 2]?.url);
      const answers = await Promise.all(
        both.map((url) =>
          post(`${url}/feelings`, feeling({ note: String(number) }), { key, headers }).catch(() => null),
        ),
      );
      // A lost reply: the sender knows nothing and tries again.
      const heard = number % 5 === tries % 5 ? [] : answers.filter((one) => one?.status === 200);
      for (const one of answers) expect([200, 409, 503, undefined]).toContain(one?.status);
      for (const one of answers)
        if (one?.status === 200) {
          const receipt = String(one.body.receipt);
          expect(receipts.get(key) ?? receipt).toBe(receipt);
          receipts.set(key, receipt);
        }
      if (heard.length > 0) {
        accepted++;
        return;
      }
      await new Promise((done) => setTimeout(done, 20 + Math.random() * 50));
    }
    throw new Error(`item ${number} was never accepted`);
  };
  let next = 0;
  const senders = Array.from({ length: 8 }, async () => {
    while (next < ITEMS) await deliver(next++);
  });
  for (const turn of [0, 1]) {
    await expect.poll(() => accepted, { timeout: 60_000, interval: 20 }).toBeGreaterThan((turn + 1) * 40);
    pair[turn]?.child.kill("SIGKILL");
    pair[turn] = await served(env);
  }
  await server.crash();
  await server.start();
  await Promise.all(senders);
  const { stdout } = await command({ DATABASE_URL }, "export");
  const notes = stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(JSON.parse(line).body).feeling.note);
  expect(notes.toSorted()).toEqual(Array.from({ length: ITEMS }, (_, at) => String(at)).toSorted());
});
