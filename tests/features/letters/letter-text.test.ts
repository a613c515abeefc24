// Letter texts: every kind in every law and every language, complete in the mail program.
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import {
  LETTER_KINDS,
  LETTER_LAWS,
  LETTER_STATES,
  type LetterKind,
  type LetterLaw,
} from "../../../src/core/letters/letter.ts";
import type { TimelineEvent } from "../../../src/core/record/tables.ts";
import {
  isLongForMail,
  type LetterRequest,
  letterText,
  MOST_LINK_CHARACTERS,
  mailtoLink,
} from "../../../src/features/letters/letter-text.ts";
import { statedAddress } from "../../../src/features/letters/stated-address.ts";
import { ruleSentence } from "../../../src/features/preferences/rule-sentence.ts";
import { entryText } from "../../../src/features/timeline/entry-text.ts";
import type { Participation } from "../../../src/signal/participation-schema.ts";
import { LANGUAGES, type Language } from "../../../src/ui/locale.ts";
import { inLanguage, prepareLanguage, t } from "../../../src/ui/messages.ts";
import { anyText } from "../../support/data/any-text.ts";

beforeAll(async () => {
  for (const language of LANGUAGES) await prepareLanguage(language);
});

const request = (kind: LetterKind, law: LetterLaw, more: Partial<LetterRequest> = {}): LetterRequest => ({
  kind,
  law,
  sentences: () => [ruleSentence({ kinds: ["offers"], want: "no" })],
  name: "Ada Muster",
  address: "1 Road\nTown",
  customerNumber: "K-7",
  ...more,
});

const NUMBER_LINE: Readonly<Record<Language, string>> = {
  en: "Customer number: K-7",
  de: "Kundennummer: K-7",
  fr: "Numéro de client\u00a0: K-7",
  es: "Número de cliente: K-7",
  nl: "Klantnummer: K-7",
};

const ALL = LANGUAGES.flatMap((language) =>
  LETTER_KINDS.flatMap((kind) => LETTER_LAWS.map((law) => [language, kind, law] as [Language, LetterKind, LetterLaw])),
);

describe.each(ALL)("in %s, %s by %s", (language, kind, law) => {
  test("is complete: a subject, no placeholder, no key, and a citation exactly if it names a law", () => {
    const { subject, body } = letterText(language, request(kind, law));
    expect(subject.length).toBeGreaterThan(5);
    for (const text of [subject, body]) {
      expect(text).not.toMatch(/[{}]|letter_|undefined| {2}/);
    }
    expect(body).not.toMatch(/\n{3}|^\s|\s$/);
    const cited = /GDPR|DSGVO|RGPD|AVG|CCPA|1798|Arti[ck]|artículo/i.test(subject + body);
    expect(cited).toBe(law !== "plain");
    expect(body.endsWith(NUMBER_LINE[language])).toBe(true);
    expect(body).toContain("Ada Muster\n1 Road\nTown\n");
  });

  test("fits into a mail program", () => {
    expect(isLongForMail("privacy@shop.example", letterText(language, request(kind, law)))).toBe(false);
  });
});

describe("the law that a letter cites", () => {
  test.each<[LetterKind, LetterLaw, RegExp[]]>([
    ["contact", "gdpr", [/Article 21\(2\) and \(3\)/, /Article 12\(3\)/, /one month/]],
    ["objection", "gdpr", [/Article 21\(2\)/, /Article 21\(3\)/, /Article 12\(3\)/, /one month/]],
    ["copy", "gdpr", [/Article 15\(1\) and \(3\)/, /Article 20\(1\)/, /Article 12\(3\)/, /one month/]],
    ["erasure", "gdpr", [/Article 17\(1\)/, /Article 19/, /Article 12\(3\)/, /one month/]],
    ["correction", "gdpr", [/Article 16/, /Article 19/, /Article 12\(3\)/, /one month/]],
    ["contact", "ccpa", [/wishes/, /one month/]],
    ["objection", "ccpa", [/1798\.120/, /15 business days/, /7026\(f\)/]],
    ["copy", "ccpa", [/1798\.100/, /1798\.110/, /1798\.130\(a\)\(2\)/, /45 days/]],
    ["erasure", "ccpa", [/1798\.105/, /1798\.130\(a\)\(2\)/, /45 days/]],
    ["correction", "ccpa", [/1798\.106/, /1798\.130\(a\)\(2\)/, /45 days/]],
    ["erasure", "plain", [/one month/]],
  ])("%s by %s", (kind, law, expected) => {
    const { body } = letterText("en", request(kind, law));
    for (const pattern of expected) expect(body).toMatch(pattern);
    const sections = (text: string) => (text.match(/\d+(?:\.\d+)?/g) ?? []).filter((one) => one.length > 3).toSorted();
    for (const language of LANGUAGES)
      expect(sections(letterText(language, request(kind, law)).body), language).toEqual(sections(body));
  });
});

