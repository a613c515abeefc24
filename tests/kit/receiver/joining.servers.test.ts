// Companies that join: docs/JOIN.md followed to the letter, and the park that followed it.
import { execFile, spawn } from "node:child_process";
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkSite } from "../../../src/kit/check/check-site.ts";
import { HEADER_NAME } from "../../../src/signal/vocabulary.ts";
import { type LocalRegistry, startRegistry } from "../../support/kit/local-registry.ts";
import { freePort } from "../../support/servers/process.ts";

const run = promisify(execFile);
const root = resolve(import.meta.dirname, "../../..");
const KITS = ["sdk", "check", "receiver"];
let folder = "";
let registry: LocalRegistry;

/** Other tests build into dist at the same time, so these packages are in a folder of their own. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "join-"));
  registry = await startRegistry(join(root, "node_modules"));
  const build = `import { buildKit } from "./scripts/build.mjs";
for (const name of ${JSON.stringify(KITS)}) await buildKit(name, ${JSON.stringify(`${folder}/dist/`)} + name);`;
  await run(process.execPath, ["--input-type=module", "--eval", build], { cwd: root });
  await run("npm", ["pack", ...KITS.map((name) => `./dist/${name}`)], { cwd: folder });
}, 120_000);
afterAll(async () => {
  registry.stop();
  await rm(folder, { recursive: true, force: true });
});

interface Block {
  kind: string;
  text: string;
  /** A file's place: the last name in backquotes before its block. */
  path: string;
}

async function blocksOfPage(): Promise<Block[]> {
  const page = await readFile(join(root, "docs/JOIN.md"), "utf8");
  return [...page.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(({ 1: kind = "", 2: text = "", index }) => {
    const names = [...page.slice(0, index).matchAll(/`([\w./-]+)`/g)];
    return { kind, text, path: names.at(-1)?.[1] ?? "" };
  });
}

const MARK = "=== block";
/** Each server is its own process group, which ends with the page. */
const ENDED = "trap 'for job in $(jobs -p); do kill -- -$job; done' EXIT\n";
/** A reader waits until the server prints that it listens. */
const waited = (port: number) => `until (exec 3<>/dev/tcp/127.0.0.1/${port}) 2>/dev/null; do sleep 0.1; done\n`;

function scriptOf(blocks: readonly Block[], ports: readonly number[]): string {
  let started = 0;
  const steps = blocks.map(({ kind, text, path }, at) => {
    const mark = `echo; echo "${MARK} ${at}"\n`;
    if (kind === "text") return "";
    if (kind !== "sh")
      return `${mark}mkdir -p "$(dirname ${path})"\ncat > ${path} <<'END OF FILE'\n${text}END OF FILE\n`;
    return mark + text + (text.trimEnd().endsWith("&") ? waited(ports[started++] ?? 0) : "");
  });
  return `set -em\n${ENDED}${steps.join("")}echo "${MARK} end"\n`;
}

test("each step of docs/JOIN.md has the stated result", { timeout: 180_000 }, async () => {
  const blocks = await blocksOfPage();
  const [site, endpoints, operations] = [await freePort(), await freePort(), await freePort()];
  const script = scriptOf(blocks, [site, endpoints])
    .replaceAll("8080", String(site))
    .replaceAll("8788", String(endpoints))
    .replaceAll("9464", String(operations))
    .replaceAll("/tmp/regards-", `${folder}/regards-`);
  const project = await mkdtemp(join(folder, "project-"));
  const program = join(folder, "steps.sh");
  await writeFile(program, script);
  const env = {
    PATH: process.env.PATH,
    HOME: folder,
    npm_config_registry: registry.url,
    npm_config_audit: "false",
    npm_config_fund: "false",
    npm_config_update_notifier: "false",
    PORT: String(endpoints),
    OPERATIONS_PORT: String(operations),
  };
  const { code, printed } = await new Promise<{ code: number | null; printed: string }>((done) => {
    const child = spawn("bash", [program], { cwd: project, env, stdio: ["ignore", "pipe", "pipe"] });
    const pieces: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (piece: Buffer) => pieces.push(piece));
    child.on("close", (ended) => done({ code: ended, printed: Buffer.concat(pieces).toString("utf8") }));
  });
  expect(code, printed).toBe(0);

  const outputs = new Map(printed.split(`${MARK} `).map((part) => [part.split("\n")[0] ?? "", part]));
  let compared = 0;
  for (const [at, { kind, text }] of blocks.entries()) {
    if (kind !== "text") continue;
    const output = outputs.get(String(at - 1)) ?? "";
    for (const line of text.trimEnd().split("\n")) expect(output, printed).toContain(line);
    compared++;
  }
  expect(compared).toBe(7);
});

