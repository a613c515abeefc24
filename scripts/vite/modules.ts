// Modules that are not taken as they lie there: each plugin changes or makes one, and fails when it does not find it.
import { readFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Plugin } from "vite";

const root = resolve(import.meta.dirname, "../..");

/** Nothing here renders raw HTML: dropping preact's only innerHTML write removes a whole class of XSS. */
export function noInnerHtml(): Plugin {
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
      const file = resolve(root, `public/_locales/${id.slice(prefix.length)}/messages.json`);
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
export function nothingImportedLater(inBuild: boolean): Plugin {
  const later = '=> import("../background/work.ts");';
  return {
    name: "nothing-imported-later",
    enforce: "pre",
    transform(code, id) {
      if (!id.endsWith("/src/entries/background.ts")) return null;
      if (!code.includes(later)) return this.error("background.ts changed: what it imports later was not found");
      const now = inBuild
        ? '=> Promise.resolve().then(() => require("../background/work.ts"));'
        : "=> Promise.resolve(everything);";
      const head = inBuild ? "" : 'import * as everything from "../background/work.ts";\n';
      return { code: head + code.replace(later, now), map: null };
    },
  };
}

/**
 * crxjs puts a mark made from a script's absolute path where its file's name will stand, and the bundler hashes the chunk
 * with the mark in it: the names in the package would depend on the folder it is built in. The name itself stands there
 * from the start.
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
 * Built, the Public Suffix List is a file of its own (`virtual:suffix-list` says where), and the module that holds it in
 * tldts takes it from suffix-list.ts. tldts sleeps until it is first asked: the file is read while the rest is run.
 */
export function suffixListAsData(inBuild: boolean): Plugin {
  const file = "assets/suffix-list.json";
  const name = "virtual:suffix-list";
  const parse = 'import { parse } from "tldts";';
  const holder = /[\\/]tldts[\\/]dist[\\/]es6[\\/]src[\\/]data[\\/]trie\.js$/;
  return {
    name: "suffix-list-as-data",
    enforce: "pre",
    resolveId: (id) => (id === name ? `\0${name}` : null),
    transform(code, id) {
      if (!inBuild || !id.endsWith("/src/core/companies/company.ts")) return null;
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
      const from = JSON.stringify(resolve(root, "src/platform/suffix-list.ts"));
      return [`import { suffixList } from ${from};`, "const list = suffixList();", ...parts].join("\n");
    },
  };
}
