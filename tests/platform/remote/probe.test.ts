// Verdicts of the probe about a server with scripted answers.
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { WebDavSettings } from "../../../src/core/sync/store-settings.ts";
import { createFolder } from "../../../src/platform/remote/create-folder.ts";
import { probeWebDav } from "../../../src/platform/remote/probe.ts";
import {
  type Received,
  type ScriptedAnswer,
  type ScriptedServer,
  startScripted,
} from "../../support/servers/scripted.ts";

vi.mock("webextension-polyfill", () => ({
  default: { permissions: { contains: async () => true }, runtime: { getURL: () => "chrome-extension://x/" } },
}));

let server: ScriptedServer;
/** Files and folders (with a trailing slash) of the server, by path. */
let held: Map<string, string>;
/** Answers in place of the store; null lets the store answer. */
let before: (received: Received) => ScriptedAnswer | null;

const entry = (href: string, size: number | null): string =>
  `<response><href>${href}</href><propstat><prop>${size === null ? "<resourcetype><collection/></resourcetype>" : `<getcontentlength>${size}</getcontentlength>`}</prop><status>HTTP/1.1 200 OK</status></propstat></response>`;

/** A simple and honest WebDAV server. */
function answerAsStore({ method, url, body }: Received): ScriptedAnswer {
  const parent = url.replace(/[^/]+\/?$/, "");
  if (method === "PROPFIND") {
    if (!held.has(url)) return { status: 404 };
    const children = [...held].filter(([path]) => path.startsWith(url) && /^[^/]+\/?$/.test(path.slice(url.length)));
    const lines = children.map(([path, text]) => entry(path, path.endsWith("/") ? null : text.length));
    return { status: 207, body: `<multistatus>${entry(url, null)}${lines.join("")}</multistatus>` };
  }
  if (method === "GET") return held.has(url) ? { body: held.get(url) ?? "" } : { status: 404 };
  if (method === "DELETE") for (const path of held.keys()) if (path.startsWith(url)) held.delete(path);
  if (method === "DELETE") return { status: 204 };
  if (!held.has(parent)) return { status: 409 };
  if (held.has(url)) return { status: method === "MKCOL" ? 405 : 412 };
  held.set(url, body);
  return { status: 201 };
}

beforeEach(async () => {
  held = new Map([
    ["/", ""],
    ["/dav/", ""],
  ]);
  before = () => null;
  server = await startScripted((received) => before(received) ?? answerAsStore(received));
});
afterEach(() => server.stop());

const at = (path: string): WebDavSettings => ({
  kind: "webdav",
  address: server.url + path,
  user: "anna",
  password: "secret",
});
const codeAt = async (path = "dav/"): Promise<string> => (await probeWebDav(at(path))).code;

test("a folder that works gets its address with a slash, and stays as it was", async () => {
  held.set("/dav/v1-0123456789abcdefghij/", "");
  const files = [...held.keys()];
  for (const path of ["dav/", "dav", "dav/?dir=/a#b"])
    expect(await probeWebDav(at(path))).toEqual({
      code: "ok",
      address: `${server.url}dav/`,
      retryAfterSeconds: null,
      vaults: ["v1-0123456789abcdefghij"],
    });
  expect([...held.keys()]).toEqual(files);
  const { method } = server.received.at(-1) ?? {};
  expect([method, server.received.length]).toEqual(["DELETE", 3 * 6]);
});

test("a folder that answers only without the slash gets its address without", async () => {
  held.set("/dav", "");
  before = ({ method, url }) => (method === "PROPFIND" && url === "/dav/" ? { status: 405 } : null);
  const verdict = await probeWebDav(at("dav/"));
  expect(verdict.address).toBe(`${server.url}dav`);
});

test("the probe finds the folder of a Nextcloud from its front page", async () => {
  const folder = "/remote.php/dav/files/anna/";
  held.set(folder, "");
  before = ({ url }) =>
    url.startsWith("/remote.php/") ? null : { status: 302, headers: { location: `${server.url}login` } };
  for (const path of ["", "index.php/apps/files", "apps/files/?dir=/", "login"])
    expect(await probeWebDav(at(path))).toMatchObject({ code: "ok", address: server.url.replace(/\/$/, folder) });
});

test("the probe recognises a Nextcloud that wants another password, and no other website", async () => {
  before = ({ url }) => ({ status: url.startsWith("/remote.php/") ? 401 : 200 });
  expect((await probeWebDav(at(""))).code).toBe("unauthorized");
  before = ({ url }) => ({ status: url.startsWith("/remote.php/") ? 403 : 200 });
  expect((await probeWebDav(at(""))).code).toBe("not-a-store");
});

