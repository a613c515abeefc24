// Builds the extension into dist/chrome and dist/firefox, and the companies' packages into dist/sdk, dist/check,
// dist/receiver, dist/mappings and dist/wordpress.
import { cpSync, readdirSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { root, run, runWithout } from "./tools.mjs";

/** Folders of the companies' packages in src/kit, by target. */
const KITS = { sdk: "site", check: "check", receiver: "receiver", mappings: "mappings" };

/**
 * Lines of crxjs that no option silences: it reports progress at every log level, and gives the bundler two options for
 * content scripts, one of which disables the other.
 */
const EXPECTED = [
  /^\[crx:content-scripts-iife\] (?:Building \d+ content script|IIFE build complete)/,
  /^ {2}✓ \S+\.ts → /,
  /WARN {2}inlineDynamicImports option is ignored because codeSplitting: false is set\.$/,
];

export async function build(targets = ["chrome", "firefox", ...Object.keys(KITS), "wordpress"]) {
  for (const target of targets) {
    if (target === "wordpress") buildPlugin(join(root, "src/kit"), join(root, "dist/wordpress"));
    else if (Object.hasOwn(KITS, target)) await buildKit(target, join(root, "dist", target));
    else
      await runWithout(EXPECTED, ["node_modules/vite/bin/vite.js", "build", "--logLevel", "warn"], { TARGET: target });
  }
}

/** Writes a package for companies. Its package.json makes Node read every file of the folder as a module. */
export async function buildKit(target, folder) {
  const source = join(root, "src/kit", KITS[target]);
  rmSync(folder, { recursive: true, force: true });
  const compile = ["node_modules/typescript/bin/tsc", "-p", join(source, "tsconfig.json"), "--outDir", folder];
  await run(process.execPath, compile);
  for (const file of ["package.json", "README.md"]) cpSync(join(source, file), join(folder, file));
  cpSync(join(root, "LICENSE"), join(folder, "LICENSE"));
}

/** Writes the plugin's folder as WordPress expects it, with the PHP reader beside the plugin's own files. */
function buildPlugin(kits, folder) {
  rmSync(folder, { recursive: true, force: true });
  const own = readdirSync(join(kits, "wordpress")).map((name) => join(kits, "wordpress", name));
  for (const path of [...own, join(kits, "php/Regards.php"), join(root, "LICENSE")])
    cpSync(path, join(folder, "regards", basename(path)));
}

if (import.meta.filename === process.argv[1]) await build(process.argv.length > 2 ? process.argv.slice(2) : undefined);
