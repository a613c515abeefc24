// The check of a company that does everything right, and of companies with one fault each.
import { type AddressInfo, createServer } from "node:net";
import { networkInterfaces } from "node:os";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { afterEach, describe, expect, test } from "vitest";
import { companyOf } from "../../../src/core/companies/company.ts";
import { checkSite, faultsIn } from "../../../src/kit/check/check-site.ts";
import { companyOfHost } from "../../../src/kit/check/company.ts";
import { checkLink } from "../../../src/kit/check/page-link.ts";
import { HEADER_NAME, PARTICIPATION_PATH } from "../../../src/signal/vocabulary.ts";
import {
  type Breakage,
  behindCache,
  goodFile,
  goodPage,
  type Handler,
  LINK,
  openCompany,
  PROMISE,
  serving,
} from "../../support/kit/small-company.ts";

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

async function codesOf(breakage: Breakage, path = ""): Promise<string[]> {
  const company = await openCompany(breakage);
  stops.push(company.stop);
  const { findings } = await checkSite(company.url + path);
  return findings.filter(({ level }) => level !== "ok").map(({ level, code }) => `${level} ${code}`);
}

test("a company that does everything right gets no finding", async () => {
  expect(await codesOf({})).toEqual([]);
});

const answer =
  (status: number, headers: Record<string, string> = {}, body = ""): Handler =>
  (_, response) =>
    response.writeHead(status, headers).end(body);
const html = (body: string, headers: Record<string, string> = {}) =>
  answer(200, { "Content-Type": "text/html", ...headers }, body);
const HAS_IPV6 = Object.values(networkInterfaces()).some((ones) => ones?.some(({ address }) => address === "::1"));
const TEXT_TYPE = { "Content-Type": "text/plain; charset=utf-8" };
const JSON_TYPE = { "Content-Type": "application/json" };
const file = (changes: object): Breakage => ({ file: serving({ ...goodFile(), ...changes }) });
/** The page, which answers any request with the header by this status. */
const refusing =
  (status: number): Handler =>
  (request, response) =>
    (request.headers[HEADER_NAME.toLowerCase()] === undefined ? goodPage : answer(status))(request, response);
/** The page without its caching headers. */
const bare = (change: (response: Parameters<Handler>[1], told: string | undefined) => void): Breakage => ({
  page: (request, response) => {
    const told = request.headers[HEADER_NAME.toLowerCase()]?.toString();
    change(response, told);
    const offers = told === undefined || !told.startsWith("v=1") || !/no=\([^)]*\boffers\b/.test(told);
    response.end(`${LINK}${offers ? "offer" : ""}`);
  },
});
/** Packs what a handler answers. */
const packed =
  (handler: Handler, coding: string, pack: (text: string) => Buffer): Handler =>
  (request, response) => {
    const end = response.end.bind(response);
    response.setHeader("Content-Encoding", coding);
    response.end = ((text?: string) => end(pack(text ?? ""))) as typeof response.end;
    handler(request, response);
  };
const deep = `${"[".repeat(20)}${"]".repeat(20)}`;

