// Reads a record file in pieces of its text, in one pass. Hands on each complete row and holds at most one. Stops at
// the first fault, so that an oversized file is refused at its beginning.
import { type JsonLimits, parseJson } from "../../signal/safe-json.ts";
import type { ErrorCode } from "../commands/errors.ts";
import { TABLES, type TableName } from "./tables.ts";
import { endOfValue, isSpace, type ValueScan } from "./value-end.ts";

/** Size limit of one value: a row, or a member beside the tables. */
const LIMITS: JsonLimits = {
  maxCharacters: 4 * 1024 * 1024,
  maxDepth: 13,
  maxKeys: 50_000,
  maxNested: 100_000,
  maxStringCharacters: 4 * 1024 * 1024,
};
/**
 * Number of characters after which the reader refuses a text that is no record file. Keys and the whitespace after them
 * are shorter.
 */
const HEAD_CHARACTERS = 100_000;

export interface FileFault {
  code: ErrorCode;
  detail: string;
}

/** Receives each row with its number in its table. Returns the fault of the row, or null. */
export type TakeRow = (table: TableName, value: unknown, number: number) => string | null;

/** The level of the file's structure at the read position. */
type Place = "start" | "file" | "tables" | "rows" | "end";

const OUTER: Readonly<Record<Place, Place>> = { start: "end", file: "end", tables: "file", rows: "tables", end: "end" };

export class RecordFileReader {
  fault: FileFault | null = null;
  private text = "";
  /** Index of the next unread character of `text`. */
  private at = 0;
  private place: Place = "start";
  /** The reader's position: after an opening bracket, after a comma, or after an item. */
  private expects: "first" | "item" | "next" = "first";
  private readonly keys = { file: new Set<string>(), tables: new Set<string>() };
  private table: TableName = "companies";
  private rows = 0;
  /** Scan state of a value whose end has not arrived yet. */
  private scan: ValueScan | null = null;
  private version: number | null = null;

  constructor(
    private readonly format: number,
    private readonly take: TakeRow,
  ) {}

  /** Reads the next piece. False after a fault; later pieces then have no effect. */
  push(piece: string): boolean {
    if (this.fault !== null) return false;
    this.text = this.text.slice(this.at) + piece;
    if (this.scan !== null) this.scan.at -= this.at;
    this.at = 0;
    while (this.fault === null && this.step());
    if (this.text.length - this.at > LIMITS.maxCharacters) this.refuse("import-not-json", "too-large");
    return this.fault === null;
  }

  /** Ends the text. */
  end(): FileFault | null {
    if (this.fault !== null) return this.fault;
    if (this.place === "start") {
      const { ok } = parseJson(this.text, { ...LIMITS, maxCharacters: HEAD_CHARACTERS });
      this.refuse(ok ? "import-not-ours" : "import-not-json");
    } else if (this.place !== "end") this.refuse("import-not-json", "not-json");
    else if (this.version === null || !this.keys.file.has("tables")) this.refuse("import-not-ours");
    return this.fault;
  }

  private refuse(code: ErrorCode, detail = ""): false {
    this.fault ??= { code, detail: detail.slice(0, 80) };
    return false;
  }

  /** Reads one token or value. False if it needs more text, or found a fault. */
  private step(): boolean {
    if (this.scan === null) this.skipSpace();
    const character = this.text[this.at];
    if (character === undefined) return false;
    if (this.place === "end") return this.refuse("import-not-json", "not-json");
    if (this.place === "start") return this.open(character);
    const closing = this.place === "rows" ? "]" : "}";
    if (this.scan === null && character === closing && this.expects !== "item") return this.close();
    if (this.expects !== "next") return this.place === "rows" ? this.row() : this.member();
    if (character !== ",") return this.refuse("import-not-json", "not-json");
    this.expects = "item";
    return this.goTo(this.at + 1);
  }

