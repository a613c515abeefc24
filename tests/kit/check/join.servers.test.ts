// The page for a company's developer, followed to the letter in an empty folder: files written, commands run, outputs
// compared.
import { execFile, spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type LocalRegistry, startRegistry } from "../../support/kit/local-registry.ts";
import { freePort } from "../../support/servers/process.ts";

const run = promisify(execFile);
const root = resolve(import.meta.dirname, "../../..");
const KITS = ["sdk", "check", "receiver"];
let folder = "";
let registry: LocalRegistry;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "join-"));
  registry = await startRegistry(join(root, "node_modules"));
  await run(process.execPath, ["scripts/build.mjs", ...KITS], { cwd: root });
  await run("npm", ["pack", ...KITS.map((name) => `./dist/${name}`), "--pack-destination", folder], { cwd: root });
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
/** Each server is a group of processes of its own, which ends with the page. */
const ENDED = "trap 'for job in $(jobs -p); do kill -- -$job; done' EXIT\n";
/** A reader waits until a server says that it is there. */
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

test("each step does what the page says", { timeout: 180_000 }, async () => {
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
