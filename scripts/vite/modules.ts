// Plugins that replace or create modules. The comment of each names the text of our files or the internals of a package
// that it depends on; the build fails if they are missing.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Plugin } from "vite";

const root = resolve(import.meta.dirname, "../..");

/**
 * Removes preact's one write of innerHTML, since no component renders raw HTML: this rules out a whole class of XSS.
 * Needs that write in preact's `dist/preact.mjs` (or .js).
 */
export function noInnerHtml(): Plugin {
  let found = false;
  return {
    name: "no-inner-html",
    apply: "build",
    enforce: "pre",
    transform(code, id) {
      if (!/[\\/]preact[\\/]dist[\\/]preact\.m?js/.test(id)) return null;
      found = true;
      const without = code.replace(/(\w+)\.innerHTML=(\w+)\.__html/, "void 0");
      if (without === code) return this.error("preact changed: its innerHTML write was not found");
      return { code: without, map: null };
    },
    buildEnd(error) {
      if (!error && !found) this.error("preact changed: its dist/preact.mjs was not built");
    },
  };
}

/**
 * Creates `virtual:messages/de` from public/_locales/de/messages.json, reduced to `{key: text}`, so that our loader and
 * the browser's have one source. Texts with keys in "sync_" are in `virtual:messages/de/sync`, which windows load later.
 */
export function messages(): Plugin {
  const prefix = "\0virtual:messages/";
  return {
    name: "messages",
    resolveId: (id) => (id.startsWith("virtual:messages/") ? `\0${id}` : null),
    load(id) {
      if (!id.startsWith(prefix)) return null;
      const [language, part] = id.slice(prefix.length).split("/");
      const file = resolve(root, `public/_locales/${language}/messages.json`);
      this.addWatchFile(file);
      const entries = JSON.parse(readFileSync(file, "utf8")) as Record<string, { message: string }>;
      const own = Object.entries(entries).filter(([key]) => key.startsWith("sync_") === (part === "sync"));
      const texts = Object.fromEntries(own.map(([key, entry]) => [key, entry.message]));
      return `export default ${JSON.stringify(texts)}`;
    },
  };
}

/**
 * Replaces dynamic imports of the background by static ones on the development server, whose background is a module
 * service worker: these cannot import dynamically. Needs the exact line ends that import `background/work.ts` and
 * `age-encryption`.
 */
export function nothingImportedLater(): Plugin {
  const later = new Map([
    ["/src/entries/background.ts", "../background/work.ts"],
    ["/src/platform/vault/age.ts", "age-encryption"],
  ]);
  return {
    name: "nothing-imported-later",
    apply: "serve",
    enforce: "pre",
    transform(code, id) {
      const [, path] = [...later].find(([file]) => id.endsWith(file)) ?? [];
      if (path === undefined) return null;
      const line = `=> import("${path}");`;
      if (!code.includes(line)) return this.error(`${id} changed: its import of ${path} was not found`);
      const changed = code.replace(line, "=> Promise.resolve(everything);");
      return { code: `import * as everything from "${path}";\n${changed}`, map: null };
    },
  };
}

/** Replaces crxjs' module for `?iife`: its default export is the name of a content script's built file (`classicScripts`). */
export const namesOfContentScripts = (): Plugin => ({
  name: "names-of-content-scripts",
  enforce: "pre",
  resolveId: (id) => (id.endsWith(".ts?iife") ? `\0${id}` : null),
  load: (id) => {
    const [, name] = /\/entries\/(\w+)\.ts\?iife$/.exec(id) ?? [];
    return name === undefined ? null : `export default "src/entries/${name}.js";`;
  },
});

/**
 * Moves the Public Suffix List into a data file (`virtual:suffix-list` is its path), which src/platform/suffix-list.ts
 * reads and tldts' module takes from there. Loads tldts on its first use, so that the file is read in parallel with the
 * start. Needs the exact line `import { parse } from "tldts";` in src/core/companies/company.ts, and tldts' module
 * `dist/es6/src/data/trie.js` with its exported arrays.
 */
