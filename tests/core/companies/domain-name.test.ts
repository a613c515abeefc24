// Domains in their own script, unless they look like another domain.
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { companyTyped } from "../../../src/core/companies/company.ts";
import { companyName } from "../../../src/core/companies/company-name.ts";
import { displayDomain } from "../../../src/core/companies/domain-name.ts";
import { hostTyped } from "../../../src/core/companies/host.ts";
import { decodePunycode } from "../../../src/core/companies/punycode.ts";
import { urlOf } from "../../../src/signal/web-address.ts";
import { anyText } from "../../support/data/any-text.ts";
import { holds } from "../../support/data/arbitraries.ts";
import { runs } from "../../support/runs.ts";

const hostOf = (name: string) => urlOf(`https://${name}/`)?.hostname ?? "";

describe("displayDomain shows in its own script", () => {
  test.each([
    "bücher.de",
    "www.bücher.de",
    "спб.рф",
    "straße.example",
    "łódź.pl",
    "ελλάδα.gr",
    "موقع.example",
    "例え.テスト",
    "東京タワー.jp",
    "한국.kr",
    "भारत.भारत",
    "ไทย.com",
    "ישראל.example",
    "việtnam.vn",
    "shop-24.bücher.de",
  ])("%s", (name) => {
    const host = hostOf(name);
    expect(host).toMatch(/xn--/);
    expect(displayDomain(host)).toBe(name);
  });

  test("an ASCII domain stays unchanged", () => {
    for (const host of ["shop.example", "my_shop.example", "a--b.example", "localhost"])
      expect(displayDomain(host)).toBe(host);
  });

  test("a company without a name is shown by its domain", () => {
    expect(companyName("xn--bcher-kva.de", undefined)).toBe("bücher.de");
    expect(companyName("xn--bcher-kva.de", "xn--bcher-kva.de")).toBe("bücher.de");
    expect(companyName("xn--bcher-kva.de", "My books")).toBe("My books");
  });
});

describe("displayDomain leaves in Punycode", () => {
  test.each([
    ["Cyrillic that reads as Latin", "аррӏе.com"],
    ["Greek that reads as Latin", "νιο.example"],
    ["a Cyrillic letter among Latin ones", "pаypal.example"],
    ["a Greek letter among Latin ones", "gοogle.example"],
    ["a Latin letter among Cyrillic ones", "спбs.рф"],
    ["kana among Latin letters", "shopノ.example"],
    ["a dotless i", "paypaı.example"],
    ["a small letter of phonetics", "ɡoogle.example"],
    ["an emoji", "i❤.example"],
    ["digits of another script", "shop٣.example"],
  ])("%s", (_what, name) => {
    const host = hostOf(name);
    const [first = ""] = host.split(".");
    expect(first).toMatch(/^xn--/);
    expect(displayDomain(host).split(".")[0]).toBe(first);
  });

  test.each(["xn--", "xn--a", "xn--a-", "xn--zzzzzzzzzzzz", "xn--99999999", "xn---", "xn--ABC"])(
    "%s, since it is no Punycode",
    (label) => {
      expect(displayDomain(`${label}.example`)).toBe(`${label}.example`);
    },
  );
});

test("the shown name resolves to the same host, which browsers write in Punycode", () => {
  const letters = fc.string({ unit: fc.constantFrom(..."abzüßéжфλ東京タ한भाไ-1🙂"), minLength: 1, maxLength: 8 });
  holds(
    fc.property(letters, (label) => {
      const host = hostOf(`${label}.example`);
      const [encoded = ""] = host.split(".");
      if (encoded.startsWith("xn--")) expect(hostOf(`${decodePunycode(encoded.slice(4))}.example`)).toBe(host);
      if (host !== "") expect(hostOf(displayDomain(host))).toBe(host);
    }),
    { numRuns: runs(3000) },
  );
  holds(
    fc.property(fc.string({ unit: fc.constantFrom(..."abcxyz0189-"), maxLength: 30 }), (label) => {
      decodePunycode(label);
      expect(displayDomain(`xn--${label}.example`)).toMatch(/\.example$/);
    }),
    { numRuns: runs(3000) },
  );
});

describe("the typed text", () => {
  test.each([
    ["shop.example", "shop.example"],
    ["  WWW.Shop.Example ", "shop.example"],
    ["www.shop.example/", "shop.example"],
    ["shop.example.", "shop.example"],
    ["www.shop.example/a/b?c#d", "shop.example"],
    ["https://www.shop.example/a", "shop.example"],
    ["http://shop.example", "shop.example"],
    ["HTTPS://SHOP.EXAMPLE", "shop.example"],
    ["shop.example:8443/a", "shop.example"],
    ["bücher.de", "xn--bcher-kva.de"],
    ["www.Bücher.de/neu", "xn--bcher-kva.de"],
    ["https://bücher.de.", "xn--bcher-kva.de"],
    ["спб.рф", "xn--90a1af.xn--p1ai"],
    ["shop。example", "shop.example"],
    ["xn--bcher-kva.de", "xn--bcher-kva.de"],
    ["my_shop.shop.example", "shop.example"],
    ["bank.localhost:8123", "bank.localhost"],
  ])("%s is the company %s", (typed, company) => {
    expect(companyTyped(typed)).toBe(company);
  });

  test.each([
    ...["", " ", "shop", "example", "co.uk", "a b.example", "shop..example", "shop.example..", ".shop.example"],
    ...[
      "*.shop.example",
      "info@shop.example",
      "https://user@shop.example/",
      "ftp://shop.example/",
      "mailto:a@b.example",
    ],
    ...["127.0.0.1", "1", "[::1]", "https://", "//", "file:///etc/hosts", "javascript:alert(1)", "printer.local"],
  ])("%s is no company", (typed) => {
    expect(companyTyped(typed)).toBeNull();
  });

  test("the shown name of a company, typed, is that company", () => {
    for (const company of ["xn--bcher-kva.de", "xn--90a1af.xn--p1ai", "xn--80ak6aa92e.com", "shop.example"])
      expect(companyTyped(displayDomain(company))).toBe(company);
  });

  test("hostTyped throws for no typed text", () => {
    holds(
      fc.property(anyText({ maxLength: 40 }), (typed) => void hostTyped(typed)),
      { numRuns: runs(3000) },
    );
  });
});
