// The diary as EmotionML 1.0 (W3C Recommendation, 22 May 2014, https://www.w3.org/TR/emotionml/), without free text.
import type { Word } from "../../signal/feeling-vocabulary.ts";
import { urlOf } from "../../signal/web-address.ts";
import { earlierFirst } from "../insight/rating.ts";
import { type CategorySet, WORD_TABLE, type WordEntry } from "../insight/words.ts";
import type { Feeling } from "../record/tables.ts";
import { xmlElement, xmlText } from "./xml.ts";

export const EMOTION_ML_TYPE = "application/emotionml+xml";

const NAMESPACE = "http://www.w3.org/2009/10/emotionml";
/** Namespace for members that EmotionML does not define. The host is reserved (RFC 6761), so it can never exist. */
const OWN_NAMESPACE = "https://regards.invalid/ns/feeling";
const OWN_SET = "regards-words";
const VOCABULARY = "http://www.w3.org/TR/emotion-voc/xml";
const DIMENSIONS = `${VOCABULARY}#pad-dimensions`;
const SETS: Readonly<Record<CategorySet, string>> = {
  everyday: `${VOCABULARY}#everyday-categories`,
  occ: `${VOCABULARY}#occ-categories`,
  fsre: `${VOCABULARY}#fsre-categories`,
  own: `#${OWN_SET}`,
};

/** Oldest first. Leaves out the note and the wish, which the JSON export and the table contain. */
export function emotionMlOf(feelings: readonly Feeling[]): string {
  const emotions = [...feelings].sort(earlierFirst).flatMap((feeling, index) => emotionsOf(feeling, `f${index + 1}`));
  const lines = [ownVocabulary(), ...emotions].map((element) => `\n  ${element}`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${xmlElement("emotionml", { version: "1.0", xmlns: NAMESPACE }, [...lines, "\n"])}\n`;
}

function ownVocabulary(): string {
  const own = Object.values(WORD_TABLE).filter(({ set }) => set === "own");
  const items = own.map(({ category }) => xmlElement("item", { name: category }));
  return xmlElement("vocabulary", { type: "category", id: OWN_SET }, items);
}

/** One <emotion> for each vocabulary, because each may name only one. The first holds the dimensions and the tags. */
function emotionsOf(feeling: Feeling, id: string): string[] {
  const words = [...new Set<Word>(feeling.words ?? [])].map((word) => WORD_TABLE[word]);
  const sets: (CategorySet | undefined)[] = [...new Set(words.map(({ set }) => set))];
  const start = Date.parse(feeling.at);
  return (sets.length === 0 ? [undefined] : sets).map((set, index) => {
    const first = index === 0;
    const attributes = {
      id: first ? id : `${id}-${index + 1}`,
      "category-set": set === undefined ? undefined : SETS[set],
      "dimension-set": first ? DIMENSIONS : undefined,
      start: start >= 0 ? start : undefined,
    };
    const categories = words
      .filter((word) => word.set === set)
      .map(({ category }) => xmlElement("category", { name: category }));
    return xmlElement("emotion", attributes, [
      ...(first ? [infoOf(feeling), ...dimensionsOf(feeling, words)] : []),
      ...categories,
      ...referencesTo(feeling.company),
    ]);
  });
}

function dimensionsOf(feeling: Feeling, words: readonly WordEntry[]): string[] {
  const dimension = (name: string, value: number): string => xmlElement("dimension", { name, value });
  const pleasure = dimension("pleasure", (feeling.value + 2) / 4);
  if (words.length === 0) return [pleasure];
  const mean = (member: "arousal" | "control"): number => {
    const sum = words.reduce((total, word) => total + word[member], 0);
    return Math.round(((sum / words.length + 1) / 2) * 10_000) / 10_000;
  };
  return [pleasure, dimension("arousal", mean("arousal")), dimension("dominance", mean("control"))];
}

function infoOf({ company, value, how, success, effort, delayMinutes, about = [] }: Feeling): string {
  const said = { company, value, how, success, effort, "delay-minutes": delayMinutes };
  const tags = [...new Set(about)].map((tag) => `<about>${xmlText(tag)}</about>`);
  return xmlElement("info", {}, [xmlElement("feeling", { xmlns: OWN_NAMESPACE, ...said }, tags)]);
}

/** A company's id is a domain, but an import may have stored text that is no valid address. */
function referencesTo(company: string): string[] {
  const uri = `https://${company}/`;
  return urlOf(uri)?.host === company ? [xmlElement("reference", { uri, role: "triggeredBy" })] : [];
}
