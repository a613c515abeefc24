import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { crx, type ManifestV3Export } from "@crxjs/vite-plugin";
import preact from "@preact/preset-vite";
import { defineConfig, type Plugin, type Rolldown } from "vite";
import manifest from "./manifest.json" with { type: "json" };

const target = process.env.TARGET === "firefox" ? "firefox" : "chrome";

/** One manifest.json for both browsers: Firefox has event pages instead of service workers and wants an id. */
function manifestFor(command: "build" | "serve"): ManifestV3Export {
  const patched = structuredClone(manifest) as Record<string, unknown>;
  // The development server writes only the pages that a manifest names.
  if (command === "serve") patched.side_panel = { default_path: "src/entries/welcome/index.html" };
  if (target === "firefox") {
    delete patched.minimum_chrome_version;
    patched.background = { scripts: [manifest.background.service_worker], type: "module" };
    patched.browser_specific_settings = {
      gecko: {
        id: "regards@regards.invalid",
        strict_min_version: "142.0",
        data_collection_permissions: { required: ["none"] },
      },
    };
  }
  return patched as unknown as ManifestV3Export;
}

/**
 * crxjs lists every dynamic script as web accessible, which lets any page detect the extension by fetching it.
 * Scripts registered with scripting.registerContentScripts do not need that. Also drops the unused twin chunk of an IIFE.
 */
function noWebAccessibleResources(): Plugin {
  return {
    name: "no-web-accessible-resources",
    apply: "build",
    enforce: "post",
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        const asset = bundle["manifest.json"];
        if (asset?.type !== "asset") return this.error("no manifest.json in the bundle");
        const built = JSON.parse(String(asset.source)) as Record<string, unknown>;
        delete built.web_accessible_resources;
        asset.source = `${JSON.stringify(built, null, 2)}\n`;
        for (const file of Object.keys(bundle))
          if (/^assets\/(?:content|gpc|notice)\.ts-/.test(file)) delete bundle[file];
      },
    },
  };
}

/** Nothing here renders raw HTML: dropping preact's only innerHTML write removes a whole class of XSS. */
function noInnerHtml(): Plugin {
  return {
    name: "no-inner-html",
    apply: "build",
    enforce: "pre",
    transform(code, id) {
      if (!/[\\/]preact[\\/]dist[\\/]preact\.m?js/.test(id)) return null;
      const without = code.replace(/(\w+)\.innerHTML=(\w+)\.__html/, "void 0");
      if (without === code) return this.error("preact changed: its innerHTML write was not found");
      return { code: without, map: null };
    },
  };
}

/** `virtual:messages/de` is public/_locales/de/messages.json reduced to `{key: text}`: one source for both loaders. */
export function messages(): Plugin {
  const prefix = "\0virtual:messages/";
  return {
    name: "messages",
    resolveId: (id) => (id.startsWith("virtual:messages/") ? `\0${id}` : null),
    load(id) {
      if (!id.startsWith(prefix)) return null;
      const file = resolve(import.meta.dirname, `public/_locales/${id.slice(prefix.length)}/messages.json`);
      this.addWatchFile(file);
      const entries = JSON.parse(readFileSync(file, "utf8")) as Record<string, { message: string }>;
      const texts = Object.fromEntries(Object.entries(entries).map(([key, entry]) => [key, entry.message]));
      return `export default ${JSON.stringify(texts)}`;
    },
  };
}

/**
 * A service worker cannot import later. Built, what background.ts imports later lies in files that are there from the
 * start (`sharedBy`), where the bundler lets a module that is required sleep until then. Served while developing, it is
 * imported at once.
 */
function nothingImportedLater(inBuild: boolean): Plugin {
  const later = '=> import("./work.ts");';
  return {
    name: "nothing-imported-later",
    enforce: "pre",
    transform(code, id) {
      if (!id.endsWith("/src/entries/background.ts")) return null;
      if (!code.includes(later)) return this.error("background.ts changed: what it imports later was not found");
      const now = inBuild
        ? '=> Promise.resolve().then(() => require("./work.ts"));'
        : "=> Promise.resolve(everything);";
      const head = inBuild ? "" : 'import * as everything from "./work.ts";\n';
      return { code: head + code.replace(later, now), map: null };
    },
  };
}

/**
 * Built, the Public Suffix List is a file of its own (`virtual:suffix-list` says where), and the module that holds it in
 * tldts takes it from suffix-list.ts. tldts sleeps until it is first asked: the file is read while the rest is run.
 */
