// Texts of the interface: all languages have the same ones in their own plural forms, none is missing and none unused.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ERROR_CODES } from "../src/core/commands/errors.ts";
import { type DataFault, TEXT_FAULTS, type TextFault } from "../src/core/commands/from-company.ts";
import { CLAIMS } from "../src/core/companies/claims.ts";
import type { FetchFault } from "../src/core/companies/fetch-fault.ts";
import { COMPLIANCE_REASONS, VERDICTS } from "../src/core/compliance/logged-contact.ts";
import { LETTER_KINDS, LETTER_LAWS, LETTER_STATES } from "../src/core/letters/letter.ts";
import { RIGHTS } from "../src/core/letters/rights.ts";
import { Plan, VERBS } from "../src/core/plans/plan.ts";
import { LINES } from "../src/core/preferences/card.ts";
import { LAYER_ORDER } from "../src/core/preferences/layers.ts";
import { CONTRIBUTIONS, FORMATS, KEEP_DURATIONS, SUPPORTS } from "../src/core/preferences/preference.ts";
import { ADVICE } from "../src/core/preferences/rule-advice.ts";
import { TimelineEvent } from "../src/core/record/tables.ts";
import { DELIVERY_KINDS, DELIVERY_STATES } from "../src/core/sharing/delivery.ts";
import { WIDENINGS } from "../src/core/sharing/disclosure-diff.ts";
import { RECEIPT_KINDS } from "../src/core/sharing/receipt.ts";
import { SHARE_LINES } from "../src/core/sharing/shared-feeling.ts";
import { FORM_FAULTS } from "../src/features/plans/plan-form.ts";
import { EVENT_FAULTS } from "../src/features/timeline/event-check.ts";
import { NOTE_FAULTS } from "../src/pages/dashboard/note-check.ts";
import { NOTE_DAYS, NOTE_WAYS, PROMISES } from "../src/pages/dashboard/note-form.ts";
import { SKIP_REASONS } from "../src/signal/data-row.ts";
import { EFFORTS, PATTERNS, SUCCESSES, TAGS, WORDS } from "../src/signal/feeling-vocabulary.ts";
import type { ParticipationFault } from "../src/signal/participation.ts";
import { SECTORS } from "../src/signal/sectors.ts";
import { AGREEMENTS, CHANNELS, KINDS, PARTS, PERIODS, PURPOSES, STYLES, WANTS } from "../src/signal/vocabulary.ts";
import { LANGUAGES } from "../src/ui/locale.ts";
import { FOLDERS, FORM, placeholders, type Texts, textsOf } from "./support/data/interface-texts.ts";

const ROOT = join(import.meta.dirname, "..");

const TEXTS: readonly [language: string, texts: Texts][] = FOLDERS.map((language) => [language, textsOf(language)]);
const ENGLISH = textsOf("en");
const KEYS = Object.keys(ENGLISH);
const TRANSLATIONS = TEXTS.filter(([language]) => language !== "en");

const FAULTS: Record<ParticipationFault, true> = {
  "too-large": true,
  "too-deep": true,
  "too-many-keys": true,
  "long-text": true,
  "duplicate-key": true,
  "not-json": true,
  schema: true,
  "other-company": true,
  "other-host": true,
  endpoint: true,
  "not-in-force": true,
};
const DATA_FAULTS: Record<Exclude<DataFault, TextFault>, true> = {
  "not-json": true,
  "too-deep": true,
  "too-many-keys": true,
  "long-text": true,
  "duplicate-key": true,
  "too-many-rows": true,
  "no-rows": true,
};
const FETCH_FAULTS: Record<FetchFault, true> = {
  network: true,
  status: true,
  "content-type": true,
  "too-large": true,
  "not-utf-8": true,
  timeout: true,
  redirected: true,
};