describe("the server's answer", () => {
  test.each<[string, (received: Received) => ScriptedAnswer | null]>([
    ["unauthorized", () => ({ status: 401, headers: { "www-authenticate": 'Basic realm="x"' } })],
    ["digest-only", () => ({ status: 401, headers: { "www-authenticate": 'Digest realm="x"' } })],
    ["unauthorized", () => ({ status: 403 })],
    ["method-refused", () => ({ status: 405 })],
    ["not-a-store", () => ({ body: "<!DOCTYPE html>Log in", headers: { "content-type": "text/html" } })],
    ["not-a-store", () => ({ status: 302, headers: { location: "/login" } })],
    ["not-a-store", () => ({ status: 404 })],
    ["server", () => ({ status: 500 })],
    ["busy", () => ({ status: 503 })],
    ["rate-limited", () => ({ status: 429, headers: { "retry-after": "7" } })],
    ["read-only", ({ method }) => (method === "MKCOL" || method === "PUT" ? { status: 403 } : null)],
    ["read-only", ({ method }) => (method === "MKCOL" || method === "PUT" ? { status: 405 } : null)],
    ["full", ({ method }) => (method === "PUT" ? { status: 507 } : null)],
    ["busy", ({ method }) => (method === "PUT" ? { status: 423 } : null)],
    ["rate-limited", ({ method }) => (method === "GET" ? { status: 429 } : null)],
    ["read-only", ({ method }) => (method === "DELETE" ? { status: 403 } : null)],
    ["not-stored", ({ method }) => (method === "PUT" ? { status: 201 } : null)],
    ["not-stored", ({ method }) => (method === "GET" ? { body: "something else" } : null)],
    [
      "not-a-store",
      ({ method }) => (method === "GET" ? { body: "<p>", headers: { "content-type": "text/html" } } : null),
    ],
  ])("%s (%#)", async (code, answer) => {
    before = answer;
    expect(await codeAt()).toBe(code);
  });

  test("rate-limited has the time of the next try", async () => {
    before = () => ({ status: 429, headers: { "retry-after": "7" } });
    expect(await probeWebDav(at("dav/"))).toMatchObject({ code: "rate-limited", retryAfterSeconds: 7 });
  });

  test("a failed probe leaves nothing behind", async () => {
    before = ({ method }) => (method === "GET" ? { status: 500 } : null);
    expect(await codeAt()).toBe("server");
    expect([...held.keys()]).toEqual(["/", "/dav/"]);
  });
});

describe("a missing folder", () => {
  test("is distinguished from a server without WebDAV, and can be created", async () => {
    const missing = await probeWebDav(at("dav/regards/more"));
    expect(missing).toMatchObject({ code: "no-folder", address: `${server.url}dav/regards/more/` });
    await createFolder({ ...at(""), address: missing.address });
    expect([...held.keys()]).toEqual(["/", "/dav/", "/dav/regards/", "/dav/regards/more/"]);
    expect(await codeAt("dav/regards/more")).toBe("ok");
    await createFolder({ ...at(""), address: missing.address });
  });

  test("cannot be created where the server refuses", async () => {
    before = ({ method }) => (method === "MKCOL" ? { status: 403 } : null);
    await expect(createFolder(at("dav/regards/"))).rejects.toMatchObject({ code: "read-only" });
    before = ({ method }) => (method === "MKCOL" ? { status: 409 } : null);
    await expect(createFolder(at("dav/regards/"))).rejects.toMatchObject({ code: "no-folder" });
  });
});

describe("without a request", () => {
  test.each([
    ["", "bad-address"],
    ["   ", "bad-address"],
    ["ftp://cloud.example/", "bad-address"],
    ["https://anna:secret@cloud.example/", "bad-address"],
    ["http://cloud.example/dav/", "insecure"],
    ["http://192.168.1.9/dav/", "confirm-insecure"],
    ["http://nas.local/dav/", "confirm-insecure"],
  ])("%j is %s", async (address, code) => {
    expect((await probeWebDav({ ...at(""), address })).code).toBe(code);
  });

  test("a server that the browser does not permit gets no request", async () => {
    const asked: string[] = [];
    const verdict = await probeWebDav({ ...at(""), address: "cloud.example/dav" }, async (address) => {
      asked.push(address);
      return false;
    });
    expect([verdict.code, asked]).toEqual(["no-permission", ["https://cloud.example/dav"]]);
    expect((await probeWebDav(at("dav/"), async () => false)).code).toBe("no-permission");
    expect(server.received).toEqual([]);
  });
});

test("a server that is off is unreachable, and a machine without network is offline", async () => {
  const settings = at("dav/");
  await server.stop();
  expect((await probeWebDav(settings)).code).toBe("unreachable");
  vi.stubGlobal("navigator", { onLine: false });
  expect((await probeWebDav(settings)).code).toBe("offline");
  vi.unstubAllGlobals();
  server = await startScripted();
});
