// Names from titles: real titles of many pages, and titles that imitate another company.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nameFromTitle } from "../../../src/core/companies/title-name.ts";
import { displayText } from "../../../src/signal/display-text.ts";
import { processorTime } from "../../support/processor-time.ts";

describe("a title that spells the domain names the company as it writes itself", () => {
  test.each([
    ["Log in | Northbank", "northbank.example", "Northbank"],
    ["Northbank – Your account", "northbank.example", "Northbank"],
    ["Northbank", "northbank.co.uk", "Northbank"],
    ["Welcome to Northbank", "northbank.example", "Northbank"],
    ["(3) Your messages - Northbank", "northbank.example", "Northbank"],
    ["🏦 Northbank 🎉 | Sign in", "northbank.example", "Northbank"],
    ["Northbank® : Current accounts", "northbank.example", "Northbank"],
    ["Pay a bill — Northbank’s help pages", "northbank.example", "Northbank"],
    ["NORTHBANK: log in", "northbank.example", "NORTHBANK"],
    ["Amazon.de: Günstige Preise für Elektronik & Foto", "amazon.de", "Amazon"],
    ["Electronics, Cars, Fashion, Collectibles & More | eBay", "ebay.com", "eBay"],
    ["adidas | Official Website", "adidas.com", "adidas"],
    ["BBC - Home", "bbc.co.uk", "BBC"],
    ["The Home Depot", "homedepot.com", "Home Depot"],
    ["Marks & Spencer | Your M&S", "marksandspencer.com", "Marks & Spencer"],
    ["H&M | Online Fashion", "hm.com", "H&M"],
    ["Handyvertrag & DSL » T-Mobile", "t-mobile.de", "T-Mobile"],
    ["Sparkasse KölnBonn – Startseite", "sparkasse-koelnbonn.de", "Sparkasse KölnBonn"],
    ["Straßenbahn Nürnberg · Fahrplan", "strassenbahn-nuernberg.de", "Straßenbahn Nürnberg"],
    ["Société Générale : banque et assurance", "societegenerale.fr", "Société Générale"],
    ["El País: el periódico global", "elpais.com", "El País"],
    ["Albert Heijn - Boodschappen", "albertheijn.nl", "Albert Heijn"],
    ["Ørsted | Green energy", "orsted.com", "Ørsted"],
    ["Bücher", "xn--bcher-kva.example", "Bücher"],
    ["کتاب | Northbank | ورود", "northbank.example", "Northbank"],
    ["כניסה – Northbank", "northbank.example", "Northbank"],
    ["السوق | تسجيل الدخول", "xn--mgby8bgv.example", "السوق"],
    ["ログイン｜メルカリ", "xn--lckwf2ac.example", "メルカリ"],
    ["British Broadcasting Corporation | Home", "bbc.co.uk", "British Broadcasting Corporation"],
    ["Log in | Bank of Northern Lights", "bnl.example", "Bank of Northern Lights"],
    ["Yahoo! | Mail, Weather, News", "yahoo.com", "Yahoo"],
    ["Log in | Northbank", "northbank.localhost", "Northbank"],
  ])("%s on %s", (title, company, name) => {
    expect(nameFromTitle(title, company)).toBe(name);
  });
});

describe("every other title leaves the domain as the name", () => {
  test.each([
    ["Log in | Northbank", "evil.example"],
    ["Northbank | Log in", "northbank-login.example"],
    ["Home", "northbank.example"],
    ["Cheap loans, fast", "loan.example"],
    ["Reach your target today", "target.example"],
    ["", "northbank.example"],
    ["northbank.example", "northbank.example"],
    ["https://northbank.example/login", "northbank.example"],
    ["‮knabhtron", "northbank.example"],
    ["Nоrthbank (with a Cyrillic o)", "northbank.example"],
    ["Regards", "regards.example"],
    ["N\u200bo", "no.example"],
    ["A B", "ab-cd-ef-gh.example"],
    ["🏦🎉", "northbank.example"],
    ["ورود | بانک", "northbank.example"],
  ])("%s on %s", (title, company) => {
    const name = nameFromTitle(title, company);
    // Invisible characters are removed before the words are read.
    expect(name).toBe(title === "N\u200bo" ? "No" : null);
  });

  test("a page without a title", () => {
    expect(nameFromTitle(undefined, "northbank.example")).toBeNull();
  });
});

test("a name from any title spells the domain, has at most 40 characters and is safe to show", () => {
  const words = fc.array(
    fc.oneof(
      fc.constantFrom("Northbank", "north", "Bank", "|", "–", "🏦", "‮", "Log in"),
      fc.string({ unit: "grapheme" }),
    ),
  );
  fc.assert(
    fc.property(words, (list) => {
      const name = nameFromTitle(list.join(" "), "northbank.example");
      if (name === null) return;
      expect([...name].length).toBeLessThanOrEqual(40);
      expect(displayText(name)).toBe(name);
      const letters = name
        .normalize("NFKD")
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}]/gu, "");
      expect(letters).toBe("northbank");
    }),
    { numRuns: 300 },
  );
});

test("reads a very long title at once", () => {
  const title = `${"Northban ".repeat(20_000)}Northbank`;
  const time = processorTime(() => expect(nameFromTitle(title, "northbank.example")).toBeNull());
  expect(time).toBeLessThan(500);
});
