// The companies' packages: reading a header, the middleware, and the receiver on a real PostgreSQL that flushes to disk.
import { spawn } from "node:child_process";
import { Agent, request } from "node:http";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { decodeSfDict } from "@svta/cml-structured-field-values";
import { parseDictionary } from "structured-headers";
import { capture, root } from "../tools.mjs";
import { measureReceiver } from "./receiver.mjs";
import { interleaved, ratioOf } from "./statistics.mjs";

const HEADERS = 2000;

export async function measureKit(context) {
  const { say } = context;
  await buildPackages(context);
  say("reading headers");
  await measureReading(context);
  say("middleware");
  await measureMiddleware(context);
  say("receiver");
  await measureReceiver(context);
}

export async function measureReceiverAlone(context) {
  await buildPackages(context);
  await measureReceiver(context);
}

async function buildPackages({ say }) {
  say("building the packages");
  const { code, output } = await capture(process.execPath, [join(root, "scripts/build.mjs"), "sdk", "receiver"]);
  if (code !== 0) throw new Error(output);
}

const sdk = (path) => import(pathToFileURL(join(root, "dist/sdk/kit/site", path)).href);

/** Seconds of processor time of this thread, which other programs on the machine affect less. */
function processorSeconds(work) {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/** Different values, like those of many customers, so that no reader can cache them all. */
function headerValues({ encodeHeader, KINDS, STYLES, AGREEMENTS }) {
  const wants = ["yes", "ask", "no", null];
  return Array.from({ length: HEADERS }, (_, number) => {
    const kinds = {};
    for (const [at, kind] of KINDS.entries()) {
      const want = wants[(number * 7 + at * at * 3 + (number >> at)) % wants.length];
      if (want !== null) kinds[kind] = want;
    }
    const style = STYLES.filter((_, at) => (number >> at) % 3 === 0);
    return encodeHeader({ kinds, style, terms: AGREEMENTS[number % 9] ?? null, more: number % 2 === 0 }) ?? "v=1";
  });
}

async function measureReading({ add, quick }) {
  const { readPreferences, encodeHeader, KINDS, STYLES, AGREEMENTS } = await sdk("index.js");
  const values = headerValues({ encodeHeader, KINDS, STYLES, AGREEMENTS });
  const requests = values.map((value) => ({ ...BROWSER, "sec-cmr-preferences": value }));
  const timed = (read) => () => (processorSeconds(read) / HEADERS) * 1e6;
  const subjects = {
    ours: timed(() => requests.forEach((headers) => void readPreferences(headers))),
    general: timed(() => values.forEach((value) => void parseDictionary(value))),
    other: timed(() => values.forEach((value) => void decodeSfDict(value))),
  };
  for (const subject of Object.values(subjects)) for (let warm = 0; warm < 30; warm++) subject();
  const samples = await interleaved(quick ? 10 : 60, subjects);
  const what = "a header read and checked, of a whole request";
  const ours = ratioOf(samples.ours, samples.general);
  add({ what: `${what}, processor time`, unit: "µs", value: ours.value, atMost: 2 });
  add({ what, unit: "µs", ...ours, reference: "its dictionary parsed by structured-headers", most: 1 });
  const reference = "its dictionary parsed by @svta/cml-structured-field-values";
  add({ what, unit: "µs", ...ratioOf(samples.ours, samples.other), reference, most: 1 });
}

const BROWSER = {
  host: "bank.example",
  "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:142.0) Gecko/20100101 Firefox/142.0",
  accept: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
  "accept-language": "en-GB,en;q=0.5",
  "accept-encoding": "gzip, deflate, br",
  connection: "keep-alive",
  "sec-fetch-dest": "document",
  "sec-fetch-mode": "navigate",
};

const REQUESTS = 2000;
const AT_ONCE = 16;

/**
 * A separate program, so that the load itself is not measured. Answers the processor time of each batch on its channel.
 */
const SERVER = (sdkFolder) => `
import { createServer } from "node:http";
import { expressPreferences, preferencesOf } from ${JSON.stringify(pathToFileURL(join(sdkFolder, "node.js")).href)};
const page = "<!doctype html><title>Bank</title>" + "<p>Welcome</p>".repeat(100);
const answer = (request, response) => {
  response.writeHead(200, { "Content-Type": "text/html" });
  response.end(page);
};
const middleware = expressPreferences();
const behind = (use) => (request, response) => middleware(request, response, () => {
  use(request);
  answer(request, response);
});
const handlers = [answer, behind(() => undefined), behind(preferencesOf), answer];
const servers = await Promise.all(handlers.map((handler) => new Promise((done) => {
  const server = createServer(handler).listen(0, "127.0.0.1", () => done(server));
})));
let before = process.cpuUsage();
process.on("message", () => {
  const { user, system } = process.cpuUsage(before);
  before = process.cpuUsage();
  process.send({ milliseconds: (user + system) / 1000 });
});
process.send({ ports: servers.map((server) => server.address().port) });
`;

async function measureMiddleware({ add, quick }) {
  const child = spawn(process.execPath, ["--input-type=module", "-e", SERVER(join(root, "dist/sdk/kit/site"))], {
    stdio: ["ignore", 2, 2, "ipc"],
  });
  try {
    const { ports } = await message(child);
    const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
    const batch = async (port) => {
      let left = REQUESTS;
      const one = async () => {
        while (left-- > 0) await get(port, agent);
      };
      await Promise.all(Array.from({ length: AT_ONCE }, one));
      child.send("time");
      return (await message(child)).milliseconds;
    };
    const [bare, ours, reading, again] = ports;
    const subjects = {
      bare: () => batch(bare),
      ours: () => batch(ours),
      reading: () => batch(reading),
      again: () => batch(again),
    };
    for (const subject of Object.values(subjects)) for (let warm = 0; warm < 3; warm++) await subject();
    const samples = await interleaved(quick ? 6 : 30, subjects, { mostSeconds: 120 });
    agent.destroy();
    const noise = ratioOf(samples.again, samples.bare);
    const reference = "bare node:http";
    const what = `processor time of ${REQUESTS} requests with the middleware`;
    const ratio = ratioOf(samples.ours, samples.bare);
    add({ what, unit: "ms", ...ratio, reference, most: 1.05, noise });
    const used = ratioOf(samples.reading, samples.bare);
    add({ what: `${what} whose handler reads the preferences`, unit: "ms", ...used, reference });
    add({ what: "A/A control: bare node:http", unit: "ms", ...noise, reference });
  } finally {
    child.kill();
  }
}

const message = (child) => new Promise((done) => child.once("message", done));

const get = (port, agent) =>
  new Promise((done, fail) => {
    const headers = { ...BROWSER, "sec-cmr-preferences": "v=1, yes=(service), no=(offers), style=(short), more" };
    request({ port, host: "127.0.0.1", agent, headers }, (response) => response.resume().on("end", done))
      .on("error", fail)
      .end();
  });
