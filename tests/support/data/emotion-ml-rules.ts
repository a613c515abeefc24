// Rules of the EmotionML 1.0 recommendation for a document: structure, types and vocabularies. The numbers are those of
// the assertions in the W3C's implementation report.
import { readXml, type XmlElement } from "./xml.ts";

const NAMESPACE = "http://www.w3.org/2009/10/emotionml";
const VOCABULARY = "http://www.w3.org/TR/emotion-voc/xml#";

/** The vocabularies in use from the W3C note "Vocabularies for EmotionML". */
const KNOWN: Readonly<Record<string, { type: string; items: string }>> = {
  "everyday-categories": {
    type: "category",
    items:
      "affectionate afraid amused angry bored confident content disappointed excited happy interested loving pleased relaxed sad satisfied worried",
  },
  "occ-categories": {
    type: "category",
    items:
      "admiration anger disappointment distress fear fears-confirmed gloating gratification gratitude happy-for hate hope joy love pity pride relief remorse reproach resentment satisfaction shame",
  },
  "fsre-categories": {
    type: "category",
    items:
      "anger anxiety being-hurt compassion contempt contentment despair disappointment disgust fear guilt happiness hate interest irritation jealousy joy love pleasure pride sadness shame stress surprise",
  },
  "pad-dimensions": { type: "dimension", items: "pleasure arousal dominance" },
};

const TYPES = ["category", "dimension", "appraisal", "action-tendency"] as const;
const SETS = TYPES.map((type) => `${type}-set`);
const ROLES = ["expressedBy", "experiencedBy", "triggeredBy", "targetedAt"];
const WHOLE = /^\d+$/;
const ID = /^[A-Za-z_][A-Za-z0-9_.-]*$/;

const ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  emotionml: ["version", "xmlns", ...SETS],
  emotion: [
    ...["id", "version", "start", "end", "duration", "time-ref-uri", "time-ref-anchor-point", "offset-to-start"],
    ...["expressed-through", ...SETS],
  ],
  vocabulary: ["type", "id"],
  item: ["name"],
  info: ["id"],
  reference: ["uri", "role", "media-type"],
  trace: ["freq", "samples"],
  ...Object.fromEntries(TYPES.map((type) => [type, ["name", "value", "confidence"]])),
};

const CHILDREN: Readonly<Record<string, readonly string[]>> = {
  emotionml: ["emotion", "vocabulary", "info"],
  emotion: [...TYPES, "reference", "info"],
  vocabulary: ["item", "info"],
  item: ["info"],
  ...Object.fromEntries(TYPES.map((type) => [type, ["trace"]])),
};

type Vocabularies = ReadonlyMap<string, { type: string; items: readonly string[] }>;

/** Violations in a document, by the number of the assertion. Empty for a valid document. */
export function emotionMlFaults(source: string): string[] {
  let root: XmlElement;
  try {
    root = readXml(source);
  } catch (error) {
    return [`100 ${String(error)}`];
  }
  if (root.name !== "emotionml") return ["101 the root"];
  const faults = [...shapeFaults(root)];
  if (root.namespace !== NAMESPACE) faults.push("102 the namespace");
  if (root.attributes.get("version") !== "1.0") faults.push("110 the version");
  const vocabularies = vocabulariesOf(root, faults);
  setFaults(root, vocabularies, faults);
  for (const emotion of named(root, "emotion")) emotionFaults(emotion, { root, vocabularies }, faults);
  const ids = allOf(root).flatMap(({ attributes }) => attributes.get("id") ?? []);
  if (new Set(ids).size < ids.length) faults.push("174 the same id twice");
  for (const id of ids) if (!ID.test(id)) faults.push(`174 no id: ${id}`);
  return faults;
}

const named = (element: XmlElement, name: string): XmlElement[] =>
  element.children.filter((child) => child.name === name && child.namespace === NAMESPACE);

const allOf = (element: XmlElement): XmlElement[] =>
  element.namespace === NAMESPACE ? [element, ...element.children.flatMap(allOf)] : [];

