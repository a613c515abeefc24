// Statuses, headers and limits of the WebDAV client with scripted answers of a server.
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { RemoteFault } from "../../../src/core/sync/remote-store.ts";
import type { WebDavSettings } from "../../../src/core/sync/store-settings.ts";
import { webDavPlace } from "../../../src/platform/remote/webdav.ts";
import { retryAfter } from "../../../src/platform/remote/webdav-request.ts";
import { type ScriptedAnswer, type ScriptedServer, startScripted } from "../../support/servers/scripted.ts";

const VAULT = "v1-0123456789abcdefghij";
let server: ScriptedServer;
beforeEach(async () => {
  server = await startScripted();
});
afterEach(() => server.stop());

const settings = (more: Partial<WebDavSettings> = {}): WebDavSettings => ({
  kind: "webdav",
  address: `${server.url}dav/`,
  user: "änna",
  password: "pass:wörd",
  ...more,
});
const store = (more: Partial<WebDavSettings> = {}) => webDavPlace(settings(more)).vault(VAULT);
const answering = (answer: ScriptedAnswer) => {
  server.script = () => answer;
};
const faultOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "no fault",
    (error: unknown) => (error instanceof RemoteFault ? error.code : String(error)),
  );
const bytes = new TextEncoder().encode("x");

const OPERATIONS = {
  list: () => store().list("heads"),
  get: () => store().get("heads/a.age"),
  put: () => store().put("heads/a.age", bytes),
  delete: () => store().delete("heads/a.age"),
  vaults: () => webDavPlace(settings()).vaults(),
  erase: () => webDavPlace(settings()).erase(VAULT),
} as const;
type Name = keyof typeof OPERATIONS;
const NAMES = Object.keys(OPERATIONS) as Name[];

/** Expected results by status, for list, get, put, delete, vaults and erase. */
test.each<[number, string]>([
  [400, "server server server server server server"],
  [401, "unauthorized unauthorized unauthorized unauthorized unauthorized unauthorized"],
  [403, "unauthorized unauthorized read-only read-only unauthorized read-only"],
  [404, "null null no-folder - no-folder -"],
  [405, "not-a-store not-a-store read-only read-only not-a-store read-only"],
  [408, "timeout timeout timeout timeout timeout timeout"],
  [409, "not-a-store not-a-store no-folder busy not-a-store busy"],
  [410, "null null server - no-folder -"],
  [412, "exists exists exists exists exists exists"],
  [413, "too-large too-large too-large too-large too-large too-large"],
  [423, "busy busy busy busy busy busy"],
  [429, "rate-limited rate-limited rate-limited rate-limited rate-limited rate-limited"],
  [500, "server server server server server server"],
  [501, "not-a-store not-a-store not-a-store not-a-store not-a-store not-a-store"],
  [502, "server server server server server server"],
  [503, "busy busy busy busy busy busy"],
  [507, "full full full full full full"],
  [301, "not-a-store not-a-store not-a-store not-a-store not-a-store not-a-store"],
  [206, "not-a-store not-a-store server busy not-a-store busy"],
])("status %d", async (status, expected) => {
  answering({ status });
  const found = [];
  for (const name of NAMES) {
    const answer = await OPERATIONS[name]().then(
      (value) => (value === undefined ? "-" : String(value)),
      (error: unknown) => (error instanceof RemoteFault ? error.code : String(error)),
    );
    found.push(answer);
  }
  expect(found.join(" ")).toBe(expected);
});

test("a login page is not a store, whatever its success status", async () => {
  answering({ headers: { "content-type": "text/html; charset=utf-8" }, body: "<!DOCTYPE html><p>Log in" });
  for (const name of ["list", "get", "vaults"] as const) expect(await faultOf(OPERATIONS[name]())).toBe("not-a-store");
  answering({ status: 207, body: "<html><p>Log in</p></html>" });
  for (const name of ["list", "get", "vaults"] as const) expect(await faultOf(OPERATIONS[name]())).toBe("not-a-store");
});

