// Assigns modules to the chunks of the pages. Depends on the paths in STARTS: an entry that moves must be changed here too,
// or the build fails.
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Rolldown } from "vite";

const SOURCE = resolve(import.meta.dirname, "../../src");

const STARTS = { popup: "entries/popup/main.tsx", dashboard: "entries/dashboard/main.tsx" };

for (const file of Object.values(STARTS))
  if (!existsSync(join(SOURCE, file))) throw new Error(`src/${file} is gone: scripts/vite/chunks.ts names it`);

/** Encryption: a chunk of its own, which windows load with the page of sync. */
const ENCRYPTION = /[\\/]node_modules[\\/](?:age-encryption|@noble|@scure)[\\/]/;

/** Groups of modules for `sharedBy`, those with the most users first. */
export const SHARES = [2.5, 2, 1.5, 1];

/**
 * One chunk for each combination of the two starts that share its modules, including modules that pages opened later
 * share with their window. Nobody loads modules that only another start needs, and a start is a few files instead of
 * dozens, each of which delays the first paint by about 2 ms. The popup's later pages count as one more user: with the
 * popup their modules would delay its paint, with the dashboard they would load the database. The bundler places modules
 * of a single start or of a page opened later.
 *
 * `share`: the number of users. A popup that needs the module at once counts half more than one that needs it later. A
 * chunk includes the imports of its modules, which have at least the same users: those must be assigned first.
 */
export const sharedBy = (share: number) => ({
  priority: share * 2,
  debugName: `shared by ${share}`,
  name: (id: string, context: Rolldown.ChunkingContext): string | null => {
    if (ENCRYPTION.test(id)) return "encryption";
    const seen = new Set<string>();
    const climb = (at: string): void => {
      if (seen.has(at)) return;
      seen.add(at);
      for (const importer of context.getModuleInfo(at)?.importers ?? []) climb(importer);
    };
    climb(id);
    const starts = Object.entries(STARTS).flatMap(([name, file]) =>
      [...seen].some((one) => one.endsWith(`/src/${file}`)) ? name : [],
    );
    const isAtOnce = starts.includes("popup");
    const isLater = !isAtOnce && starts.length > 0 && [...seen].some((one) => one.includes("/src/pages/popup/"));
    const users = [...(isLater ? ["later"] : []), ...starts];
    const alone = users.length === 1 && /\/src\/(?:entries|pages)\//.test(id);
    return users.length + (isAtOnce ? 0.5 : 0) === share && !alone ? `shared-${users.join("-")}` : null;
  },
});