function* shapeFaults(element: XmlElement): Generator<string> {
  const { name, attributes, children } = element;
  for (const attribute of attributes.keys())
    if (!ATTRIBUTES[name]?.includes(attribute)) yield `100 ${name} has no attribute ${attribute}`;
  if (named(element, "info").length > 1) yield "105 155 601 606 info twice";
  for (const child of children) {
    if (name === "info") {
      if (child.namespace === NAMESPACE) yield `304 ${child.name} in info`;
    } else if (child.namespace !== NAMESPACE || !CHILDREN[name]?.includes(child.name)) {
      yield `100 700 ${child.name} in ${name}`;
    } else yield* shapeFaults(child);
  }
}

function vocabulariesOf(root: XmlElement, faults: string[]): Vocabularies {
  const found = new Map<string, { type: string; items: readonly string[] }>();
  for (const [id, { type, items }] of Object.entries(KNOWN))
    found.set(`${VOCABULARY}${id}`, { type, items: items.split(" ") });
  for (const vocabulary of named(root, "vocabulary")) {
    const type = vocabulary.attributes.get("type") ?? "";
    const id = vocabulary.attributes.get("id");
    const items = named(vocabulary, "item").map(({ attributes }) => attributes.get("name") ?? "");
    if (items.length === 0) faults.push("600 a vocabulary without items");
    if (!TYPES.some((known) => known === type)) faults.push("602 603 the type of a vocabulary");
    if (id === undefined) faults.push("604 a vocabulary without id");
    if (items.includes("")) faults.push("607 an item without name");
    if (new Set(items).size < items.length) faults.push("608 two items with one name");
    found.set(`#${id}`, { type, items });
  }
  return found;
}

function setFaults(element: XmlElement, vocabularies: Vocabularies, faults: string[]): void {
  for (const type of TYPES) {
    const set = element.attributes.get(`${type}-set`);
    if (set !== undefined && vocabularies.get(set)?.type !== type) faults.push(`114 117 161 164 ${type}-set ${set}`);
  }
}

function emotionFaults(
  emotion: XmlElement,
  { root, vocabularies }: { root: XmlElement; vocabularies: Vocabularies },
  faults: string[],
): void {
  setFaults(emotion, vocabularies, faults);
  const described = TYPES.flatMap((type) => named(emotion, type));
  if (described.length === 0) faults.push("156 nothing is described");
  for (const attribute of ["start", "end", "duration"]) {
    const time = emotion.attributes.get(attribute);
    if (time !== undefined && !WHOLE.test(time)) faults.push(`420 421 422 ${attribute} ${time}`);
  }
  for (const { attributes } of named(emotion, "reference")) {
    if (!URL.canParse(attributes.get("uri") ?? "")) faults.push(`410 411 uri ${attributes.get("uri")}`);
    const role = attributes.get("role");
    if (role !== undefined && !ROLES.includes(role)) faults.push(`414 role ${role}`);
  }
  for (const type of TYPES) {
    const set = emotion.attributes.get(`${type}-set`) ?? root.attributes.get(`${type}-set`);
    const elements = named(emotion, type);
    const names = elements.map(({ attributes }) => attributes.get("name") ?? "");
    if (elements.length > 0 && set === undefined) faults.push(`210 220 ${type} without a set`);
    if (new Set(names).size < names.length) faults.push(`213 223 ${type} twice`);
    for (const name of names)
      if (!vocabularies.get(set ?? "")?.items.includes(name)) faults.push(`211 212 221 222 ${type} ${name} of ${set}`);
    for (const one of elements) valueFaults(one, type, faults);
  }
}

function valueFaults(element: XmlElement, type: string, faults: string[]): void {
  const value = element.attributes.get("value");
  const traced = named(element, "trace").length > 0;
  if (type === "dimension" && value === undefined && !traced) faults.push("224 a dimension without value");
  if (value !== undefined && traced) faults.push("216 value and trace");
  for (const number of [value, element.attributes.get("confidence")]) {
    if (number === undefined) continue;
    if (!/^\d+(?:\.\d+)?$/.test(number) || Number(number) > 1) faults.push(`300 500 ${number}`);
  }
}
