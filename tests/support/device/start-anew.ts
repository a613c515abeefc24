// Reaches into undocumented internals of vitest 4 (`__vitest_worker__.evaluatedModules` and its module wrapper), to give
// each start the modules of a new worker: without state. Throws if a version of vitest has changed them.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import vm from "node:vm";
import { vi } from "vitest";

interface Loaded {
  id: string;
  url: string;
  promise?: unknown;
  exports?: unknown;
  evaluated: boolean;
  meta?: { code?: string; externalize?: string };
}

type Exports = Record<string, unknown>;
type Import = (url: string) => Promise<unknown>;
type Body = (...given: unknown[]) => Promise<void>;

interface EvaluatedModules {
  idToModuleMap: Map<string, Loaded>;
  getModuleByUrl: (url: string) => Loaded | undefined;
}

/** A thread's modules in vitest 4, by path: undocumented. */
const thread = globalThis as {
  bodies?: Map<string, Body>;
  __vitest_worker__?: { evaluatedModules?: Partial<EvaluatedModules> };
};

const CORE = /\/src\/(?:core|signal)\//;

/** The thread's modules. Throws rather than let a start inherit the state of an earlier one. */
function graph(): EvaluatedModules {
  const modules = thread.__vitest_worker__?.evaluatedModules;
  if (modules?.idToModuleMap === undefined || modules.getModuleByUrl === undefined) {
    throw new Error(
      "vitest has changed: __vitest_worker__.evaluatedModules lacks idToModuleMap or getModuleByUrl. Adapt tests/support/device/start-anew.ts.",
    );
  }
  return modules as EvaluatedModules;
}

/**
 * Like vi.resetModules, except for src/core and src/signal, which have no state and whose schemas are slow to build,
 * and for packages, which Node caches.
 */
export function forgetModules(): void {
  const loaded = [...graph().idToModuleMap];
  const lasting = loaded.filter(([path, { evaluated, meta }]) => evaluated && (CORE.test(path) || meta?.externalize));
  const kept = lasting.map(([, node]) => [node, { ...node }] as const);
  vi.resetModules();
  for (const [node, { promise, exports, evaluated }] of kept) Object.assign(node, { promise, exports, evaluated });
}

/** Names of the arguments that vite passes to a module's body. */
const GIVEN = [
  "__vite_ssr_exports__",
  "__vite_ssr_import_meta__",
  "__vite_ssr_import__",
  "__vite_ssr_dynamic_import__",
  "__vite_ssr_exportAll__",
  "__vite_ssr_exportName__",
];

/** Compiled code by its text. One for the thread, however often it loads this module anew. */
thread.bodies ??= new Map();
const { bodies } = thread;

/**
 * Runs again the modules that an earlier start in this thread has loaded. vitest would compile each again, which takes
 * five times as long; it still loads new modules.
 */
export async function runAgain(paths: readonly string[], mocks: Readonly<Record<string, unknown>>): Promise<void> {
  const running = new Map<Loaded, Promise<unknown>>();
  const find = (url: string): Loaded | undefined => graph().getModuleByUrl(url);
  const run: Import = (url) => {
    const mock = Object.entries(mocks).find(([path]) => url.includes(path.replaceAll("../", "")));
    if (mock !== undefined) return Promise.resolve({ default: mock[1] });
    const node = find(url);
    // A package that our code imports on demand.
    if (url.startsWith("/node_modules/") && node?.evaluated !== true && node?.meta?.code === undefined)
      return import(/* @vite-ignore */ pathToFileURL(join(process.cwd(), url)).href);
    if (node === undefined) throw new Error(`${url} was never loaded`);
    if (node.evaluated && node.promise !== undefined) return Promise.resolve(node.promise);
    const known = running.get(node) ?? evaluate(node, run);
    running.set(node, known);
    return known;
  };
  for (const path of paths) if (find(path)?.meta?.code !== undefined) await run(path);
}

async function evaluate(node: Loaded, run: Import): Promise<unknown> {
  const code = node.meta?.code;
  if (code === undefined) throw new Error(`${node.url} is none of ours`);
  const exports: Exports = {};
  const exportName = (name: string, get: () => unknown) =>
    Object.defineProperty(exports, name, { enumerable: true, configurable: true, get });
  const exportAll = (from: Exports) => {
    for (const name of Object.keys(from))
      if (name !== "default" && !(name in exports)) exportName(name, () => from[name]);
  };
  const later = (url: string) => run(url.startsWith(".") ? new URL(url, `file://${node.url}`).pathname : url);
  await bodyOf(node, code)(exports, { env: {} }, run, later, exportAll, exportName);
  Object.assign(node, { exports, promise: Promise.resolve(exports), evaluated: true });
  return exports;
}

function bodyOf({ id }: Loaded, code: string): Body {
  const head = `'use strict';async (${GIVEN.join(",")})=>{{`;
  const compiled =
    bodies.get(code) ?? vm.runInThisContext(`${head}${code}\n}}`, { filename: id, columnOffset: -head.length });
  bodies.set(code, compiled as Body);
  return compiled as Body;
}