function suffixListAsData(inBuild: boolean): Plugin {
  const file = "assets/suffix-list.json";
  const name = "virtual:suffix-list";
  const parse = 'import { parse } from "tldts";';
  const holder = /[\\/]tldts[\\/]dist[\\/]es6[\\/]src[\\/]data[\\/]trie\.js$/;
  return {
    name: "suffix-list-as-data",
    enforce: "pre",
    resolveId: (id) => (id === name ? `\0${name}` : null),
    transform(code, id) {
      if (!inBuild || !id.endsWith("/src/core/company.ts")) return null;
      if (!code.includes(parse)) return this.error("company.ts changed: its import of tldts was not found");
      return { code: code.replace(parse, 'const parse = (...given) => require("tldts").parse(...given);'), map: null };
    },
    async load(id) {
      if (id === `\0${name}`) return `export default ${inBuild ? JSON.stringify(file) : null}`;
      if (!inBuild || !holder.test(id)) return null;
      const trie = (await import(pathToFileURL(id).href)) as Record<string, number | string | Uint8Array | Uint16Array>;
      const plain = Object.entries(trie).map(([part, value]) => [part, ArrayBuffer.isView(value) ? [...value] : value]);
      this.emitFile({ type: "asset", fileName: file, source: JSON.stringify(Object.fromEntries(plain)) });
      const parts = Object.entries(trie).map(([part, value]) =>
        ArrayBuffer.isView(value)
          ? `export const ${part} = ${value.constructor.name}.from(list.${part});`
          : `export const ${part} = list.${part};`,
      );
      const from = JSON.stringify(resolve(import.meta.dirname, "src/platform/suffix-list.ts"));
      return [`import { suffixList } from ${from};`, "const list = suffixList();", ...parts].join("\n");
    },
  };
}

const work = resolve(import.meta.dirname, "src/entries/work.ts");

const STARTS = {
  popup: ["popup/main.tsx"],
  background: ["background.ts", "work.ts"],
  dashboard: ["dashboard/main.tsx"],
};

/**
 * One chunk for each set of the three starts whose modules they share, and for what a window's pages, opened later, share
 * with it: nobody loads what only another needs, and a start is a few files instead of dozens, each of which delays the
 * first paint by about 2 ms. What belongs to one alone, or to a page opened later, goes where the bundler puts it.
 */
const sharedBy = (count: number) => ({
  // A chunk takes its modules' own imports along: those that more starts share must be taken before.
  priority: count,
  debugName: `shared by ${count}`,
  name: (id: string, context: Rolldown.ChunkingContext): string | null => {
    const seen = new Set<string>();
    const climb = (at: string): void => {
      if (seen.has(at)) return;
      seen.add(at);
      for (const importer of context.getModuleInfo(at)?.importers ?? []) climb(importer);
    };
    climb(id);
    const starts = Object.entries(STARTS)
      .filter(([, files]) => [...seen].some((one) => files.some((file) => one.endsWith(`/entries/${file}`))))
      .map(([name]) => name);
    // What only background.ts needs stays with it: in one file with modules that sleep it would wake them.
    const alone = starts.length === 1 && (starts[0] === "background" ? !seen.has(work) : id.includes("/entries/"));
    return starts.length === count && !alone ? `shared-${starts.join("-")}` : null;
  },
});

/** What is drawn, or stands in a page. */
const drawn = ["tests/screens/*.test.ts", "tests/sdk/customer.test.ts"];
const page = "./tests/support/page-environment.ts";

const stories = ["tests/*.test.ts", "tests/{platform,features}/**/*.test.ts"];
/** Dexie tells all that live in its thread what was written. */
const alone = ["tests/features/live-reading.test.ts"];

/** Builds the SDK and runs it in programs of its own: that takes seconds, and waits for `npm test`. */
const built = process.env.THOROUGH === "1" ? [] : ["tests/sdk/built-sdk.test.ts"];

const setup = ["tests/support/runs.ts"];
const shared = [...setup, "tests/support/fresh-file.ts"];

const named = (name: string, test: object) => ({ extends: true, test: { name, ...test } });

const inBrowser = !process.env.VITEST;

export default defineConfig(
  ({ command }) =>
    ({
      plugins: [
        messages(),
        suffixListAsData(inBrowser && command === "build"),
        ...(inBrowser
          ? [
              noInnerHtml(),
              preact(),
              nothingImportedLater(command === "build"),
              crx({ manifest: manifestFor(command), browser: target }),
              noWebAccessibleResources(),
            ]
          : []),
      ],
      build: {
        // The development manifest makes every file web accessible: its own folder, so that it can never be packed.
        outDir: command === "serve" ? `dist/dev-${target}` : `dist/${target}`,
        emptyOutDir: true,
        target: "es2022",
        modulePreload: { polyfill: false },
        rolldownOptions: {
          input: { welcome: "src/entries/welcome/index.html" },
          // Inlining constants would copy the 140 KB of the Public Suffix List to where it is used, beside the original.
          optimization: { inlineConst: false },
          output: command === "build" ? { codeSplitting: { groups: [sharedBy(3), sharedBy(2), sharedBy(1)] } } : {},
        },
      },
      server: { port: 5173, strictPort: true, hmr: { port: 5173 } },
      oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
      test: {
        pool: "threads",
        maxWorkers: 2,
        testTimeout: 30_000,
        setupFiles: setup,
        projects: [
          // Pure functions share their modules.
          named("pure", { include: ["tests/{core,sdk}/**/*.test.ts"], exclude: [...drawn, ...built], isolate: false }),
          // Where each test or file starts its own modules, with what they keep, files share a thread, which is warm then.
          named("stories", { include: stories, exclude: alone, isolate: false, setupFiles: shared }),
          named("screens", { include: drawn, environment: page, isolate: false, setupFiles: shared }),
          named("alone", { include: alone }),
        ],
      },
    }) as never,
);
