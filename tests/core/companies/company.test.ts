import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { companyOf, isGrantableHost, siteOf } from "../../../src/core/companies/company.ts";
import { permissionFor } from "../../../src/core/companies/host.ts";
import { urlOf } from "../../../src/signal/web-address.ts";
import { anyText } from "../../support/data/any-text.ts";
import { holds } from "../../support/data/arbitraries.ts";
import { PRIVATE_SUFFIXES } from "../../support/data/private-suffixes.ts";
import { runs } from "../../support/runs.ts";

test("two tenants of one platform are two companies, for every private suffix of the list", () => {
  expect(PRIVATE_SUFFIXES.length).toBeGreaterThan(2000);
  expect(PRIVATE_SUFFIXES).toEqual(expect.arrayContaining(["github.io", "myshopify.com", "s3.amazonaws.com"]));
  // Below some suffixes every name is another suffix (*.owo.codes): the tenants are one label deeper there.
  const companyAt = (host: string) => siteOf(`https://${host}/`)?.company ?? null;
  const tenant = (name: string, suffix: string) => companyAt(`${name}.${suffix}`) ?? companyAt(`www.${name}.${suffix}`);
  const oneKey = PRIVATE_SUFFIXES.filter((suffix) => {
    const [alice, bob] = [tenant("alice", suffix), tenant("bob", suffix)];
    return alice === null || bob === null || alice === bob;
  });
  expect(oneKey).toEqual([]);
});

test("a platform's own suffix is no company", () => {
  const somebody = PRIVATE_SUFFIXES.filter((suffix) => companyOf(suffix) === suffix);
  expect(somebody).toEqual([]);
});

test.each([
  ["https://www.northbank.example/a?b#c", "northbank.example"],
  ["https://WWW.NorthBank.Example:443/", "northbank.example"],
  ["https://deep.down.shop.co.uk/", "shop.co.uk"],
  ["https://user.github.io/", "user.github.io"],
  ["https://my_shop.shop.example/", "shop.example"],
  ["https://my_shop.example/", "my_shop.example"],
  ["https://_dmarc.shop.co.uk/", "shop.co.uk"],
  ["http://www.my_shop.localhost:8123/", "my_shop.localhost"],
  ["https://bücher.example/", "xn--bcher-kva.example"],
  ["https://аррӏе.com/", "xn--80ak6aa92e.com"],
  ["https://ｓｈｏｐ.example/", "shop.example"],
  ["https://shop。example/", "shop.example"],
])("%s belongs to %s", (url, company) => {
  expect(siteOf(url)?.company).toBe(company);
});

describe("no company for", () => {
  test.each([
    ["an address in many spellings", ["127.0.0.1", "2130706433", "0x7f.1", "127.1", "0177.0.0.1", "１２７.0.0.1"]],
    ["an address of version 6", ["[::1]", "[2001:db8::1]", "[::ffff:127.0.0.1]"]],
    ["a trailing dot", ["shop.example.", "www.shop.co.uk.", "127.0.0.1.", "a.localhost."]],
    ["a single label", ["localhost", "intranet", "example", "com"]],
    ["a public suffix", ["co.uk", "github.io", "s3.amazonaws.com", "kawasaki.jp"]],
    ["a special-use name", ["printer.local", "wiki.internal", "shop.onion", "a.invalid", "1.0.0.127.in-addr.arpa"]],
    ["an odd label", ["-a.example", "a..example", ".a.example"]],
  ])("%s", (_what, hosts) => {
    for (const host of hosts) expect(siteOf(`https://${host}/`), host).toBeNull();
  });

  test.each([
    "https://user@shop.example/",
    "https://user:secret@shop.example/",
    "https://:secret@shop.example/",
    "http://shop.example/",
    "ftp://shop.example/",
    "file:///etc/hosts",
    "data:text/html,hello",
    "about:blank",
    "javascript:alert(1)",
    "chrome-extension://abcdefghijklmnopabcdefghijklmnop/popup.html",
    "blob:https://shop.example/1",
    "shop.example",
    "//shop.example",
    "",
  ])("%s", (url) => {
    expect(siteOf(url)).toBeNull();
  });
});

describe("a URL with http", () => {
  test("has a company only for names under localhost, with any port", () => {
    expect(siteOf("http://bank.localhost:8123/")).toEqual({
      company: "bank.localhost",
      host: "bank.localhost",
      origin: "http://bank.localhost:8123",
      loopback: true,
    });
    expect(siteOf("http://www.bank.localhost/")?.company).toBe("bank.localhost");
    for (const url of ["http://localhost/", "http://localhost.example/", "http://bank.localhost.example/"]) {
      expect(siteOf(url)).toBeNull();
    }
  });

  test("a permission names one scheme and one host, and never a port", () => {
    expect(permissionFor("bank.localhost")).toBe("http://bank.localhost/*");
    expect(permissionFor("www.shop.example")).toBe("https://www.shop.example/*");
  });
});

test("a URL with another port has no company, except on development names, where the port is part of the origin", () => {
  for (const port of [1, 80, 444, 8443, 65_535]) {
    expect(siteOf(`https://shop.example:${port}/`)).toBeNull();
    expect(siteOf(`http://shop.localhost:${port === 80 ? 81 : port}/`)).toMatchObject({ host: "shop.localhost" });
  }
  expect(siteOf("https://shop.example:443/")).toEqual(siteOf("https://shop.example/"));
  expect(siteOf("http://shop.localhost:8443/")?.origin).toBe("http://shop.localhost:8443");
});

const anyUrl = fc.oneof(
  fc.webUrl({ validSchemes: ["http", "https"], withQueryParameters: true, withFragments: true }),
  fc
    .tuple(fc.constantFrom("https://", "http://", "HTTPS://", ""), anyText({ maxLength: 30 }))
    .map((parts) => parts.join("")),
  fc
    .tuple(fc.ipV4Extended(), fc.constantFrom("", ".", ":80", "/x"))
    .map(([address, tail]) => `https://${address}${tail}`),
);

test("every spelling of a URL gives the same site, and a header rule can name its host", () => {
  holds(
    fc.property(anyUrl, (url) => {
      const site = siteOf(url);
      const parsed = urlOf(url);
      if (parsed !== null) expect(siteOf(parsed.href)).toEqual(site);
      if (site === null) return;
      expect(site.host).toMatch(/^[a-z0-9_-]+(\.[a-z0-9_-]+)+$/);
      expect(site.origin).toBe(parsed?.origin);
      expect(site.host === site.company || site.host.endsWith(`.${site.company}`)).toBe(true);
      expect(companyOf(site.host)).toBe(site.company);
      expect(isGrantableHost(site.host)).toBe(true);
    }),
    { numRuns: runs(3000) },
  );
});

test("garbage is never a grantable host", () => {
  const garbage = [
    "",
    "*.shop.example",
    "https://shop.example",
    "shop.example:443",
    "test",
    "a b.example",
    "shop.example/*",
    ".shop.example",
    "shop.0",
    "shop.0x",
  ];
  for (const host of garbage) expect(isGrantableHost(host), host).toBe(false);
  holds(
    fc.property(anyText({ maxLength: 40 }), (host) => {
      if (isGrantableHost(host)) expect(siteOf(`https://${host}/`)?.host).toBe(host);
    }),
    { numRuns: runs(3000) },
  );
});