export function suffixListAsData(inBuild: boolean): Plugin {
  const file = "assets/suffix-list.json";
  const name = "virtual:suffix-list";
  const parse = 'import { parse } from "tldts";';
  const missing = new Set(["src/core/companies/company.ts", "tldts/dist/es6/src/data/trie.js"]);
  const holder = /[\\/]tldts[\\/]dist[\\/]es6[\\/]src[\\/]data[\\/]trie\.js$/;
  return {
    name: "suffix-list-as-data",
    enforce: "pre",
    resolveId: (id) => (id === name ? `\0${name}` : null),
    transform(code, id) {
      if (!inBuild || !id.endsWith("/src/core/companies/company.ts")) return null;
      missing.delete("src/core/companies/company.ts");
      if (!code.includes(parse)) return this.error("company.ts changed: its import of tldts was not found");
      // Stored, since rolldown's `require` creates the module's object anew at each call.
      const kept = 'let tldts; const parse = (...given) => (tldts ??= require("tldts")).parse(...given);';
      return { code: code.replace(parse, kept), map: null };
    },
    async load(id) {
      if (id === `\0${name}`) return `export default ${inBuild ? JSON.stringify(file) : null}`;
      if (!inBuild || !holder.test(id)) return null;
      missing.delete("tldts/dist/es6/src/data/trie.js");
      const trie = (await import(pathToFileURL(id).href)) as Record<string, number | string | Uint8Array | Uint16Array>;
      const plain = Object.entries(trie).map(([part, value]) => [part, ArrayBuffer.isView(value) ? [...value] : value]);
      this.emitFile({ type: "asset", fileName: file, source: JSON.stringify(Object.fromEntries(plain)) });
      const parts = Object.entries(trie).map(([part, value]) =>
        ArrayBuffer.isView(value)
          ? `export const ${part} = ${value.constructor.name}.from(list.${part});`
          : `export const ${part} = list.${part};`,
      );
      const from = JSON.stringify(resolve(root, "src/platform/suffix-list.ts"));
      return [`import { suffixList } from ${from};`, "const list = suffixList();", ...parts].join("\n");
    },
    buildEnd(error) {
      if (inBuild && !error && missing.size > 0) this.error(`these were not built: ${[...missing].join(", ")}`);
    },
  };
}

/**
 * Reduces age-encryption from 50 to 20 kB (gzip). Removes post-quantum cryptography and the curve P-256, which serve
 * recipients that we do not have, and takes X25519 from src/platform/vault/x25519.ts instead of a module with Ed25519.
 * Needs the exact import lines in its `dist/recipients.js` and `dist/x25519.js`.
 */
export function ageWithoutUnusedCurves(): Plugin {
  const own = JSON.stringify(resolve(root, "src/platform/vault/x25519.ts"));
  const changes = new Map([
    [
      "recipients.js",
      [
        [
          'import { MLKEM768P256, MLKEM768X25519 } from "@noble/post-quantum/hybrid.js";',
          "const MLKEM768P256 = null, MLKEM768X25519 = null;",
        ],
        ['import { p256 } from "@noble/curves/nist.js";', "const p256 = null;"],
      ],
    ],
    ["x25519.js", [['import { x25519 } from "@noble/curves/ed25519.js";', `import { x25519 } from ${own};`]]],
  ]);
  return {
    name: "age-without-unused-curves",
    apply: "build",
    enforce: "pre",
    transform(code, id) {
      const file = /[\\/]age-encryption[\\/]dist[\\/](\w+\.js)$/.exec(id)?.[1] ?? "";
      const lines = changes.get(file);
      if (lines === undefined) return null;
      let changed = code;
      for (const [line = "", instead = ""] of lines) {
        if (!code.includes(line)) return this.error(`age-encryption changed: ${line} was not found in ${file}`);
        changed = changed.replace(line, instead);
      }
      return { code: changed, map: null };
    },
  };
}