const FAULTS: readonly [title: string, code: string, breakage: Breakage][] = [
  ["no file", "file-missing", { file: answer(404) }],
  ["a file that was removed", "file-missing", { file: answer(410) }],
  ["a server that forbids dotfiles", "file-forbidden", { file: answer(403) }],
  ["a file behind a password", "file-forbidden", { file: answer(401) }],
  ["a file that is redirected", "file-redirect", { file: answer(301, { Location: "https://other.example/" }) }],
  ["a server in trouble", "file-status", { file: answer(503) }],
  ["a file without a content type", "file-type", { file: answer(200, {}, JSON.stringify(goodFile())) }],
  ["a page in the file's place", "file-type", { file: html("<!doctype html>") }],
  ["a file that is too long", "file-size", { file: answer(200, JSON_TYPE, " ".repeat(65_537)) }],
  [
    "a file in Latin-1",
    "file-encoding",
    { file: (_, response) => response.writeHead(200, JSON_TYPE).end(Buffer.from([0xe9])) },
  ],
  ["a file that is cut", "file-not-json", { file: serving('{"cmr": "0.1"') }],
  ["a file with comments", "file-not-json", { file: serving(`// ours\n${JSON.stringify(goodFile())}`) }],
  ["a name that occurs twice", "file-duplicate-key", { file: serving('{"cmr":"0.1","cmr":"0.1"}') }],
  ["a deep file", "file-too-deep", { file: serving(`{"a":${deep}}`) }],
  ["a file of a later version", "file-schema", file({ cmr: "9" })],
  ["a file without a name", "file-schema", file({ company: {} })],
  ["a name that cannot be seen", "file-schema", file({ company: { name: "\u200b" } })],
  ["a date that no calendar has", "file-schema", file({ lastUpdate: "2026-02-30" })],
  ["an unknown kind", "file-schema", file({ honours: { kinds: ["horoscopes"] } })],
  ["a file of another host", "file-other-host", file({ hosts: ["shop.localhost"] })],
  ["a host of another company", "file-other-company", file({ hosts: ["www.shop.localhost", "www.bank.localhost"] })],
  ["an endpoint of another company", "file-endpoint", file({ endpoints: { feelings: "https://collector.example/" } })],
  ["a company that is suspended", "file-not-in-force", file({ status: "suspended" })],
  ["a page without a link", "link-missing", { page: html("<title>Shop</title>") }],
  ["a link in a comment", "link-missing", { page: html(`<!-- ${LINK} -->`) }],
  ["a link in a script", "link-missing", { page: html(`<script>"${LINK}"</script>`) }],
  [
    "a link in a response header",
    "link-in-header",
    { page: html("", { Link: `<${PARTICIPATION_PATH}>; rel="cmr-participation"` }) },
  ],
  ["a link elsewhere", "link-elsewhere", { page: html(LINK.replace("/.well-known", "/files")) }],
  ["a link with a query", "link-elsewhere", { page: html(LINK.replace(".json", ".json?v=2")) }],
  ["a page that is redirected", "page-redirect", { page: answer(302, { Location: "/home" }) }],
  ["a page that fails", "page-status", { page: answer(500) }],
  ["no Vary", "vary-missing", bare((response) => response.setHeader("Cache-Control", "private, no-cache"))],
  [
    "Vary only with the header",
    "vary-missing",
    bare((response, told) => {
      response.setHeader("Cache-Control", "private, no-cache");
      if (told !== undefined) response.setHeader("Vary", HEADER_NAME);
    }),
  ],
  ["no Cache-Control", "cache-control-missing", bare((response) => response.setHeader("Vary", HEADER_NAME))],
  [
    "a public page",
    "cache-control-missing",
    bare((response) => response.setHeader("Vary", HEADER_NAME).setHeader("Cache-Control", "public, max-age=600")),
  ],
  ["a cache that ignores Vary", "cache-mixes-customers", { page: behindCache(goodPage, { saysAge: false }) }],
  ["a cache that says its age", "cache-mixes-customers", { page: behindCache(goodPage, { saysAge: true }) }],
  [
    "a cache that answers for the site",
    "cached-despite-header",
    { page: html(LINK, { Age: "40", Vary: HEADER_NAME }) },
  ],
  [
    "a header written into the page",
    "reflection",
    {
      page: (request, response) =>
        response
          .setHeader("Vary", HEADER_NAME)
          .setHeader("Cache-Control", "private")
          .end(`${LINK}${request.headers["sec-cmr-preferences"] ?? ""}`),
    },
  ],
  [
    "a header written into a response header",
    "reflection",
    {
      page: (request, response) =>
        response.setHeader("X-Seen", request.headers["sec-cmr-preferences"] ?? "-").end(LINK),
    },
  ],
  [
    "a page that other sites may read",
    "cors",
    { page: (request, response) => goodPage(request, response.setHeader("Access-Control-Allow-Origin", "*")) },
  ],
  [
    "a page that fails on an invalid header",
    "header-crash",
    {
      page: (request, response) =>
        request.headers["sec-cmr-preferences"]?.toString().startsWith("v=2")
          ? answer(500)(request, response)
          : goodPage(request, response),
    },
  ],
  [
    "a reader that searches for words",
    "header-valid-refused",
    {
      page: (request, response) => {
        response.setHeader("Vary", HEADER_NAME).setHeader("Cache-Control", "private");
        const told = request.headers["sec-cmr-preferences"]?.toString() ?? "";
        response.end(`${LINK}${/^v=1, no=\(changes advice news offers research partners\)/.test(told) ? "" : "offer"}`);
      },
    },
  ],
  ["a firewall that stops the header", "header-refused", { page: refusing(403) }],
  ["a page that fails on every header", "header-refused", { page: refusing(500) }],
  ["no endpoint at its address", "endpoint-missing", { feelings: answer(404) }],
  ["an endpoint for GET alone", "endpoint-missing", { feelings: answer(405) }],
  ["an endpoint that redirects", "endpoint-redirect", { feelings: answer(307, { Location: "/" }) }],
  ["an endpoint that fails", "endpoint-status", { feelings: answer(500) }],
  ["an endpoint that accepts anything", "endpoint-accepts-anything", { feelings: answer(204) }],
  [
    "an endpoint that other sites may use",
    "endpoint-cors",
    { feelings: answer(400, { "Access-Control-Allow-Origin": "*" }) },
  ],
  ["an endpoint that hangs up", "endpoint-unreachable", { feelings: (request) => request.socket.destroy() }],
  [
    "an open data endpoint",
    "endpoint-open",
    { ...file({ endpoints: { feelings: "/cmr/feelings", data: "/promise.txt" } }) },
  ],
  [
    "an endpoint that admits the page that asks",
    "endpoint-cors",
    {
      feelings: (request, response) =>
        answer(400, request.headers.origin ? { "Access-Control-Allow-Origin": request.headers.origin } : {})(
          request,
          response,
        ),
    },
  ],
  [
    "an endpoint that admits other sites before they ask",
    "endpoint-cors",
    {
      feelings: (request, response) =>
        (request.method === "OPTIONS" ? answer(204, { "Access-Control-Allow-Origin": "*" }) : answer(400))(
          request,
          response,
        ),
    },
  ],
  ["a promise that is gone", "promise-unreachable", { promise: answer(404) }],
  ["a promise that was changed", "promise-hash", { promise: answer(200, TEXT_TYPE, "We do as we like.") }],
  ["a promise as a page", "promise-type", { promise: html(PROMISE) }],
  ["a promise without a content type", "promise-type", { promise: answer(200, {}, PROMISE) }],
  ["a promise that browsers cut", "promise-size", { promise: answer(200, TEXT_TYPE, "x".repeat(65_537)) }],
  [
    "a promise in Latin-1",
    "promise-encoding",
    { promise: (_, response) => response.writeHead(200, TEXT_TYPE).end(Buffer.from([0xe9])) },
  ],
  ["a bomb in the file's place", "file-size", { file: packed(serving(" ".repeat(20_000_000)), "gzip", gzipSync) }],
  [
    "a broken archive in the file's place",
    "file-unreachable",
    { file: packed(serving(goodFile()), "gzip", (text) => gzipSync(text).fill(0, 20)) },
  ],
  ["a link behind a comment without an end", "link-missing", { page: html(`<!-- ${LINK}`) }],
  ["a link in the page's title", "link-missing", { page: html(`<title>${LINK}</title>`) }],
];