/** Arguments of `word(group, id)`: each group with its whole vocabulary. */
const VOCABULARIES: Readonly<Record<string, readonly string[]>> = {
  kind: KINDS,
  kind_meaning: KINDS,
  channel: CHANNELS,
  via: CHANNELS,
  want: WANTS,
  want_long: WANTS,
  want_short: WANTS,
  line: LINES.map(({ id }) => id),
  line_meaning: LINES.map(({ id }) => id),
  channel_short: CHANNELS,
  value: ["very-bad", "bad", "neither", "good", "very-good"],
  word: WORDS,
  meaning: WORDS,
  tag: TAGS,
  pattern: PATTERNS,
  success: SUCCESSES,
  effort: EFFORTS,
  style: STYLES,
  format: FORMATS,
  support: SUPPORTS,
  agreement: AGREEMENTS,
  agreement_meaning: AGREEMENTS,
  purpose: PURPOSES,
  right: RIGHTS,
  keep: KEEP_DURATIONS,
  contribute: CONTRIBUTIONS,
  wider: WIDENINGS,
  narrower: WIDENINGS,
  advice: ADVICE,
  sector: SECTORS,
  layer: LAYER_ORDER,
  plan_verb: VERBS,
  plan_sector: SECTORS,
  plan_certainty: Object.keys(Plan.shape.certainty.def.entries),
  plan_said_certainty: Object.keys(Plan.shape.certainty.def.entries),
  plan_replies: Object.keys(Plan.shape.replies.def.entries),
  plan_said_replies: Object.keys(Plan.shape.replies.def.entries),
  plan_per: ["once", "month", "year"],
  plan_audience: ["nobody", "companies", "sector", "any"],
  plan_state: [...Object.keys(Plan.shape.status.def.entries), "expiring", "expired"],
  plan_now: Object.keys(Plan.shape.status.def.entries),
  plan_fault: FORM_FAULTS,
  part: PARTS,
  share: SHARE_LINES,
  delivery: DELIVERY_STATES,
  entry_told: DELIVERY_KINDS,
  part_inline: PARTS,
  error: ERROR_CODES,
  participation_fault: Object.keys(FAULTS),
  fetch_fault: Object.keys(FETCH_FAULTS),
  text_fault: [...TEXT_FAULTS, ...Object.keys(DATA_FAULTS), "other-text"],
  data_skip: [...SKIP_REASONS, "twice"],
  event: Object.keys(TimelineEvent.shape.type.def.entries),
  receipts_of: RECEIPT_KINDS,
  event_fault: EVENT_FAULTS,
  filter: ["feeling", "receipt", ...Object.keys(TimelineEvent.shape.type.def.entries)],
  promise_state: ["due", "kept", "not-kept"],
  verdict: VERDICTS,
  compliance_reason: COMPLIANCE_REASONS,
  complaint_because: ["not-wanted", "outside-hours", "quiet-hours", "other-channel", "over-limit"],
  entry_receipt: RECEIPT_KINDS,
  letter_kind: LETTER_KINDS,
  letter_law: LETTER_LAWS,
  letter_state: [...LETTER_STATES, "overdue"],
  timeline_receipt: RECEIPT_KINDS,
  claim: CLAIMS,
  note_way: NOTE_WAYS,
  note_promise: PROMISES,
  note_day: NOTE_DAYS,
  note_fault: NOTE_FAULTS,
};
const WORD_KEYS = Object.entries(VOCABULARIES).flatMap(([group, words]) =>
  words.map((word) => `${group}_${word.replaceAll("-", "_")}`),
);

const SCRIPTS = readdirSync(join(ROOT, "src"), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\bsrc[/\\]kit\b/.test(entry.parentPath))
  .map((entry) => ({ name: entry.name, text: readFileSync(join(entry.parentPath, entry.name), "utf8") }));
const SOURCE = SCRIPTS.map(({ text }) => text).join("\n");

test("the folders of texts are the languages of the interface", () => {
  expect(FOLDERS.toSorted()).toEqual([...LANGUAGES].toSorted());
});

// A word such as the sector "other" is not a plural form.
const isPlural = (key: string): boolean => FORM.test(key) && !WORD_KEYS.includes(key);
const stemOf = (key: string): string => (isPlural(key) ? key.replace(FORM, "") : key);
const STEMS = [...new Set(KEYS.filter(isPlural).map(stemOf))];

/** In the order of CLDR: one, many, other. */
const formsOf = (language: string): readonly string[] =>
  ["zero", "one", "two", "few", "many", "other"].filter((form) =>
    new Intl.PluralRules(language).resolvedOptions().pluralCategories.some((category) => category === form),
  );

/** The English keys, with the plural forms of the language in place of the English ones. */
const keysIn = (language: string): string[] => [
  ...new Set(
    KEYS.flatMap((key) => (isPlural(key) ? formsOf(language).map((form) => `${stemOf(key)}_${form}`) : [key])),
  ),
];

/** The English text with the same values: for a plural form that English does not have, the general one. */
const englishOf = (key: string): string => ENGLISH[key] ?? ENGLISH[`${stemOf(key)}_other`] ?? "";

test("each English plural has exactly the forms of English", () => {
  expect(STEMS.length).toBeGreaterThan(5);
  expect(keysIn("en")).toEqual(KEYS);
});

