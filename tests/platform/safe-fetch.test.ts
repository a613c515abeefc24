// The only network function: it reaches one origin, sends only the given headers and body, and always ends.
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { RequestFault, type SafeRequest, safeFetch } from "../../src/platform/safe-fetch.ts";
import { type ScriptedServer, startScripted } from "../support/servers/scripted.ts";

let server: ScriptedServer;
let other: ScriptedServer;
beforeEach(async () => {
  [server, other] = await Promise.all([startScripted(), startScripted()]);
});
afterEach(() => Promise.all([server.stop(), other.stop()]));

const origin = (): string => new URL(server.url).origin;
const ask = (address: string, more: Partial<SafeRequest> = {}) =>
  safeFetch(address, { origin: origin(), atMost: 1000, ...more });
const faultOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "no fault",
    (error: unknown) => (error instanceof RequestFault ? error.code : String(error)),
  );

test("an answer has status, headers and bytes; the request has its verb, headers and body", async () => {
  server.script = () => ({ status: 207, headers: { etag: '"1"' }, body: new Uint8Array([0, 255]) });
  const answer = await ask(`${server.url}a?b=c`, {
    method: "PROPFIND",
    headers: { depth: "1" },
    body: new TextEncoder().encode("ü"),
  });
  expect([answer.status, answer.headers.get("etag"), [...answer.bytes]]).toEqual([207, '"1"', [0, 255]]);
  expect(server.received).toMatchObject([
    { method: "PROPFIND", url: "/a?b=c", body: "ü", headers: { depth: "1", "content-length": "2" } },
  ]);
});

test("no cookie and no referrer is sent", async () => {
  server.script = () => ({ headers: { "set-cookie": "session=1" } });
  await ask(server.url);
  await ask(server.url);
  for (const { headers } of server.received) {
    expect(Object.keys(headers)).not.toEqual(expect.arrayContaining(["cookie"]));
    expect(headers).not.toHaveProperty("referer");
  }
});

describe("no request leaves for", () => {
  test.each([
    ["another host", () => "http://localhost:1/"],
    ["another port", () => other.url],
    ["another scheme", () => server.url.replace("http:", "https:")],
    ["a user name in the address", () => server.url.replace("//", "//user:password@")],
    ["a file", () => "file:///etc/passwd"],
    ["our own pages", () => "chrome-extension://abc/index.html"],
    ["a relative address", () => "/a"],
    ["no address", () => ""],
  ])("%s", async (_name, address) => {
    expect(await faultOf(ask(address()))).toBe("address");
    expect([...server.received, ...other.received]).toEqual([]);
  });
});

test.each([301, 302, 303, 307, 308])("a redirect with %d is not followed", async (status) => {
  server.script = () => ({ status, headers: { location: other.url } });
  expect(await faultOf(ask(server.url, { headers: { authorization: "Basic c2VjcmV0" } }))).toBe("redirected");
  expect(other.received).toEqual([]);
});

test("a server that never answers is a timeout", async () => {
  server.script = () => null;
  expect(await faultOf(ask(server.url, { milliseconds: 50 }))).toBe("timeout");
});

test("a server that stops in the middle of its answer is a timeout", async () => {
  server.script = (_received, response) => {
    response.writeHead(200, { "content-length": "100" });
    response.write("half");
    return null;
  };
  expect(await faultOf(ask(server.url, { milliseconds: 80 }))).toBe("timeout");
});

test("an answer that breaks off, or is shorter than announced, is truncated", async () => {
  server.script = (_received, response) => {
    response.writeHead(200, { "content-length": "100" });
    response.write("half");
    setTimeout(() => response.destroy(), 20);
    return null;
  };
  expect(await faultOf(ask(server.url))).toBe("truncated");
});

test("an answer beyond the limit ends at once, with or without an announced length", async () => {
  let written = 0;
  server.script = (_received, response) => {
    const more = () => {
      written += 100;
      response.write("x".repeat(100));
      if (written < 1_000_000 && !response.destroyed) setTimeout(more, 1);
    };
    more();
    return null;
  };
  expect(await faultOf(ask(server.url))).toBe("too-large");
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(written).toBeLessThan(20_000);
  server.script = () => ({ body: "x".repeat(1001) });
  expect(await faultOf(ask(server.url))).toBe("too-large");
  server.script = () => ({ body: "x".repeat(1000) });
  expect(await faultOf(ask(server.url))).toBe("no fault");
});

test("a port without a server is unreachable", async () => {
  const { url } = other;
  await other.stop();
  expect(await faultOf(safeFetch(url, { origin: new URL(url).origin, atMost: 10 }))).toBe("unreachable");
  other = await startScripted();
});

test("a fault contains neither address nor credentials", async () => {
  server.script = () => ({ status: 302, headers: { location: other.url } });
  const error = await ask(server.url, { headers: { authorization: "Basic c2VjcmV0" } }).catch(
    (fault: unknown) => fault,
  );
  expect(JSON.stringify(error) + String(error)).not.toMatch(/127|c2VjcmV0/);
});