  private skipSpace(): void {
    while (isSpace(this.text.charCodeAt(this.at))) this.at += 1;
  }

  private goTo(at: number): true {
    this.at = at;
    this.scan = null;
    return true;
  }

  private open(character: string): boolean {
    if (character !== "{")
      return this.text.length > HEAD_CHARACTERS ? this.refuse("import-not-json", "too-large") : false;
    this.place = "file";
    return this.goTo(this.at + 1);
  }

  private close(): boolean {
    this.place = OUTER[this.place];
    this.expects = "next";
    return this.goTo(this.at + 1);
  }

  private row(): boolean {
    const value = this.value(this.at);
    if (value === null) return false;
    this.rows += 1;
    const wrong = this.take(this.table, value.value, this.rows);
    if (wrong !== null) return this.refuse("import-invalid", `${this.table} ${this.rows}: ${wrong}`);
    this.expects = "next";
    return this.goTo(value.end);
  }

  /** Reads a key with its value, or with the bracket that opens the tables or one of them. */
  private member(): boolean {
    KEY.lastIndex = this.at;
    const head = KEY.exec(this.text);
    if (head === null) {
      const isWaiting = this.text[this.at] === '"' && this.text.length - this.at < HEAD_CHARACTERS;
      return isWaiting ? false : this.refuse("import-not-json", "not-json");
    }
    const [whole = "", quoted = "", first = ""] = head;
    const key = parseJson(quoted, LIMITS);
    if (!key.ok) return this.refuse("import-not-json", key.fault);
    const name = String(key.value);
    const begins = this.at + whole.length - first.length;
    if (this.place === "file" ? name === "tables" && first === "{" : first === "[") return this.enter(name, begins + 1);
    const value = this.value(begins);
    if (value === null || !this.note(name) || !this.say(name, value.value)) return false;
    this.expects = "next";
    return this.goTo(value.end);
  }

  private note(name: string): boolean {
    const keys = this.place === "file" ? this.keys.file : this.keys.tables;
    if (keys.has(name)) return this.refuse("import-not-json", "duplicate-key");
    keys.add(name);
    return true;
  }

  private enter(name: string, at: number): boolean {
    if (!this.note(name)) return false;
    if (this.place === "file") this.place = "tables";
    else {
      const table = TABLES.find((known) => known === name);
      // A table of a newer version is unknown here. Its rows are refused together with the file, rather than dropped.
      if (table === undefined) return this.refuse("import-newer", name.slice(0, 40));
      [this.table, this.rows, this.place] = [table, 0, "rows"];
    }
    this.expects = "first";
    return this.goTo(at);
  }

  /** Handles a member whose value is complete and opens neither the tables nor one of them. */
  private say(name: string, value: unknown): boolean {
    if (this.place === "tables")
      return this.refuse(TABLES.some((known) => known === name) ? "import-invalid" : "import-newer", name);
    if (name === "tables" || (name === "regards" && typeof value !== "number")) return this.refuse("import-not-ours");
    if (name === "regards") this.version = Number(value);
    return this.version === null || this.version <= this.format || this.refuse("import-newer", String(value));
  }

  /** Parses the value that begins at `from`; null while it is incomplete, and for invalid JSON. */
  private value(from: number): { value: unknown; end: number } | null {
    this.scan ??= { at: from, depth: 0, isText: false };
    const end = endOfValue(this.text, this.scan, LIMITS.maxDepth);
    if (end === null) {
      if (this.scan.depth > LIMITS.maxDepth) this.refuse("import-not-json", "too-deep");
      return null;
    }
    const json = parseJson(this.text.slice(from, end), LIMITS);
    if (json.ok) return { value: json.value, end };
    this.refuse("import-not-json", json.fault);
    return null;
  }
}

/** Reads a key, its colon and the first character of its value. */
const KEY = /("(?:[^"\\]|\\.){0,1000}")[ \t\n\r]*:[ \t\n\r]*([^ \t\n\r])/y;