describe("a letter", () => {
  test("states the rules in its own language, and leaves the interface's language unchanged", () => {
    const sentences = () => [ruleSentence({ kinds: ["offers"], want: "no", until: "2027-05" })];
    const german = inLanguage("en", () => letterText("de", request("contact", "plain", { sentences })));
    expect(german.body).toContain("- Angebote: nein, bis Mai 2027");
    expect(inLanguage("de", () => letterText("en", request("contact", "plain", { sentences }))).body).toContain(
      "- Offers: no, until May 2027",
    );
    inLanguage("de", () => {
      expect(() => inLanguage("en", () => expect.fail("said"))).toThrow("said");
      expect(t("done")).toBe("Fertig");
    });
  });

  test("without name, address and number ends with the closing", () => {
    const anonymous = { name: " ", address: "", customerNumber: "" };
    expect(letterText("en", request("copy", "plain", anonymous)).body.endsWith("\n\nYours faithfully,")).toBe(true);
  });

  test("without rules has no empty list", () => {
    expect(letterText("en", request("contact", "gdpr", { sentences: () => [] })).body).not.toMatch(/^-|\n{3}/m);
  });

  test("warns if it is longer than a mail program may take", () => {
    const sentences = () => Array.from({ length: 40 }, (_, index) => `${index} and so on, and so on, and so on`);
    expect(isLongForMail("", letterText("en", request("contact", "gdpr", { sentences })))).toBe(true);
  });

  test("warns in German if the encoded address is too long, though the text is not", () => {
    const sentences = () => [
      ...["Angebote für Möbel: per E-Mail, höchstens einmal im Monat, gesammelt", "Umfragen: nein, bis Mai 2027"],
      ...["Störungen und Änderungen für Hypothek: per Telefon, Mo–Fr 17:30–19:30, nur wenn es eilt", "Partner: nein"],
      ...["Ratschläge für Briefwahl und Förderung: per Brief, höchstens zweimal im Jahr, bis März 2027"],
      ...["Rückrufe: täglich außer früh, Gespräche über Möbel, Küchen, Bäder, Gärten: nur nach Rückfrage"],
      ...["Störungen für Öfen, Kühlschränke, Spülmaschinen: per SMS, höchstens fünfmal im Jahr, Sa–So"],
    ];
    const text = letterText("de", request("contact", "gdpr", { sentences }));
    expect(text.body.length).toBeLessThan(1800);
    expect(mailtoLink("datenschutz@bank.example", text).length).toBeGreaterThan(MOST_LINK_CHARACTERS);
    expect(isLongForMail("datenschutz@bank.example", text)).toBe(true);
  });

  test.each([
    ["x", 1],
    ["ä", 6],
    ["あ", 9],
    ["\n", 6],
    ["😀", 12],
  ])("%j takes %i characters of the encoded address", (one, characters) => {
    const room = MOST_LINK_CHARACTERS - mailtoLink("", { subject: "", body: "" }).length;
    const most = Math.floor(room / characters);
    expect(isLongForMail("", { subject: "", body: one.repeat(most) })).toBe(false);
    expect(isLongForMail("", { subject: "", body: one.repeat(most + 1) })).toBe(true);
  });

  test("warns exactly if its address is longer than the limit", () => {
    const part = fc.constantFrom("word ", "ä", "あ", "\n", "\r\n", "😀", "&", "\ud83d");
    const long = fc.array(part, { minLength: 200, maxLength: 500 }).map((parts) => parts.join(""));
    const address = fc.constantFrom("", "a@b.example", "no address", "ä@bücher.example");
    fc.assert(
      fc.property(address, anyText({ maxLength: 20 }), long, (to, subject, body) => {
        const { length } = mailtoLink(to, { subject, body });
        expect(isLongForMail(to, { subject, body })).toBe(length > MOST_LINK_CHARACTERS);
      }),
    );
  });
});

function opened(link: string) {
  const url = new URL(link);
  const fields = Object.fromEntries(
    url.search
      .slice(1)
      .split("&")
      .map((pair) => pair.split("=").map(decodeURIComponent) as [string, string]),
  );
  return { protocol: url.protocol, to: decodeURIComponent(url.pathname), ...fields } as Record<string, string>;
}

