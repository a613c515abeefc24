// Listings of honest servers in each of their styles, and of hostile ones.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RemoteFault } from "../../../src/core/sync/remote-store.ts";
import { MOST_ENTRIES, readMultistatus } from "../../../src/platform/remote/multistatus.ts";
import { processorTime } from "../../support/processor-time.ts";

const FOLDER = new URL("https://cloud.example/dav/My%20files/heads/");
const read = (xml: string, folder = FOLDER) => readMultistatus(xml, folder);
const faultOf = (xml: string): string => {
  try {
    read(xml);
    return "no fault";
  } catch (error) {
    return error instanceof RemoteFault ? error.code : String(error);
  }
};

const file = (href: string, size: number | string = 3) =>
  `<D:response><D:href>${href}</D:href><D:propstat><D:prop><D:getcontentlength>${size}</D:getcontentlength><D:resourcetype/></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>`;
const listing = (...responses: string[]) =>
  `<?xml version="1.0" encoding="utf-8"?>\n<D:multistatus xmlns:D="DAV:">${responses.join("\n")}</D:multistatus>`;

const APACHE = `<?xml version="1.0" encoding="utf-8"?>
<D:multistatus xmlns:D="DAV:" xmlns:ns0="DAV:">
<D:response xmlns:lp1="DAV:" xmlns:lp2="http://apache.org/dav/props/">
<D:href>/dav/My%20files/heads/</D:href>
<D:propstat><D:prop><lp1:resourcetype><D:collection/></lp1:resourcetype></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>
<D:propstat><D:prop><ns0:getcontentlength/></D:prop><D:status>HTTP/1.1 404 Not Found</D:status></D:propstat>
</D:response>
<D:response xmlns:lp1="DAV:"><D:href>/dav/My%20files/heads/a.age</D:href>
<D:propstat><D:prop><lp1:getcontentlength>17</lp1:getcontentlength><lp1:resourcetype/></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>
</D:response></D:multistatus>`;
const NEXTCLOUD = `<?xml version="1.0"?><d:multistatus xmlns:d="DAV:" xmlns:s="http://sabredav.org/ns"><d:response><d:href>/dav/My%20files/heads/sub%20dir/</d:href><d:propstat><d:prop><d:resourcetype><d:collection/></d:resourcetype></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat><d:propstat><d:prop><d:getcontentlength/></d:prop><d:status>HTTP/1.1 404 Not Found</d:status></d:propstat></d:response></d:multistatus>`;

describe("the listing of", () => {
  test("Apache", () => {
    expect(read(APACHE)).toEqual([{ name: "a.age", size: 17, isFolder: false }]);
  });

  test("Nextcloud", () => {
    expect(read(NEXTCLOUD)).toEqual([{ name: "sub dir", size: null, isFolder: true }]);
  });

  test("a server without prefixes, with full addresses, other escapes, comments and CDATA", () => {
    const xml = `\uFEFF<multistatus xmlns='DAV:'><!-- > <response> --><response
      a = "x>y" ><href>
        https://cloud.example/dav/My files/%68eads/%61&amp;b&#x2e;age </href><propstat><prop><getcontentlength><![CDATA[ 5 ]]></getcontentlength></prop>
      <status>HTTP/2 200</status></propstat></response></multistatus>`;
    expect(read(xml)).toEqual([{ name: "a&b.age", size: 5, isFolder: false }]);
  });

  test("a folder with a file that was deleted in between", () => {
    const gone = "<D:response><D:href>/dav/My%20files/heads/a</D:href><D:status>HTTP/1.1 404 x</D:status></D:response>";
    expect(read(listing(gone, file("/dav/My%20files/heads/b")))).toMatchObject([{ name: "b" }]);
  });

  test("a server without sizes, or with odd ones", () => {
    for (const size of ["", "-1", "1.5", "1e3", "0x10", "9".repeat(16)])
      expect(read(listing(file("/dav/My%20files/heads/a", size)))).toMatchObject([{ name: "a", size: null }]);
  });

  test("a file ignores elements of the same names elsewhere in the answer", () => {
    const trick = file("/dav/My%20files/heads/a").replace(
      "<D:resourcetype/>",
      "<x><D:href>/etc</D:href><D:collection/><D:getcontentlength>99</D:getcontentlength></x><D:resourcetype/>",
    );
    expect(read(listing(trick))).toEqual([{ name: "a", size: 3, isFolder: false }]);
  });
});

