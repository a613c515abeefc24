// The texts of the interface by language: the choice of a language, its plurals, lists, dates and sentences.
import { beforeAll, describe, expect, test } from "vitest";
import { ruleSentence } from "../../src/features/preferences/rule-sentence.ts";
import { DAYS } from "../../src/signal/vocabulary.ts";
import { date, list, ownLanguageName } from "../../src/ui/formats.ts";
import { LANGUAGES, type Language, languageFor } from "../../src/ui/locale.ts";
import {
  inLanguage,
  inOneSentence,
  loadMessages,
  plural,
  prepareLanguage,
  t,
  wordList,
} from "../../src/ui/messages.ts";

beforeAll(async () => {
  for (const language of LANGUAGES) await prepareLanguage(language);
});

/** With plain spaces: French and ICU write several kinds of no-break spaces. */
const said = (language: Language, write: () => string): string =>
  inLanguage(language, write).replaceAll(/[\u00a0\u202f]/g, " ");

test("the interface has the browser's first language that is translated, with its region, else English", () => {
  expect(languageFor("auto", ["fr-CA", "en"])).toBe("fr-CA");
  expect(languageFor("auto", ["pt-BR", "es-MX", "en"])).toBe("es-MX");
  expect(languageFor("auto", ["nl_BE.UTF-8"])).toBe("nl-BE");
  expect(languageFor("auto", ["pt", "ja"])).toBe("en");
  expect(languageFor("nl", ["fr"])).toBe("nl");
});

test("each language has its own name in the list, so that everybody finds theirs", () => {
  expect(LANGUAGES.map(ownLanguageName)).toEqual(["English", "Deutsch", "Français", "Español", "Nederlands"]);
});

describe("a plural", () => {
  test.each<[Language, number, string]>([
    ["en", 0, "0 visits"],
    ["en", 1, "1 visit"],
    ["de", 2, "2 Besuche"],
    ["fr", 0, "0 visite"],
    ["fr", 1, "1 visite"],
    ["fr", 2, "2 visites"],
    ["fr", 1_000_000, "1 000 000 de visites"],
    ["es", 0, "0 visitas"],
    ["es", 1, "1 visita"],
    ["es", 2_000_000, "2.000.000 de visitas"],
    ["nl", 1, "1 bezoek"],
    ["nl", 1_000_000, "1.000.000 bezoeken"],
  ])("in %s for %i is “%s”", (language, count, expected) => {
    expect(said(language, () => plural("insight_times", count))).toBe(expected);
  });

  test("elides in French where a vowel follows", () => {
    expect(said("fr", () => plural("home_companies", 3_000_000))).toBe("3 000 000 d’entreprises dans votre journal.");
  });
});

test.each<[Language, string]>([
  ["en", "Offers: by email or by phone, Mon–Fri 17:30–19:30, at most 2 times a week, until May 1, 2027"],
  [
    "fr",
    "Offres : par e-mail ou par téléphone, lun.–ven. 17:30–19:30, 2 fois par semaine au plus, jusqu’au 1 mai 2027",
  ],
  [
    "es",
    "Ofertas: por correo electrónico o por teléfono, lun–vie 17:30–19:30, como mucho 2 veces por semana, hasta el 1 may 2027",
  ],
  [
    "nl",
    "Aanbiedingen: per e-mail of per telefoon, ma–vr 17:30–19:30, hoogstens 2 keer per week, tot en met 1 mei 2027",
  ],
])("a rule with every bound reads in %s in the order of its language", (language, expected) => {
  const sentence = () =>
    ruleSentence({
      kinds: ["offers"],
      want: "yes",
      via: ["email", "call"],
      when: [{ days: DAYS.slice(0, 5), from: "17:30", to: "19:30" }],
      limit: { max: 2, per: "week" },
      until: "2027-05-01",
    });
  expect(said(language, sentence)).toBe(expected);
});

test("lists and dates follow the language", () => {
  expect(said("es", () => list(["Ana", "Inés"]))).toBe("Ana e Inés");
  expect(said("nl", () => list(["a", "b", "c"]))).toBe("a, b en c");
  expect(said("fr", () => date("2027-05"))).toBe("mai 2027");
});

test("commas separate the parts of one sentence", () => {
  expect(inLanguage("en", () => inOneSentence([]))).toBe("");
  expect(inLanguage("en", () => inOneSentence(["a"]))).toBe("a");
  expect(inLanguage("en", () => inOneSentence(["a", "b", "c"]))).toBe("a, b, c");
});

test("a missing text shows its key, and a text shows its values", () => {
  expect(t("done")).toBe("done");
  expect(said("fr", () => t("undo_of", { what: "x" }))).toBe("Annuler : x");
});

test.each([
  ["fr-CH", "fr", "ltr", "Annuler"],
  ["en-XA", "en", "ltr", "[Úñdó~~]"],
  ["ar-XB", "en", "rtl", "[Úñdó~~]"],
])("%s gives the document its language, its direction and its texts", async (chosen, lang, dir, undo) => {
  await loadMessages(chosen);
  expect([document.documentElement.lang, document.documentElement.dir, t("undo")]).toEqual([lang, dir, undo]);
});

test("words of a list lose their capital inside a sentence, except German nouns", () => {
  const rule = { kinds: ["news", "offers"], want: "no" } as const;
  const everything = (language: Language) => said(language, () => ruleSentence(rule));
  expect(LANGUAGES.map(everything)).toEqual([
    "News and offers: no",
    "Neuigkeiten und Angebote: nein",
    "Actualités et offres : non",
    "Novedades y ofertas: no",
    "Nieuws en aanbiedingen: nee",
  ]);
  expect(said("nl", () => wordList("channel", ["email", "sms"]))).toBe("e-mail en sms");
  expect(said("fr", () => wordList("channel", ["sms", "call"], true))).toBe("SMS et appel téléphonique");
});
