// Builds the scripts that no page loads, each as one classic file: the background and the content scripts. Chromium keeps
// the compiled code of a classic service worker between its starts, and compiles one made of modules anew.
import { resolve } from "node:path";
import { build, type Plugin, type Rolldown } from "vite";
import { ageWithoutUnusedCurves, namesOfContentScripts, suffixListAsData } from "./modules.ts";
import { COMPILED, modernDexie, QUIET } from "./settings.ts";

const root = resolve(import.meta.dirname, "../..");

export const BACKGROUND = "background.js";

const CONTENT_SCRIPTS = ["content", "gpc", "notice"];

/** Emits each script beside the pages. The manifest of a build names no script, so that crxjs builds none. */
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

/** The code of one script with all that it imports. A module that is imported later runs with its first use. */
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
  // As the modules were: a classic script is not strict by itself.
  return `"use strict";${script.code}`;
}
