// Plugins that replace or create modules. Each depends on exact text of one of our files or on internals of a package,
// named in its comment, and fails the build if it does not find it.
import { readFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Plugin } from "vite";

const root = resolve(import.meta.dirname, "../..");

/**
 * Needs preact's `dist/preact.mjs` (or .js) with its one write of innerHTML, and removes that write. No component
 * renders raw HTML, so a whole class of XSS is gone.
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
 * Needs public/_locales/<language>/messages.json. `virtual:messages/de` is that file reduced to `{key: text}`: one
 * source for both loaders. The texts that begin with "sync_" are in `virtual:messages/de/sync` instead, which no start
 * of a window loads.
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
 * Needs the exact line `const load = (): Promise<Work> => import("../background/work.ts");` in
 * src/entries/background.ts. A service worker cannot import later: in the build the line becomes a require, which
 * defers a module that is in a chunk loaded from the start (`sharedBy`); the development server imports it at once.
 */
export function nothingImportedLater(inBuild: boolean): Plugin {
  const later = '=> import("../background/work.ts");';
  let found = false;
  return {
    name: "nothing-imported-later",
    enforce: "pre",
    transform(code, id) {
      if (!id.endsWith("/src/entries/background.ts")) return null;
      found = true;
      if (!code.includes(later))
        return this.error("background.ts changed: its import of background/work.ts was not found");
      const now = inBuild
        ? '=> Promise.resolve().then(() => require("../background/work.ts"));'
        : "=> Promise.resolve(everything);";
      const head = inBuild ? "" : 'import * as everything from "../background/work.ts";\n';
      return { code: head + code.replace(later, now), map: null };
    },
    buildEnd(error) {
      if (inBuild && !error && !found) this.error("src/entries/background.ts was not built");
    },
  };
}

/**
 * Needs crxjs' mark `import.meta.CRX_DYNAMIC_SCRIPT_…` in its modules with `?scriptId=`, and its output names: path and
 * name of the script with .js. The mark contains the script's absolute path, and the bundler hashes the chunk with it,
 * so that file names would depend on the build folder. This replaces the mark with the file name itself.
 */
export function scriptsByTheirNames(): Plugin {
  const names = new Set<string>();
  const mark = /\bimport\.meta\.CRX_DYNAMIC_SCRIPT_\w+/;
  return {
    name: "scripts-by-their-names",
    apply: "build",
    transform(code, id) {
      const [path = "", query] = id.split("?");
      if (!query?.startsWith("scriptId=")) return null;
      if (!mark.test(code)) return this.error(`crxjs changed: its mark for ${path} was not found`);
      const name = relative(root, path).replaceAll("\\", "/").replace(/\.ts$/, ".js");
      names.add(name);
      return { code: code.replace(mark, () => JSON.stringify(name)), map: null };
    },
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        for (const name of names) if (bundle[name] === undefined) this.error(`crxjs changed: it built no ${name}`);
      },
    },
  };
}

/**
 * Needs the exact line `import { parse } from "tldts";` in src/core/companies/company.ts, and tldts' module
 * `dist/es6/src/data/trie.js` with its exported arrays. In the build the Public Suffix List is a data file
 * (`virtual:suffix-list` is its path), and that module takes it from src/platform/suffix-list.ts. tldts runs on its
 * first use, so that the file is read in parallel with the start.
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
      // Kept: rolldown's `require` makes the module's object anew at each call.
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
 * Needs the exact end of the line that loads the package in src/platform/vault/age.ts. A service worker cannot import
 * later, so that the line becomes a require, see `nothingImportedLater`.
 *
 * Needs age-encryption's `dist/recipients.js` and `dist/x25519.js` with their imports of post-quantum cryptography and of
 * the curves P-256 and Ed25519. The first two are for recipients that we do not have; X25519 of the last is also in
 * src/platform/vault/x25519.ts, alone. The package then takes 20 instead of 50 kB (gzip).
 */
export function ageInTheWorker(inBuild: boolean): Plugin {
  const later = '=> import("age-encryption");';
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
  const missing = new Set(["age.ts", ...changes.keys()]);
  return {
    name: "age-in-the-worker",
    enforce: "pre",
    transform(code, id) {
      if (id.endsWith("/src/platform/vault/age.ts")) {
        missing.delete("age.ts");
        if (!code.includes(later))
          return this.error("vault/age.ts changed: its import of age-encryption was not found");
        const now = inBuild
          ? '=> Promise.resolve().then(() => require("age-encryption"));'
          : "=> Promise.resolve(everything);";
        const head = inBuild ? "" : 'import * as everything from "age-encryption";\n';
        return { code: head + code.replace(later, now), map: null };
      }
      const file = inBuild ? /[\\/]age-encryption[\\/]dist[\\/](\w+\.js)$/.exec(id)?.[1] : undefined;
      const lines = file === undefined ? undefined : changes.get(file);
      if (file === undefined || lines === undefined) return null;
      missing.delete(file);
      let changed = code;
      for (const [line = "", instead = ""] of lines) {
        if (!code.includes(line)) return this.error(`age-encryption changed: ${line} was not found in ${file}`);
        changed = changed.replace(line, instead);
      }
      return { code: changed, map: null };
    },
    buildEnd(error) {
      if (inBuild && !error && missing.size > 0) this.error(`these were not built: ${[...missing].join(", ")}`);
    },
  };
}
