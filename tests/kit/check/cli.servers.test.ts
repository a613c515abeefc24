// The built command: companies that take part or do not, both outputs, the exit codes, and the file that it writes.
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { companyOf } from "../../../src/core/companies/company.ts";
import { readParticipation } from "../../../src/signal/participation.ts";
import { PARTICIPATION_PATH } from "../../../src/signal/vocabulary.ts";
import { openCompany } from "../../support/kit/small-company.ts";
import { outputOf, ROOT } from "../../support/kit/vector-tasks.ts";

const CLI = join(ROOT, "dist/check/kit/check/cli.js");
const servers: Server[] = [];
let folder = "";

beforeAll(async () => {
  await outputOf(process.execPath, ["scripts/build.mjs", "check", "receiver"]);
  folder = await mkdtemp(join(tmpdir(), "check-"));
}, 60_000);
afterAll(async () => {
  for (const server of servers) server.close();
  await rm(folder, { recursive: true });
});

function regards(args: readonly string[], input = ""): Promise<{ code: number | null; out: string }> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [CLI, ...args], { cwd: folder });
    const pieces: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (piece: Buffer) => pieces.push(piece));
    child.on("error", fail);
    child.on("close", (code) => done({ code, out: Buffer.concat(pieces).toString("utf8") }));
    child.stdin.end(input);
  });
}

async function demo(name: string, create: string): Promise<string> {
  const module = await import(/* @vite-ignore */ pathToFileURL(join(ROOT, `examples/${name}/server.mjs`)).href);
  const server: Server = module[create]().listen(0, "127.0.0.1");
  servers.push(server);
  await new Promise((listening) => server.once("listening", listening));
  return `http://${name}.localhost:${(server.address() as AddressInfo).port}/`;
}

test("replay runs the command of the receiver in the same folder, and says what is missing without one", async () => {
  const missing = await regards(["replay"]);
  expect(missing).toEqual({ code: 2, out: expect.stringContaining("npm install @regards/receiver") });
  await mkdir(join(folder, "node_modules/@regards"), { recursive: true });
  await symlink(join(ROOT, "dist/receiver"), join(folder, "node_modules/@regards/receiver"));
  const { code, out } = await regards(["replay"]);
  expect(out).toContain("The secret has fewer than 32 characters.");
  expect(code).toBe(1);
});

test("check finds no fault in a company that takes part", async () => {
  const company = await openCompany({});
  const { code, out } = await regards(["check", company.url]);
  company.stop();
  expect(out).toContain('✓ The participation file of "Shop" is valid.');
  expect(out).toContain("This site takes part. 0 faults");
  expect(code).toBe(0);
});

test("check --json names the missing file and link of Plainshop, and ends with 1", async () => {
  const { code, out } = await regards(["check", await demo("plainshop", "createPlainshop"), "--json"]);
  const report = JSON.parse(out);
  expect(report.faults).toBe(2);
  const faults = report.findings.filter(({ level }: { level: string }) => level === "fault");
  expect(faults.map((one: { code: string }) => one.code)).toEqual(["file-missing", "link-missing"]);
  expect(code).toBe(1);
});

test("check suggests two lines of nginx for a server that forbids dotfiles", async () => {
  const company = await openCompany({ file: (_, response) => response.writeHead(403).end() });
  const { code, out } = await regards(["check", company.url]);
  company.stop();
  expect(out).toContain(
    "    location ^~ /.well-known/ { allow all; }\n    location = /.well-known/cmr-participation.json {",
  );
  expect(code).toBe(1);
});

test.each([
  [[]],
  [["check"]],
  [["check", "a", "b"]],
  [["check", "--help"]],
  [["serve"]],
  [["check", "no address at all"]],
])("%j ends with 2", async (args) => expect((await regards(args)).code).toBe(2));

test("init writes a valid file, and never overwrites one", async () => {
  const answers = "Corner Shop\nwww.corner.example\nretail\nprivacy@corner.example\noffers, news\n\n";
  const { code, out } = await regards(["init"], answers);
  expect(out).toContain("npx regards check https://www.corner.example/");
  expect(code).toBe(0);
  const text = await readFile(join(folder, PARTICIPATION_PATH), "utf8");
  expect(readParticipation(text, "www.corner.example", companyOf)).toMatchObject({
    ok: true,
    participation: {
      status: "testing",
      company: { name: "Corner Shop", sector: "retail", contact: { privacy: "privacy@corner.example" } },
      honours: { kinds: ["offers", "news"] },
    },
  });
  expect((await regards(["init"], answers)).code).toBe(2);
  expect(await readFile(join(folder, PARTICIPATION_PATH), "utf8")).toBe(text);
});

test("init ends after the last answer, also at a terminal, whose input has no end", async () => {
  const child = spawn(process.execPath, [CLI, "init", "terminal"], {
    cwd: folder,
    stdio: ["pipe", "ignore", "ignore"],
  });
  child.stdin.write("Corner Shop\nwww.corner.example\n\n\n\n\n");
  expect(await new Promise((done) => child.on("close", done))).toBe(0);
  expect(JSON.parse(await readFile(join(folder, "terminal", PARTICIPATION_PATH), "utf8")).company).toEqual({
    name: "Corner Shop",
  });
});

test("init says why a file cannot be written", async () => {
  const { code, out } = await regards(["init", "/dev/null"], "Corner Shop\nwww.corner.example\n");
  expect(out).toMatch(/cannot be written: /);
  expect(code).toBe(1);
});

test.each([
  ["Corner Shop\nlocalhost\n", '"localhost" is the host of no company'],
  ["Corner Shop\n127.0.0.1:8080\n", '"127.0.0.1" is the host of no company'],
  ["Corner Shop\n\n", '"" is the host of no company'],
  ["Corner Shop\nwww.corner.example\nastrology\n", 'In the participation file "company.sector"'],
])("init refuses answers that give no valid file, with a sentence: %j", async (answers, sentence) => {
  const { code, out } = await regards(["init", "elsewhere"], answers);
  expect(out).toContain(`These answers do not make a valid file: ${sentence}`);
  expect(code).toBe(1);
});

test.each([
  ["WWW.Corner.Example", "www.corner.example"],
  ["https://www.corner.example:8443/start?a=1", "www.corner.example"],
  ["www.bücher.example", "www.xn--bcher-kva.example"],
])("init takes the host out of %s", async (typed, host) => {
  const { code } = await regards(["init", host], `Corner Shop\n${typed}\n`);
  expect(code).toBe(0);
  expect(JSON.parse(await readFile(join(folder, host, PARTICIPATION_PATH), "utf8")).hosts).toEqual([host]);
  await rm(join(folder, host), { recursive: true });
});
