// Assigns modules to the chunks of the build. Depends on the paths in STARTS and WORK: an entry that moves must be
// changed here too, or the build fails.
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Rolldown } from "vite";

const SOURCE = resolve(import.meta.dirname, "../../src");
const WORK = join(SOURCE, "background/work.ts");

const STARTS: Record<string, string[]> = {
  popup: ["entries/popup/main.tsx"],
  background: ["entries/background.ts", "background/work.ts"],
  dashboard: ["entries/dashboard/main.tsx"],
};

for (const file of Object.values(STARTS).flat())
  if (!existsSync(join(SOURCE, file))) throw new Error(`src/${file} is gone: scripts/vite/chunks.ts names it`);

/** Encryption: a chunk of its own, which the background loads unevaluated, and windows with the page of sync. */
const ENCRYPTION = /[\\/]node_modules[\\/](?:age-encryption|@noble|@scure)[\\/]/;

/**
 * One chunk for each combination of the three starts that share its modules, including modules that pages opened later
 * share with their window. Nobody loads modules that only another start needs, and a start is a few files instead of
 * dozens, each of which delays the first paint by about 2 ms. The bundler places modules of a single start or of a page
 * opened later.
 */
export const sharedBy = (count: number) => ({
  // A chunk includes the imports of its modules: modules that more starts share must be assigned first.
  priority: count,
  debugName: `shared by ${count}`,
  name: (id: string, context: Rolldown.ChunkingContext): string | null => {
    if (ENCRYPTION.test(id)) return "encryption";
    const seen = new Set<string>();
    const climb = (at: string): void => {
      if (seen.has(at)) return;
      seen.add(at);
      for (const importer of context.getModuleInfo(at)?.importers ?? []) climb(importer);
    };
    climb(id);
    const isOf = (files: string[]) => files.some((file) => [...seen].some((one) => one.endsWith(`/src/${file}`)));
    const needing = Object.keys(STARTS).filter((name) => isOf(STARTS[name] ?? []));
    // Counts the popup's later pages as the popup: else they would load the chunks of the windows that have the database.
    const isOfPopup = needing.length > 0 && [...seen].some((one) => one.includes("/src/pages/popup/"));
    const starts = Object.keys(STARTS).filter((name) => needing.includes(name) || (name === "popup" && isOfPopup));
    // Modules that only background.ts needs stay with it: in one file with the deferred modules they would run them.
    const alone =
      starts.length === 1 && (starts[0] === "background" ? !seen.has(WORK) : /\/src\/(?:entries|pages)\//.test(id));
    return starts.length === count && !alone ? `shared-${starts.join("-")}` : null;
  },
});