describe("Larkmoor", () => {
  let park: Server;
  let address: string;

  beforeAll(async () => {
    await cp(join(root, "examples"), join(folder, "examples"), { recursive: true });
    await symlink(join(root, "node_modules"), join(folder, "node_modules"));
    const source = pathToFileURL(join(folder, "examples/larkmoor/server.mjs")).href;
    const created: Server = await (await import(/* @vite-ignore */ source)).createLarkmoor();
    park = created.listen(0, "127.0.0.1");
    await new Promise((listening) => park.once("listening", listening));
    address = `http://127.0.0.1:${(park.address() as AddressInfo).port}`;
  }, 60_000);
  afterAll(async () => {
    park.closeAllConnections();
    await new Promise((closed) => park.close(closed));
  });

  const get = async (path: string, header?: string) => {
    const response = await fetch(address + path, header === undefined ? {} : { headers: { [HEADER_NAME]: header } });
    return { response, text: await response.text() };
  };
  let sent = 0;
  const post = async (endpoint: string, body: object, headers: Record<string, string> = {}) => {
    const key = { "Idempotency-Key": `0f4k2m8q1s7u3w5y9a6c${String(sent++).padStart(5, "0")}` };
    const own = { "Content-Type": "application/json", ...key, ...headers };
    const text = JSON.stringify({ cmr: "0.1", ...body });
    const response = await fetch(`${address}/cmr/${endpoint}`, { method: "POST", headers: own, body: text });
    return { status: response.status, answer: await response.json() };
  };
  const items = async () => [...(await get("/staff")).text.matchAll(/data-testid="park-item">\s*<h2>(.*?)<\/h2>/g)];

  test("the check finds no fault", async () => {
    const { findings } = await checkSite(address.replace("127.0.0.1", "larkmoor.localhost"));
    expect(findings.filter(({ level }) => level === "fault")).toEqual([]);
    expect(findings.length).toBeGreaterThan(5);
  });

  test.each(["/", "/visit", "/staff"])("%s is a page with strict headers and a link to the file", async (path) => {
    const { response, text } = await get(path);
    expect(response.headers.get("Vary")).toBe(HEADER_NAME);
    expect(response.headers.get("Cache-Control")).toBe("private, no-cache");
    expect(response.headers.get("Content-Security-Policy")).not.toContain("unsafe");
    expect(text).toContain('<link rel="cmr-participation" href="/.well-known/cmr-participation.json">');
    expect(text).not.toMatch(/ style=| on[a-z]+=|<script>/);
  });

  test("shows no offer to a visitor who wants none, and serves the same files to everybody", async () => {
    expect((await get("/")).text).toContain("park-offer");
    expect((await get("/", "v=1, no=(offers)")).text).not.toContain("park-offer");
    const { response } = await get("/sdk/kit/site/browser.js", "v=1, no=(offers)");
    expect([response.status, response.headers.get("Vary")]).toEqual([200, null]);
    for (const path of ["/sdk/%2e%2e/%2e%2e/package.json", "/sdk/../../package.json", "/sdk/kit/site/index.d.ts", "/x"])
      expect([path, (await get(path)).response.status]).toEqual([path, 404]);
  });

  const plan = {
    what: "A day with <b>the children</b>",
    verb: "travel",
    when: { earliest: "2027-05" },
    quantity: 4,
    certainty: "likely",
    replies: "one-each",
    expires: "2099-12",
  };

  test("replies to a plan with words and a promise, and shows it to staff as plain text", async () => {
    const { status, answer } = await post("plans", { plan });
    expect(status).toBe(200);
    expect(answer.reply).toBe(
      "In May the park is quietest on Tuesdays and Wednesdays: the longest queue is then 15 minutes. Choose a day when you like.",
    );
    expect(answer.promise).toMatchObject({ what: "Hold 4 tickets at today’s price for you." });
    expect((await items()).map(([, title]) => title)).toEqual(["A plan from somebody"]);
    const { text } = await get("/staff");
    expect(text).toContain("A day with &lt;b&gt;the children&lt;/b&gt;");
    expect(text).toContain("We promised: Hold 4 tickets");
    expect((await get("/report")).text).toContain("Hold 4 tickets at today’s price for you.");
  });

  test("does not reply to a plan that wants no reply", async () => {
    const { answer } = await post("plans", { plan: { ...plan, replies: "none" } });
    expect(Object.keys(answer)).toEqual(["receipt"]);
  });

  test("thanks for an answer to its question", async () => {
    const { answer } = await post("answers", { answer: { question: "quiet-day", choice: "Tuesday" } });
    expect(answer.reply).toBe("Thank you. We note: Tuesday.");
    expect((await get("/report")).text).toContain("Which quiet day suits you best?");
  });

  test("knows a guest by the handle of its page, and deletes withdrawn texts", async () => {
    const handle = /data-handle="([^"]+)"/.exec((await get("/visit")).text)?.[1] ?? "";
    const named = { Authorization: `CMR ${handle}` };
    const feeling = { date: "2026-11-22", value: -1 };
    const { answer } = await post("feelings", { feeling }, named);
    expect(answer.promise.what).toBe("Find out what went wrong that day, and write to you.");
    expect((await items()).map(([, title]) => title)).toContain("A feeling of a guest");
    expect((await post("feelings", { feeling }, { Authorization: "CMR made-up" })).status).toBe(401);
    expect((await post("withdraw", { withdraw: "all" }, named)).status).toBe(200);
    expect((await items()).map(([, title]) => title)).not.toContain("A feeling of a guest");
  });
});