describe("a company with one fault", () => {
  test.each(FAULTS)("%s: %s", async (_, code, breakage) => {
    const codes = await codesOf(breakage);
    expect(codes).toContain(`fault ${code}`);
    // One cause gives one fault.
    expect(codes.filter((one) => one.startsWith("fault"))).toHaveLength(1);
  });

  test("the list has more than thirty faults", () => expect(FAULTS.length).toBeGreaterThan(30));
});

describe("a company that is set up in another way", () => {
  test.each<[string, Breakage]>([
    ["a file that is always compressed", { file: packed(serving(goodFile()), "gzip", gzipSync) }],
    ["a page that is always compressed", { page: packed(goodPage, "br", brotliCompressSync) }],
    [
      "a promise that is always compressed",
      { promise: packed(answer(200, TEXT_TYPE, PROMISE), "deflate", deflateSync) },
    ],
    ["an empty answer that is said to be compressed", { feelings: answer(400, { "Content-Encoding": "gzip" }) }],
    ["an empty answer that is said to be packed by br", { feelings: answer(400, { "Content-Encoding": "br" }) }],
    // Some machines have no IPv6.
    ["a server on the other loopback address", { address: HAS_IPV6 ? "::1" : "127.0.0.1" }],
  ])("%s gets no finding", async (_, breakage) => {
    expect(await codesOf(breakage)).toEqual([]);
  });
});

