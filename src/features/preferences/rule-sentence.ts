// A rule as a sentence: its kinds and subject, its answer and its bounds.
import type { LayerName } from "../../core/preferences/layers.ts";
import type { Product } from "../../signal/participation-schema.ts";
import { type Channel, DAYS, KINDS, type Kind, type Want } from "../../signal/vocabulary.ts";
import { date, list, weekday } from "../../ui/formats.ts";
import { currentLocale } from "../../ui/locale.ts";
import { inOneSentence, inside, plural, t, word, wordList } from "../../ui/messages.ts";

interface Windowed {
  days: readonly string[];
  from: string;
  to: string;
}

/** The common members of ContactRule and DocumentRule. */
export interface Sayable {
  kinds: "*" | readonly Kind[];
  about?: { label: string; product?: string | undefined } | undefined;
  want: Want;
  via?: readonly Channel[] | undefined;
  limit?: { max: number; per: "day" | "week" | "month" | "year" } | undefined;
  digest?: boolean | undefined;
  urgent?: boolean | undefined;
  when?: readonly Windowed[] | undefined;
  from?: string | undefined;
  until?: string | undefined;
  note?: string | undefined;
}

export function ruleSentence(rule: Sayable, products: readonly Product[] = []): string {
  return t("rule_sentence", { what: contactsText(rule, products), answer: answerOf(rule) });
}

/** A rule about a subject, in few words: the subject replaces its kinds unless they are few. */
export function exceptionText(rule: Sayable, products: readonly Product[] = []): string {
  const { about, kinds } = rule;
  const isWide = about !== undefined && (kinds === "*" || kinds.length >= WIDE);
  const what = isWide ? subjectLabel(about, products) : contactsText(rule, products);
  return t("rule_sentence", { what, answer: answerOf(rule) });
}

/** A subject seldom needs more kinds than this. */
const WIDE = 5;

export function contactsText(rule: Sayable, products: readonly Product[] = []): string {
  const everything = rule.kinds !== "*" ? rule.kinds.length === KINDS.length : rule.want === "no";
  const kinds = everything ? t("kinds_all") : kindsText(rule.kinds, rule.about === undefined);
  if (rule.about === undefined) return kinds;
  const about = subjectLabel(rule.about, products);
  return everything ? about : t("about_kinds", { about, kinds });
}

/** Up to this number of missing kinds, the sentence names them instead. */
const FEW = 3;

/** "Everything", unless it refuses, excludes kinds refused elsewhere. */
function kindsText(kinds: Sayable["kinds"], begins: boolean): string {
  const placed = (text: string): string => (begins ? text : inside(text));
  if (kinds === "*") return placed(t("kinds_unrefused"));
  const missing = KINDS.filter((kind) => !kinds.includes(kind));
  if (missing.length > FEW) return wordList("kind", kinds, begins);
  return placed(t("kinds_but", { kinds: wordList("kind", missing) }));
}

/** The company's own label for a product in the reader's language, or the user's own words. */
export function subjectLabel(
  about: { label: string; product?: string | undefined },
  products: readonly Product[],
): string {
  const product = products.find(({ id }) => id === about.product);
  const language = currentLocale().split("-")[0] ?? "en";
  return product?.label[language] ?? product?.label.en ?? about.label;
}

function answerOf(rule: Sayable): string {
  const bounds = rule.want === "no" ? [] : boundsOf(rule);
  const dates = [
    ...(rule.from === undefined ? [] : [t("rule_from", { date: date(rule.from) })]),
    ...(rule.until === undefined ? [] : [t("rule_until", { date: date(rule.until) })]),
  ];
  const note = rule.note === undefined || rule.note === "" ? [] : [t("rule_note", { note: rule.note })];
  const plain = rule.want === "yes" && bounds.length > 0 ? [] : [word("want", rule.want)];
  return inOneSentence([...plain, ...bounds, ...dates, ...note]);
}

function boundsOf(rule: Sayable): string[] {
  const { via = [], limit, when = [] } = rule;
  return [
    ...(via.length === 0
      ? []
      : [
          list(
            via.map((channel) => word("via", channel)),
            "disjunction",
          ),
        ]),
    ...when.map(windowText),
    ...(limit === undefined ? [] : [plural(`limit_${limit.per}`, limit.max)]),
    ...(rule.digest === true ? [t("rule_digest")] : []),
    ...(rule.urgent === true ? [t("rule_urgent")] : []),
  ];
}

/** The source of a rule in a company's view: a layer's rule or hold. */
export const whyText = (
  { layer, hold }: { layer: LayerName; hold?: string | undefined },
  names: Readonly<Record<LayerName, string>>,
): string => (hold === undefined ? t(`layer_${layer}`, { name: names[layer] }) : t("why_hold", { date: date(hold) }));

/** From one time to the same time is 24 hours: "all day" for every day or from midnight. */
export function windowText({ days: named, from, to }: Windowed): string {
  const days = daysText(named);
  if (from !== to) return t("window", { days, from, to });
  const whole = from === "00:00" || DAYS.every((day) => named.includes(day));
  return whole ? t("window_all_day", { days }) : t("window_all_day_from", { days, from });
}

/** "Mon–Fri", "Sat", "Tue and Thu" or "every day". */
export function daysText(days: readonly string[]): string {
  const indices = DAYS.flatMap((day, index) => (days.includes(day) ? [index] : []));
  const [first = 0, last = 0] = [indices[0], indices.at(-1)];
  if (indices.length === DAYS.length) return t("every_day");
  if (indices.length > 2 && last - first === indices.length - 1)
    return t("day_range", { from: weekday(first), to: weekday(last) });
  return list(indices.map(weekday));
}
