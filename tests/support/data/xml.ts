// A strict reader of XML 1.0 without DTD, comments or processing instructions. Refuses XML that is not well-formed or
// that our writer never produces.
export interface XmlElement {
  name: string;
  /** As declared on the element or inherited. Empty without one. */
  namespace: string;
  attributes: Map<string, string>;
  children: XmlElement[];
  text: string;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const NAME = /[A-Za-z_][A-Za-z0-9_.-]*/y;
const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

export function readXml(source: string): XmlElement {
  if (FORBIDDEN.test(source)) throw new Error("a character that XML does not have");
  const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
  if (!source.startsWith(declaration)) throw new Error("no declaration");
  const reader = new Reader(source, declaration.length);
  const root = reader.element("");
  if (source.slice(reader.at).trim() !== "") throw new Error("something after the root");
  return root;
}

class Reader {
  constructor(
    private readonly source: string,
    public at: number,
  ) {}

  element(inherited: string): XmlElement {
    this.expect("<");
    const name = this.name();
    const attributes = this.attributes();
    const namespace = attributes.get("xmlns") ?? inherited;
    const element: XmlElement = { name, namespace, attributes, children: [], text: "" };
    if (this.take("/>")) return element;
    this.expect(">");
    while (!this.take("</")) {
      if (this.source[this.at] === "<") element.children.push(this.element(namespace));
      else element.text += this.characters("<");
    }
    if (this.name() !== name) throw new Error(`${name} ends as something else`);
    this.expect(">");
    return element;
  }

  private attributes(): Map<string, string> {
    const found = new Map<string, string>();
    while (this.take(" ")) {
      const name = this.name();
      if (found.has(name)) throw new Error(`${name} twice`);
      this.expect('="');
      // Attribute-value normalisation applies to literal white space, not to escaped one.
      found.set(
        name,
        this.characters('"', (raw) => raw.replace(/[\t\n\r]/g, " ")),
      );
      this.expect('"');
    }
    return found;
  }

  private characters(end: string, normalise = (raw: string): string => raw): string {
    const stop = this.source.indexOf(end, this.at);
    if (stop < 0) throw new Error("no end");
    const raw = normalise(this.source.slice(this.at, stop));
    this.at = stop;
    if (raw.includes("<")) throw new Error("a bare <");
    return raw.replace(/&([^;]*;?)/g, (_all, entity: string) => this.entity(entity));
  }

  private entity(entity: string): string {
    const [, decimal, named] = /^(?:#(\d+)|(\w+));$/.exec(entity) ?? [];
    const text = decimal === undefined ? ENTITIES[named ?? ""] : String.fromCodePoint(Number(decimal));
    if (text === undefined || FORBIDDEN.test(text)) throw new Error(`no such entity: ${entity}`);
    return text;
  }

  private name(): string {
    NAME.lastIndex = this.at;
    const name = NAME.exec(this.source)?.[0];
    if (name === undefined) throw new Error(`no name at ${this.at}`);
    this.at += name.length;
    return name;
  }

  private take(text: string): boolean {
    if (!this.source.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  private expect(text: string): void {
    if (!this.take(text)) throw new Error(`no ${text} at ${this.at}`);
  }
}
