// A WebDAV folder in memory, to try sync on this computer: PROPFIND of one level, GET, PUT, MKCOL and DELETE (RFC 4918),
// with a user name and a password. Not for real data: everything is lost when the server stops.
import { createServer } from "node:http";

const XML = '<?xml version="1.0" encoding="utf-8"?>';

/** A server for paths below `/dav/`. Its member `files` has the content by path, as bytes. */
export function createWebDav({ user = "demo", password = "demo" } = {}) {
  const files = new Map();
  const folders = new Set([""]);
  const expected = `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;

  const server = createServer((request, response) => {
    const chunks = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", () => {
      const path = pathOf(request.url);
      const {
        status,
        headers = {},
        body = "",
      } = request.headers.authorization !== expected
        ? { status: 401, headers: { "www-authenticate": 'Basic realm="demo"' } }
        : path === null
          ? { status: 404 }
          : answer(request, path, Buffer.concat(chunks));
      response.writeHead(status, { "content-length": Buffer.byteLength(body), ...headers }).end(body);
    });
  });

  function answer({ method, headers }, path, bytes) {
    if (method === "PROPFIND") return list(path);
    if (method === "GET") return files.has(path) ? { status: 200, body: files.get(path) } : { status: 404 };
    if (method === "DELETE") return remove(path);
    if (method === "MKCOL") return makeFolder(path);
    if (method !== "PUT") return { status: 405 };
    if (!folders.has(parentOf(path))) return { status: 409 };
    if (headers["if-none-match"] === "*" && files.has(path)) return { status: 412 };
    files.set(path, bytes);
    return { status: 201 };
  }

  function makeFolder(path) {
    if (folders.has(path)) return { status: 405 };
    if (!folders.has(parentOf(path))) return { status: 409 };
    folders.add(path);
    return { status: 201 };
  }

  function remove(path) {
    const isIn = (one) => one === path || one.startsWith(`${path}/`);
    const gone = [...files.keys(), ...folders].filter(isIn);
    for (const one of gone) files.delete(one) || folders.delete(one);
    return { status: gone.length > 0 ? 204 : 404 };
  }

  function list(path) {
    if (!folders.has(path)) return { status: 404 };
    const own = (one) => one !== "" && parentOf(one) === path;
    const entries = [
      entry(path, null),
      ...[...folders].filter(own).map((one) => entry(one, null)),
      ...[...files].filter(([one]) => own(one)).map(([one, { length }]) => entry(one, length)),
    ];
    const body = `${XML}<d:multistatus xmlns:d="DAV:">${entries.join("")}</d:multistatus>`;
    return { status: 207, headers: { "content-type": "application/xml; charset=utf-8" }, body };
  }

  return Object.assign(server, { files });
}

const parentOf = (path) => path.split("/").slice(0, -1).join("/");

/** The path inside the folder; null for another. */
function pathOf(url) {
  const { pathname } = new URL(url, "http://localhost");
  if (pathname !== "/dav" && !pathname.startsWith("/dav/")) return null;
  return decodeURIComponent(pathname).split("/").slice(2).filter(Boolean).join("/");
}

/** `length`: size of a file in bytes; null for a folder. */
function entry(path, length) {
  const href = encodeURI(`/dav/${path}${length === null && path !== "" ? "/" : ""}`);
  const properties =
    length === null
      ? "<d:resourcetype><d:collection/></d:resourcetype>"
      : `<d:resourcetype/><d:getcontentlength>${length}</d:getcontentlength>`;
  return (
    `<d:response><d:href>${href}</d:href><d:propstat><d:prop>${properties}</d:prop>` +
    "<d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>"
  );
}