test.each([
  ["comments", "<!--"],
  ["scripts", "<script "],
  ["links", "<link "],
])("a page of endless %s does not delay the check", { timeout: 5000 }, async (_, piece) => {
  expect(checkLink(piece.repeat(1_000_000 / piece.length), "https://www.shop.example/").code).toBe("link-missing");
});

describe("a site with a warning", () => {
  let served = 0;

  test.each<[string, Breakage]>([
    ["file-testing", file({ status: "testing" })],
    ["file-unknown-member", file({ endpoint: {} })],
    ["file-cookie", { file: answer(200, { ...JSON_TYPE, "Set-Cookie": "a=1" }, JSON.stringify(goodFile())) }],
    [
      "file-cached-long",
      { file: answer(200, { ...JSON_TYPE, "Cache-Control": "max-age=999999" }, JSON.stringify(goodFile())) },
    ],
    ["feelings-nowhere", file({ endpoints: {} })],
    ["feelings-unsaid", file({ honours: {} })],
    ["header-unread", { page: html(LINK) }],
    [
      "cache-control-stored",
      { page: (request, response) => goodPage(request, response.setHeader("Cache-Control", "private, max-age=600")) },
    ],
    [
      "page-unstable",
      {
        page: (_, response) =>
          response
            .writeHead(200, { Vary: HEADER_NAME, "Cache-Control": "private" })
            .end(`${LINK}${(served++).toString()}`),
      },
    ],
    [
      "reflection-escaped",
      {
        page: (request, response) =>
          response
            .setHeader("Vary", HEADER_NAME)
            .setHeader("Cache-Control", "private")
            .end(
              `${LINK}${(request.headers["sec-cmr-preferences"]?.toString() ?? "none").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;")}`,
            ),
      },
    ],
  ])("%s", async (code, breakage) => {
    expect(await codesOf(breakage)).toEqual([`warning ${code}`]);
  });
});

describe("an address that cannot be checked", () => {
  test.each([
    ["", "address"],
    ["http://www.shop.example/", "https"],
    ["https://www.shop.example:8443/", "https"],
    ["https://127.0.0.1/", "no-company"],
    ["https://com/", "no-company"],
    ["https://github.io/", "no-company"],
  ])("%j: %s", async (url, code) => {
    const report = await checkSite(url);
    expect(report.findings.map((finding) => finding.code)).toEqual([code]);
    expect(faultsIn(report)).toBe(1);
  });

  test.each([
    ["switches to another protocol", "HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n"],
    ["ends the connection", ""],
    ["ends in the middle", "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nabc"],
    [
      "ends a compressed answer in the middle",
      "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 99\r\n\r\n",
    ],
    ["speaks no HTTP", "220 mail.shop.example ESMTP\r\n"],
  ])("a server that %s: unreachable", async (_, bytes) => {
    const server = createServer((socket) => socket.once("data", () => socket.end(bytes)));
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    stops.push(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const { findings } = await checkSite(`http://shop.localhost:${port}/`);
    expect(findings.map(({ code }) => code)).toEqual(["file-unreachable", "page-unreachable"]);
  });

  test("an address without a server: unreachable", async () => {
    const company = await openCompany({});
    company.stop();
    const { findings } = await checkSite(company.url);
    expect(findings.map(({ code }) => code)).toEqual(["file-unreachable", "page-unreachable"]);
  });
});

test.each([
  "www.shop.example",
  "a.b.co.uk",
  "me.github.io",
  "github.io",
  "com",
  "10.0.0.1",
  "x.localhost",
  "localhost",
  "a.local",
  "a_b.shop.example",
  "shop.example.",
  "1.2.0x3",
  "xn--bcher-kva.example",
])("%s belongs to the same company as in the extension", (host) => expect(companyOfHost(host)).toBe(companyOf(host)));