test.each([
  ["Digest realm=x", "digest-only"],
  ['Digest realm="Basic, Bearer", nonce="1"', "digest-only"],
  ['Digest realm="x", Basic realm="x"', "unauthorized"],
  ['Basic realm="x", Digest realm="x"', "unauthorized"],
  ['Basic realm="Digest"', "unauthorized"],
  ["Bearer", "unauthorized"],
])("401 with the challenge %s is %s", async (offer, code) => {
  answering({ status: 401, headers: { "www-authenticate": offer } });
  expect(await faultOf(OPERATIONS.vaults())).toBe(code);
});

describe("a request", () => {
  test("carries the credentials as UTF-8, and none without a user", async () => {
    answering({ status: 404 });
    await OPERATIONS.get();
    await store({ user: "", password: "" }).get("a");
    const [first, second] = server.received.map(({ headers }) => headers.authorization);
    expect(Buffer.from(String(first).replace("Basic ", ""), "base64").toString("utf8")).toBe("änna:pass:wörd");
    expect(second).toBeUndefined();
  });

  test("lists one level with Depth: 1", async () => {
    answering({ status: 404 });
    await OPERATIONS.list();
    expect(server.received).toMatchObject([
      { method: "PROPFIND", url: `/dav/${VAULT}/heads/`, headers: { depth: "1" } },
    ]);
  });

  test("creates only (If-None-Match: *), and deletes without the trash bin", async () => {
    answering({ status: 204 });
    await OPERATIONS.put();
    await OPERATIONS.delete();
    expect(server.received).toMatchObject([
      { method: "PUT", url: `/dav/${VAULT}/heads/a.age`, headers: { "if-none-match": "*" }, body: "x" },
      { method: "DELETE", headers: { "x-nc-skip-trashbin": "true" } },
    ]);
  });

  test("leaves out the slash after a folder if the address has none", async () => {
    answering({ status: 404 });
    const bare = settings({ address: `${server.url}dav` });
    await webDavPlace(bare).vault(VAULT).list("heads");
    await webDavPlace(bare)
      .vaults()
      .catch(() => {});
    await webDavPlace(bare).vault(VAULT).get("heads/a");
    expect(server.received.map(({ url }) => url)).toEqual([`/dav/${VAULT}/heads`, "/dav", `/dav/${VAULT}/heads/a`]);
  });
});

test("creates a missing parent once, and repeats the upload", async () => {
  const made = new Set<string>();
  server.script = ({ method, url }) => {
    if (method === "MKCOL") made.add(url);
    return { status: method === "MKCOL" || made.has(`/dav/${VAULT}/seg/dev/`) ? 201 : 409 };
  };
  await store().put("seg/dev/a.age", bytes);
  expect(server.received.map(({ method, url }) => `${method} ${url.replace(`/dav/${VAULT}/`, "")}`)).toEqual([
    "PUT seg/dev/a.age",
    "MKCOL ",
    "MKCOL seg/",
    "MKCOL seg/dev/",
    "PUT seg/dev/a.age",
  ]);
});

test("accepts a folder that exists or that another device just made", async () => {
  let puts = 0;
  server.script = ({ method }) => ({ status: method === "MKCOL" ? 405 : puts++ === 0 ? 404 : 201 });
  await store().put("heads/a.age", bytes);
  expect(puts).toBe(2);
});

/** A server that answers with these statuses to an upload into a missing folder, and to creating one that exists. */
describe.each([404, 409, 500, 403, 405])("a missing folder answered with %d", (missing) => {
  test.each([405, 409, 406, 423, 403, 301, 500])("and an existing one with %d: the file is stored", async (taken) => {
    const made = new Set(["/dav/", `/dav/${VAULT}/`]);
    const files = new Set<string>();
    const above = (url: string) => url.replace(/[^/]+\/?$/, "");
    server.script = ({ method, url }) => {
      if (method === "PROPFIND") return { status: 404 };
      if (!made.has(above(url))) return { status: method === "PUT" ? missing : 409 };
      if (made.has(url)) return { status: taken };
      (method === "PUT" ? files : made).add(url);
      return { status: 201 };
    };
    await store().put("seg/dev/a.age", bytes);
    expect([...files]).toEqual([`/dav/${VAULT}/seg/dev/a.age`]);
  });
});

