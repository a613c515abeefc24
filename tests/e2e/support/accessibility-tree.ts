// The accessibility tree of a document as indented text, in the order of a screen reader.

/** A node of Chromium's Accessibility.getFullAXTree. */
export interface AxNode {
  nodeId: string;
  ignored: boolean;
  role?: { value: string };
  name?: { value: string };
  description?: { value: string };
  value?: { value: string | number };
  properties?: { name: string; value: { value?: unknown } }[];
  childIds?: string[];
}

/** Roles without a meaning: their content replaces them. */
const SILENT = ["generic", "none", "LineBreak", "ListMarker", "LabelText", "Legend"];
/** Roles whose text is the name of the control or group around them. */
const NAMING = ["LabelText", "Legend"];
/** Roles whose content is their name or value. */
const WHOLE = ["combobox", "img", "image", "button", "link", "checkbox", "switch", "radio", "textbox", "searchbox"];
/** Roles of messages that disappear after a while. */
const PASSING = ["status", "alert"];
/** Properties that a screen reader reads, in this order. */
const STATES = ["level", "checked", "pressed", "selected", "expanded", "disabled", "required", "invalid"];
/** Properties that a screen reader reads in both states, because they show that something can be opened or chosen. */
const BOTH = ["checked", "pressed", "expanded"];

const CALM: readonly unknown[] = ["false", false, undefined];

function stateOf({ role, properties = [] }: AxNode): string {
  const said = STATES.flatMap((state) => {
    const value = properties.find(({ name }) => name === state)?.value.value;
    const isTold = BOTH.includes(state) ? value !== undefined : !CALM.includes(value);
    // The indentation shows the depth in a list.
    return isTold && !(state === "level" && role?.value === "listitem") ? [`${state} ${value}`] : [];
  });
  return said.length === 0 ? "" : ` [${said.join(", ")}]`;
}

const MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December";

/** Replaces dates and times of this run, so that a snapshot stays valid on other days. */
const withoutTimes = (text: string): string =>
  text
    .replace(new RegExp(`\\b(?:${MONTHS}) \\d{4}\\b`, "g"), "<month>")
    .replace(/\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \d{1,2}\b(?:, \d{4})?/g, "<date>")
    .replace(/\b\d{4}-\d{2}-\d{2}\b/g, "<date>")
    .replace(/\b\d{1,2}:\d{2}\s[AP]M\b/g, "<time>")
    .replace(/localhost:\d+/g, "localhost:<port>");

const quoted = (text: string): string => `"${withoutTimes(text.replace(/\s+/g, " ").trim())}"`;

function lineOf(node: AxNode): string {
  const [role = "", name = ""] = [node.role?.value, node.name?.value];
  if (role === "StaticText") return `text ${quoted(name)}`;
  const parts = [
    role,
    ...(name === "" ? [] : [quoted(name)]),
    ...(node.value?.value === undefined ? [] : ["=", quoted(String(node.value.value))]),
  ];
  const more = node.description?.value ? ` — ${quoted(node.description.value)}` : "";
  return `${parts.join(" ")}${stateOf(node)}${more}`;
}

export function treeText(nodes: readonly AxNode[]): string {
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const lines: string[] = [];
  /** `said`: the name of the surrounding nodes, which texts inside would only repeat. */
  const visit = (node: AxNode, depth: number, said: string | null): void => {
    const [role = "", name = ""] = [node.role?.value, node.name?.value.trim()];
    if (role === "InlineTextBox") return;
    const isText = role === "StaticText";
    const repeats = isText && (name === "" || said === null || said.includes(name));
    const isLine = !node.ignored && !SILENT.includes(role) && !repeats;
    if (isLine) lines.push(`${"  ".repeat(depth)}${lineOf(node)}`);
    if (isText || (!node.ignored && [...WHOLE, ...PASSING].includes(role))) return;
    const inside = NAMING.includes(role) || said === null ? null : isLine ? name : said;
    for (const id of node.childIds ?? []) {
      const child = byId.get(id);
      if (child !== undefined) visit(child, isLine ? depth + 1 : depth, inside);
    }
  };
  const [root] = nodes;
  if (root !== undefined) visit(root, 0, "");
  return `${lines.join("\n")}\n`;
}
