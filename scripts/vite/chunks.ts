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

/** Groups of modules for `sharedBy`, those with the most users first. */
export const SHARES = [3.5, 3, 2.5, 2, 1.5, 1];

/**
 * One chunk for each combination of the three starts that share its modules, including modules that pages opened later
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
    const isOf = (files: string[]) => files.some((file) => [...seen].some((one) => one.endsWith(`/src/${file}`)));
    const starts = Object.keys(STARTS).filter((name) => isOf(STARTS[name] ?? []));
    const isAtOnce = starts.includes("popup");
    const isLater = !isAtOnce && starts.length > 0 && [...seen].some((one) => one.includes("/src/pages/popup/"));
    const users = [...(isLater ? ["later"] : []), ...starts];
    // Modules that only background.ts needs stay with it: in one file with the deferred modules they would run them.
    const alone =
      users.length === 1 && (users[0] === "background" ? !seen.has(WORK) : /\/src\/(?:entries|pages)\//.test(id));
    return users.length + (isAtOnce ? 0.5 : 0) === share && !alone ? `shared-${users.join("-")}` : null;
  },
});
