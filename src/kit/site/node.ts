// Adapter of Express, Connect and plain node:http: sets the customer's preferences on the request, and the caching headers.
import type { Summary } from "../../signal/header.ts";
import { HEADER_NAME } from "../../signal/vocabulary.ts";
import { CACHE_CONTROL, summaryIn, summaryOf, varyingOnPreferences } from "./caching.ts";
import { readRawHeaders } from "./read-preferences.ts";

export interface NodeRequest {
  headers: unknown;
  /** Names and values alternately. */
  rawHeaders?: readonly string[];
  /** Null: no header, or an invalid one. */
  customerPreferences?: Summary | null;
}

export interface NodeResponse {
  getHeader(name: string): unknown;
  setHeader(name: string, value: string): unknown;
  writeHead(status: number, ...rest: unknown[]): unknown;
}

/** Middleware for Express, Connect and plain `node:http`: sets `request.customerPreferences` and the caching headers. */
export function expressPreferences(): (request: NodeRequest, response: NodeResponse, next: () => void) => void {
  return (request, response, next) => {
    Object.defineProperty(request, "customerPreferences", READ_AT_FIRST_USE);
    if (response.getHeader("Cache-Control") === undefined) response.setHeader("Cache-Control", CACHE_CONTROL);
    vary(response);
    // A handler that sets Vary would remove ours, so it is added again just before the headers are sent.
    const writeHead = response.writeHead;
    response.writeHead = (status, ...rest) => {
      if (!rest.some(mayNameVary)) {
        vary(response);
        // Most handlers pass one argument: spreading it would take longer.
        return rest.length === 1
          ? writeHead.call(response, status, rest[0])
          : writeHead.call(response, status, ...rest);
      }
      const given = rest.map(takingVary);
      vary(
        response,
        given.flatMap(({ vary }) => vary ?? []),
      );
      return writeHead.call(response, status, ...given.map(({ passed }) => passed));
    };
    next();
  };
}

/** The summary of a request, once it was read. */
const SUMMARY = Symbol("@regards/site: summary");

type ReadRequest = NodeRequest & { [SUMMARY]?: Summary | null | undefined };

/** Most requests of a server are for files that no preference changes. */
const READ_AT_FIRST_USE: PropertyDescriptor & ThisType<ReadRequest> = {
  configurable: true,
  enumerable: true,
  get(): Summary | null {
    const known = this[SUMMARY];
    if (known !== undefined) return known;
    const { rawHeaders } = this;
    const summary = rawHeaders === undefined ? summaryOf(this.headers) : summaryIn(readRawHeaders(rawHeaders));
    this[SUMMARY] = summary;
    return summary;
  },
  set(value: Summary | null | undefined) {
    this[SUMMARY] = value ?? null;
  },
};

/**
 * False for an argument of `writeHead` that can be passed on unchanged: a status message, or an object without Vary.
 */
function mayNameVary(argument: unknown): boolean {
  if (typeof argument !== "object" || argument === null) return false;
  if (isIterable(argument)) return true;
  for (const name in argument) if (name.length === 4 && name.toLowerCase() === "vary") return true;
  return false;
}

/** The summary that the middleware or the plugin set. Null: no header, or an invalid one. */
export const preferencesOf = (request: NodeRequest): Summary | null => request.customerPreferences ?? null;

/** As in Node, values given to `writeHead` replace those set before. */
function vary(response: NodeResponse, given: readonly string[] = []): void {
  const current = given.length > 0 ? given : (response.getHeader("Vary") ?? "");
  // Nearly always: this middleware has set it, and nobody else.
  if (current === HEADER_NAME) return;
  const value = typeof current === "string" ? current : [current].flat().join(", ");
  response.setHeader("Vary", varyingOnPreferences(value));
}

interface Given {
  /** Replaces it: headers as an object, the only form that Node accepts beside headers set before. */
  passed: unknown;
  /** The values of Vary in it. */
  vary?: string[];
}

/** Removes Vary from one argument of `writeHead`: a status message, or headers in any form. */
function takingVary(argument: unknown): Given {
  if (typeof argument !== "object" || argument === null) return { passed: argument };
  const isVary = ([name]: Header) => name.toLowerCase() === "vary";
  const headers = headersIn(argument);
  const vary = headers.filter(isVary).flatMap(([, value]) => [value].flat().map(String));
  return { passed: Object.fromEntries(headers.filter((header) => !isVary(header))), vary };
}

type Header = [name: string, value: unknown];

/** An object, a flat list of names and values, a list of pairs, or an iterable of pairs (Headers, a Map). */
function headersIn(argument: object): Header[] {
  if (!isIterable(argument)) return Object.entries(argument);
  const listed = [...argument];
  const pairs = listed.every((entry) => Array.isArray(entry)) ? listed : pairsOf(listed);
  const headers = new Map<string, Header>();
  for (const [name, value] of pairs) {
    const key = String(name).toLowerCase();
    const known = headers.get(key);
    // A name may come several times: Set-Cookie does.
    headers.set(key, known === undefined ? [String(name), value] : [known[0], [known[1], value].flat()]);
  }
  return [...headers.values()];
}

const pairsOf = (flat: readonly unknown[]): [unknown, unknown][] =>
  flat.flatMap((name, at) => (at % 2 === 0 ? [[name, flat[at + 1]] satisfies [unknown, unknown]] : []));

const isIterable = (value: object): value is Iterable<unknown> => Symbol.iterator in value;