test("reports the reason that a folder cannot be created", async () => {
  for (const [status, code] of [
    [507, "full"],
    [429, "rate-limited"],
    [401, "unauthorized"],
    [403, "read-only"],
  ] as const) {
    server.script = ({ method }) => ({ status: method === "MKCOL" ? status : 409 });
    expect(await faultOf(OPERATIONS.put())).toBe(code);
  }
});

test.each([
  ["30", 30],
  ["0", 0],
  ["99999", 3600],
  ["-5", 0],
  ["Mon, 30 Nov 2026 10:01:00 GMT", 60],
  ["Mon, 30 Nov 2026 09:00:00 GMT", 0],
  ["Fri, 31 Dec 2032 00:00:00 GMT", 3600],
  ["soon", null],
  ["", null],
])("Retry-After %j is %s seconds", async (text, seconds) => {
  const date = "Mon, 30 Nov 2026 10:00:00 GMT";
  expect(retryAfter(new Headers({ "retry-after": text, date }))).toBe(seconds);
  answering({ status: 429, headers: { "retry-after": text, date } });
  await expect(OPERATIONS.get()).rejects.toMatchObject({ code: "rate-limited", retryAfterSeconds: seconds });
});

test("a listing without a size is truncated; one above 8 MB, and a file above 32 MB, is too large", async () => {
  const listing = (prop: string) =>
    `<multistatus><response><href>/dav/${VAULT}/heads/a</href><propstat><prop>${prop}</prop><status>HTTP/1.1 200 OK</status></propstat></response></multistatus>`;
  answering({ status: 207, body: listing("<resourcetype/>") });
  expect(await faultOf(OPERATIONS.list())).toBe("truncated");
  answering({ status: 207, body: listing(" ".repeat(8 << 20)) });
  expect(await faultOf(OPERATIONS.list())).toBe("too-large");
  answering({ body: new Uint8Array((32 << 20) + 1) });
  expect(await faultOf(OPERATIONS.get())).toBe("too-large");
});

describe("nothing is sent", () => {
  test.each([
    ["http://cloud.example/dav/", "insecure"],
    ["http://192.168.7.7/dav/", "insecure"],
    ["http://nas.local/dav/", "insecure"],
    ["ftp://cloud.example/", "not-a-store"],
    ["https://anna:secret@cloud.example/", "not-a-store"],
    ["https://cloud.example/?a=b", "not-a-store"],
    ["cloud.example", "not-a-store"],
    ["", "not-a-store"],
  ])("to %s: %s", async (address, code) => {
    expect(await faultOf(webDavPlace(settings({ address })).vaults())).toBe(code);
    expect(await faultOf(webDavPlace(settings({ address })).erase(VAULT))).toBe(code);
    expect(await faultOf(store({ address }).put("a", bytes))).toBe(code);
  });

  test("unencrypted beyond the own network, even if confirmed", async () => {
    expect(await faultOf(store({ address: "http://cloud.example/", insecure: true }).get("a"))).toBe("insecure");
  });
});

test("no fault contains user, password or address", async () => {
  for (const status of [301, 400, 401, 403, 404, 405, 409, 412, 429, 500, 507]) {
    answering({ status, headers: { location: "https://evil.example/" } });
    for (const name of NAMES) {
      const fault = await OPERATIONS[name]().catch((error: unknown) => error);
      const said = fault instanceof Error ? `${fault.message} ${JSON.stringify(fault)} ${String(fault.cause)}` : "";
      expect(said).not.toMatch(/änna|wörd|127\.0|Basic|evil/);
    }
  }
});
