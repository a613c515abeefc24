// Language tags as systems write them: normalised or dropped, so that an import refuses none.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Treatment } from "../../../src/core/preferences/preference.ts";
import { countryName, date, languageName } from "../../../src/ui/formats.ts";
import { languageTag } from "../../../src/ui/language-tag.ts";
import { languageFor } from "../../../src/ui/locale.ts";
import { anyText } from "../../support/data/any-text.ts";
import { Device } from "../../support/device/world.ts";

const LISTS: [string[], string[]][] = [
  [
    ["en-US@posix", "de"],
    ["en-US", "de"],
  ],
  [
    ["de_DE.UTF-8", "en_US"],
    ["de-DE", "en-US"],
  ],
  [
    ["de;q=0.8", "en;q=0.5"],
    ["de", "en"],
  ],
  [["C", "", "POSIX", "*", "und", "root"], []],
  [["DE-de", "de"], ["de-DE"]],
  [
    ["zh_hant_tw", "pt-BR", "EN-gb"],
    ["zh-Hant-TW", "pt-BR", "en-GB"],
  ],
  [["de-a", "abcd", "x-own"], ["de"]],
  [
    ["en-US", "en", "de-CH", "fr", "it"],
    ["en-US", "de-CH", "fr"],
  ],
];

const written = fc.oneof(
  anyText(),
  fc.string({ unit: fc.constantFrom("de", "en", "US", "-", "_", "@", ";", ".", "q=1", "x", "u", "ca", "1", " ") }),
);

describe("a first start", () => {
  test.each(LISTS)("in %j stores the languages %j", async (languages, wished) => {
    const phone = await new Device("phone", languages).start();
    expect((await phone.entities()).layers).toMatchObject([{ treatment: { languages: wished } }]);
    await phone.ask("import-record", { text: await phone.export() });
  });
});

describe("any text", () => {
  test("gives a tag that an import accepts and Intl reads, or none", () => {
    fc.assert(
      fc.property(written, (text) => {
        const tag = languageTag(text);
        if (tag === null) return;
        expect(Treatment.safeParse({ languages: [tag] }).success).toBe(true);
        expect(Intl.getCanonicalLocales(tag)).toEqual([tag]);
        expect(languageTag(tag)).toBe(tag);
        new Intl.DateTimeFormat(tag).format(0);
      }),
      { numRuns: 2000 },
    );
  });

  test("as choice or preference gives a language that Intl reads, the first known one", () => {
    fc.assert(
      fc.property(written, fc.array(written), (chosen, preferred) => {
        for (const one of [chosen, "auto"]) new Intl.DateTimeFormat(languageFor(one, preferred).replace("XA", "GB"));
        expect(languageFor("auto", [...preferred, "de_AT@euro"])).toMatch(/^(?:de|en|es|fr|nl)(?:-|$)/);
      }),
    );
    expect(languageFor("auto", ["C", "", "en-US@posix", "de"])).toBe("en-US");
    expect(languageFor("auto", ["de_DE", "en"])).toBe("de-DE");
    expect(languageFor("auto", ["pt", "den", "dex"])).toBe("en");
    expect(languageFor("de;q=0.8", [])).toBe("de");
    expect(languageFor("ar-XB", [])).toBe("ar-XB");
  });

  test("has a display name as language and country, and formats a date", () => {
    fc.assert(
      fc.property(written, (text) => {
        for (const name of [languageName(text), countryName(text), date(text)]) expect(typeof name).toBe("string");
      }),
    );
    expect(languageName("abcd")).toBe("abcd");
    expect(countryName("1")).toBe("1");
    expect([date("yesterday"), date("2026-13-45"), date("")]).toEqual(["yesterday", "2026-13-45", ""]);
  });
});