describe.each(TRANSLATIONS)("the texts of %s", (language, texts) => {
  test("have the same keys as the English ones, in the same order, with the plural forms of the language", () => {
    expect(Object.keys(texts)).toEqual(keysIn(language));
  });

  test("have the same values in the same text", () => {
    const values = (key: string, text: string) =>
      placeholders(text)
        .filter((name) => !(isPlural(key) && name === "count"))
        .join(" ");
    const keys = Object.keys(texts);
    expect(keys.filter((key) => values(key, englishOf(key)) !== values(key, texts[key] ?? ""))).toEqual([]);
  });

  test("contain the number in every plural form for more than one", () => {
    const rules = new Intl.PluralRules(language);
    const several = formsOf(language).filter(
      (form) => form !== "one" || [0, 2, 3, 21, 101].some((count) => rules.select(count) === "one"),
    );
    const forms = STEMS.flatMap((stem) => several.map((form) => `${stem}_${form}`));
    const silent = forms.filter((key) => placeholders(ENGLISH[`${stemOf(key)}_other`] ?? "").includes("count"));
    expect(silent.filter((key) => !placeholders(texts[key] ?? "").includes("count"))).toEqual([]);
  });

  test("translate every sentence", () => {
    const sentences = KEYS.filter((key) => /\w+ \w+ \w+/.test(ENGLISH[key] ?? ""));
    // Names that are the same in every language.
    expect(sentences.filter((key) => texts[key] === ENGLISH[key] && key !== "gpc_title")).toEqual([]);
  });
});

describe("the texts of every language", () => {
  test("are not empty, without exclamation marks, emoji or characters that a browser would replace", () => {
    for (const [, texts] of TEXTS) {
      for (const [key, text] of Object.entries(texts)) {
        expect(text.trim(), key).toBe(text);
        expect(text, key).not.toBe("");
        expect(text, key).not.toMatch(/!|\p{Extended_Pictographic}|\p{Emoji_Presentation}|\$|<\/?\w|\t|\n| {2}/u);
        expect(text.replaceAll(/\{\w+\}/g, ""), key).not.toMatch(/[{}]/);
      }
    }
  });
});

test("keys are letters, digits and underscores, unique regardless of case, as Chromium demands", () => {
  expect(KEYS.filter((key) => !/^\w+$/.test(key))).toEqual([]);
  expect(new Set(KEYS.map((key) => key.toLowerCase())).size).toBe(KEYS.length);
});

describe("every word of every vocabulary has a text", () => {
  test.each(Object.entries(VOCABULARIES))("%s", (group, words) => {
    expect(words.length).toBeGreaterThan(1);
    const keys = words.map((word) => `${group}_${word.replaceAll("-", "_")}`);
    for (const [language, texts] of TEXTS)
      expect(
        keys.filter((key) => !(key in texts)),
        language,
      ).toEqual([]);
  });

  test("the test has every group that the code uses", () => {
    const asked = [...SOURCE.matchAll(/\bword\(\s*"(\w+)"/g)].map(([, group]) => group ?? "");
    expect(asked.length).toBeGreaterThan(20);
    expect(asked.filter((group) => !(group in VOCABULARIES))).toEqual([]);
  });
});

test("no text is unused", () => {
  const manifest = readFileSync(join(ROOT, "manifest.json"), "utf8");
  const named = new Set([...SOURCE.matchAll(/"(\w+)"/g)].map(([, key]) => key));
  const shown = new Set([...manifest.matchAll(/__MSG_(\w+)__/g)].map(([, key]) => key));
  // t(`sort_${order}`) and plural(`limit_${per}`, …): any word may replace the placeholder.
  const templates = [...SOURCE.matchAll(/\b(?:t|plural)\(\s*`([^`]+)`/g)].map(
    ([, template = ""]) => new RegExp(`^${template.replaceAll(/\$\{[^}]*\}/g, "\\w+")}$`),
  );
  const used = (key: string): boolean =>
    named.has(key) || shown.has(key) || WORD_KEYS.includes(key) || templates.some((template) => template.test(key));
  expect(KEYS.filter((key) => !used(key) && !used(stemOf(key)))).toEqual([]);
});

test("every limit of a rule has a sentence", () => {
  for (const per of PERIODS) expect(KEYS).toEqual(expect.arrayContaining([`limit_${per}_one`, `limit_${per}_other`]));
});

test("sentences are whole texts, never joined from parts", () => {
  const glued = /\b(?:t|word|plural)\([^()]*\)\s*\+|\+\s*(?:t|word|plural)\(|\$\{(?:t|word|plural)\(/;
  const lines = SCRIPTS.flatMap(({ name, text }) =>
    text
      .split("\n")
      .filter((line) => glued.test(line))
      .map((line) => `${name}: ${line.trim()}`),
  );
  expect(lines).toEqual([]);
});
