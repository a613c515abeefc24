// Builds the scripts that no page loads (the background and the content scripts), each as one classic file. Chromium
// caches the compiled code of a classic service worker between its starts, but not of a module service worker.
import { resolve } from "node:path";
import { build, type Plugin, type Rolldown } from "vite";
import { ageWithoutUnusedCurves, namesOfContentScripts, suffixListAsData } from "./modules.ts";
import { COMPILED, modernDexie, QUIET } from "./settings.ts";

const root = resolve(import.meta.dirname, "../..");

export const BACKGROUND = "background.js";

const CONTENT_SCRIPTS = ["content", "gpc", "notice"];

/** Emits each script as an asset. The manifest that crxjs sees in a build names no script, so crxjs builds none. */
export const classicScripts = (): Plugin => ({
  name: "classic-scripts",
  apply: "build",
  async buildStart() {
    const plugins = [namesOfContentScripts(), suffixListAsData(true), ageWithoutUnusedCurves()];
    const background = await bundled("src/entries/background.ts", plugins);
    this.emitFile({ type: "asset", fileName: BACKGROUND, source: background });
    for (const name of CONTENT_SCRIPTS) {
      const script = await bundled(`src/entries/${name}.ts`);
      this.emitFile({ type: "asset", fileName: `src/entries/${name}.js`, source: script });
    }
  },
});

/** The code of one script with everything that it imports. A dynamically imported module runs at its first use. */
async function bundled(source: string, plugins: Plugin[] = []): Promise<string> {
  const result = (await build({
    configFile: false,
    root,
    logLevel: "warn",
    publicDir: false,
    plugins,
    resolve: { alias: modernDexie },
    build: {
      ...COMPILED,
      write: false,
      lib: { entry: resolve(root, source), formats: ["iife"], name: "script", fileName: "script" },
      rolldownOptions: { ...QUIET, output: { codeSplitting: false } },
    },
  })) as Rolldown.RolldownOutput[];
  const chunks = result.flatMap(({ output }) => output.filter((file) => file.type === "chunk"));
  const [script, ...others] = chunks;
  if (script === undefined || others.length > 0) throw new Error(`${source} was built as ${chunks.length} files`);
  // The source is modules, which are strict; a classic script is not.
  return `"use strict";${script.code}`;
}