describe("refused is", () => {
  test.each([
    ["another host", "https://evil.example/dav/My%20files/heads/a"],
    ["another port", "https://cloud.example:444/dav/My%20files/heads/a"],
    ["another scheme", "http://cloud.example/dav/My%20files/heads/a"],
    ["a protocol-relative address", "//evil.example/dav/My%20files/heads/a"],
    ["a script", "javascript:alert(1)"],
    ["a folder above", "/dav/My%20files/"],
    ["a sibling", "/dav/My%20files/headsx/a"],
    ["a climb", "/dav/My%20files/heads/../secret"],
    ["an escaped climb", "/dav/My%20files/heads/%2e%2e/secret"],
    ["a deeper file", "/dav/My%20files/heads/sub/a"],
    ["a broken escape", "/dav/My%20files/heads/%ff%zz"],
    ["no address", ""],
  ])("%s", (_name, href) => {
    expect(faultOf(listing(file(href)))).toBe("not-a-store");
  });

  test.each([
    ["a document type", `<!DOCTYPE a [<!ENTITY b "c">]>${listing()}`],
    ["an entity", `<!ENTITY b "c">${listing()}`],
    ["a page", "<html><body>Log in</body></html>"],
    ["a page with a document type", "<!doctype html><p>Log in"],
    ["another document", "<feed></feed>"],
    ["text", "Hello"],
    ["elements that cross", "<multistatus><response></multistatus></response>"],
    ["two documents", listing() + listing(file("/dav/My%20files/heads/a"))],
    ["nests of a thousand", `<multistatus>${"<a>".repeat(1000)}`],
  ])("%s", (_name, xml) => {
    expect(faultOf(xml)).toMatch(/^(?:not-a-store|truncated)$/);
  });

  test("an answer that is cut at any place", () => {
    for (let length = 0; length < APACHE.length; length++) {
      const fault = faultOf(APACHE.slice(0, length));
      expect(fault === "truncated" || fault === "not-a-store", APACHE.slice(0, length)).toBe(true);
    }
  });

  test(`more than ${MOST_ENTRIES} entries`, () => {
    const many = Array.from({ length: MOST_ENTRIES + 2 }, (_, index) => file(`/dav/My%20files/heads/${index}`));
    expect(faultOf(listing(...many))).toBe("too-large");
    expect(read(listing(...many.slice(0, MOST_ENTRIES)))).toHaveLength(MOST_ENTRIES);
  });
});

test.each([
  ["open tags with open quotes", '<a "'.repeat(2_000_000)],
  ["open tags", "<a".repeat(4_000_000)],
  ["comments without end", "<!--".repeat(2_000_000)],
  ["ampersands", `<multistatus>${"&#x".repeat(2_700_000)}`],
  ["spaces", `<multistatus>${" ".repeat(8_000_000)}`],
  ["a thousand texts", `<multistatus>${"x<b/>".repeat(1_600_000)}`],
])("8 MB of %s are read in linear time", (_name, xml) => {
  // Quadratic time would be hours.
  expect(processorTime(() => expect(faultOf(xml)).not.toBe("no fault"))).toBeLessThan(20_000);
});

test("any name reads back from a listing", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", minLength: 1 }), (name) => {
      fc.pre(name !== "." && name !== "..");
      const href = `/dav/My%20files/heads/${encodeURIComponent(name)}`;
      expect(read(listing(file(href.replaceAll("'", "&apos;"))))).toMatchObject([{ name }]);
    }),
  );
});

test("no text makes it throw anything but a RemoteFault", () => {
  const pieces = fc.constantFrom(
    "<",
    ">",
    "</",
    "/>",
    "multistatus",
    "response",
    "href",
    '"',
    "&amp;",
    "<!--",
    "]]>",
    " ",
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(pieces, fc.string())), (parts) => {
      expect(faultOf(parts.join(""))).toMatch(/^(?:no fault|not-a-store|truncated|too-large)$/);
    }),
  );
});
