// Registered content scripts, as strict as real browsers: known members, valid patterns, atomic calls.
export interface Script {
  id: string;
  matches?: string[];
  excludeMatches?: string[];
  js?: string[];
  world?: string;
  [member: string]: unknown;
}

const MEMBERS = [
  "id",
  "matches",
  "excludeMatches",
  "js",
  "css",
  "allFrames",
  "matchOriginAsFallback",
  "runAt",
  "world",
  "persistAcrossSessions",
];

const PATTERN = /^(?:<all_urls>|(?:\*|https?):\/\/(?:\*|(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*)\/.*)$/;

export class FakeScripts extends Map<string, Script> {
  found = (ids?: string[]): Script[] => [...this.values()].filter(({ id }) => ids === undefined || ids.includes(id));

  register(scripts: Script[]): void {
    for (const script of scripts) {
      if (this.has(script.id)) throw new Error(`Duplicate script ID '${script.id}'`);
      check(script);
    }
    for (const script of scripts) this.set(script.id, script);
  }

  /** An omitted member stays unchanged. */
  update(scripts: Script[]): void {
    this.expect(
      scripts.map(({ id }) => id),
      (id) => `Content script with id '${id}' does not exist.`,
    );
    const next = scripts.map((script) => ({ ...this.get(script.id), ...script }));
    next.forEach(check);
    for (const script of next) this.set(script.id, script);
  }

  unregister(ids: string[]): void {
    this.expect(ids, (id) => `Nonexistent script ID '${id}'`);
    for (const id of ids) this.delete(id);
  }

  private expect(ids: readonly string[], fault: (id: string) => string): void {
    const gone = ids.find((id) => !this.has(id));
    if (gone !== undefined) throw new Error(fault(gone));
  }
}

function check(script: Script): void {
  const { id, matches = [], excludeMatches = [], js = [], world = "ISOLATED" } = script;
  if (id === "" || id.startsWith("_")) throw new Error("Invalid content script id.");
  const strange = Object.keys(script).find((member) => !MEMBERS.includes(member));
  if (strange !== undefined) throw new Error(`Unexpected property: '${strange}'.`);
  if (matches.length === 0) throw new Error(`Script with ID '${id}' must specify 'matches'`);
  if (js.length === 0 || js.includes(""))
    throw new Error(`Script with ID '${id}' must specify at least one js or css file.`);
  const wrong = [...matches, ...excludeMatches].find((pattern) => !PATTERN.test(pattern));
  if (wrong !== undefined) throw new Error(`Script with ID '${id}' has invalid value for matches: ${wrong}`);
  if (world !== "ISOLATED" && world !== "MAIN") throw new Error(`Invalid world: ${world}`);
}