describe("the link to the mail program", () => {
  test.each(ALL)("in %s, %s by %s, contains the whole letter with CRLF", (language, kind, law) => {
    const text = letterText(language, request(kind, law));
    expect(opened(mailtoLink("privacy@shop.example", text))).toEqual({
      protocol: "mailto:",
      to: "privacy@shop.example",
      subject: text.subject,
      body: text.body.replaceAll("\n", "\r\n"),
    });
  });

  /** UTF-8 cannot encode lone surrogates. */
  const whole = (text: string): string => Buffer.from(text).toString();

  test("carries any text unchanged; no address adds a recipient or a header, however often it is decoded", () => {
    const odd = fc.oneof(
      anyText(),
      fc.constantFrom("a@b.example?bcc=c@d.example", "a,b&cc=x#y", "%40\r\nBcc: x", "a@b.example%0ABcc:c@d.example"),
      fc.string({ unit: fc.constantFrom("a", "@", "b.de", ",", ";", "?", "&", "\n", "%", "2C", "0A", "，", "\u202e") }),
    );
    fc.assert(
      fc.property(odd, odd, odd, (address, subject, body) => {
        const link = mailtoLink(address, { subject, body });
        expect(link).toMatch(/^mailto:[^?&#\s]*\?subject=[^?&#\s]*&body=[^?&#\s]*$/);
        const { to = "", ...rest } = opened(link);
        expect(["", whole(address.trim())]).toContain(to);
        expect(to).toMatch(/^(?:[^@,;:?&%\s\p{Cc}]+@[^@,;:?&%\s\p{Cc}]+)?$/u);
        expect(rest).toEqual({
          protocol: "mailto:",
          subject: whole(subject).replace(/[\p{Cc}\u2028\u2029]+/gu, " "),
          body: whole(body).replace(/\r\n|\r|\n/g, "\r\n"),
        });
      }),
    );
  });

  test.each([
    "ada@shop.example",
    "ada+privacy@shop.example",
    "o'brien_ada-b@shop.example",
    "info@bücher.example",
    "josé@shop.example",
  ])("%s is the recipient", (address) => {
    expect(opened(mailtoLink(` ${address} `, { subject: "", body: "" })).to).toBe(address);
  });

  test.each([
    "ada@shop.example\nBcc: eve@evil.example",
    "ada@shop.example\r\neve@evil.example",
    "ada@shop.example,eve@evil.example",
    "ada@shop.example;eve@evil.example",
    "ada@shop.example，eve＠evil.example",
    "ada@shop.example?bcc=eve@evil.example",
    "ada@shop.example&bcc=eve@evil.example",
    "ada@shop.example%2Ceve@evil.example",
    "ada@shop.example%0D%0ABcc:eve",
    "Ada <ada@shop.example>",
    "ada@shop.example\u0000",
    "ada@shop.example\u202e",
    "ada",
    "@shop.example",
  ])("%j is left out, so that the mail program asks for the recipient", (address) => {
    expect(opened(mailtoLink(address, { subject: "", body: "" })).to).toBe("");
  });

  test("replaces a lone surrogate", () => {
    expect(opened(mailtoLink("", { subject: "\ud83d", body: "x\udc00" }))).toMatchObject({ to: "", body: "x\ufffd" });
  });
});

describe("the address in a participation file", () => {
  const file = (privacy?: string, post?: string) =>
    ({ company: { name: "Shop", contact: { privacy, post } } }) as unknown as Participation;

  test.each<[string | undefined, string]>([
    ["privacy@shop.example", "privacy@shop.example"],
    [undefined, ""],
    ["https://shop.example/privacy", ""],
    ["a@shop.example, b@other.example", ""],
    ["a@shop.example?bcc=b@other.example", ""],
    ["a\u202e@shop.example", "a@shop.example"],
  ])("%s reads as “%s”", (stated, taken) => {
    expect(statedAddress(file(stated)).email).toBe(taken);
  });

  test("a postal address keeps its lines", () => {
    expect(statedAddress(file(undefined, "Shop\r\n\n1  Road\u0000"))).toEqual({ email: "", post: "Shop\n1 Road" });
    expect(statedAddress(undefined)).toEqual({ email: "", post: "" });
  });
});

test("the timeline shows the letter and its state", () => {
  const told = (state: string): TimelineEvent => ({
    id: "e",
    at: "2026-11-18T12:00:00Z",
    company: "shop.example",
    type: "told",
    detail: { letter: "erasure", law: "gdpr", due: "2026-12-18", state },
  });
  const said = (state: string) =>
    inLanguage("en", () => entryText({ kind: "event", at: "", id: "e", company: "", event: told(state) }, () => ""));
  expect(said("open")).toBe("You sent a letter: Erase my data (answer due by Dec 18, 2026)");
  expect(LETTER_STATES.slice(1).map(said)).toEqual([
    "You sent a letter: Erase my data (Answered)",
    "You sent a letter: Erase my data (Refused)",
    "You sent a letter: Erase my data (Closed)",
  ]);
});
