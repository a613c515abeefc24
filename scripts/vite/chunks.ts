// Assigns modules to the chunks of the pages. Depends on the paths in STARTS: the build fails if an entry moves without a
// change here.
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Rolldown } from "vite";

const SOURCE = resolve(import.meta.dirname, "../../src");

const STARTS = { popup: "entries/popup/main.tsx", dashboard: "entries/dashboard/main.tsx" };

for (const file of Object.values(STARTS))
  if (!existsSync(join(SOURCE, file))) throw new Error(`src/${file} is gone: scripts/vite/chunks.ts names it`);

/** Encryption has a chunk of its own, which windows load with the sync page. */
const ENCRYPTION = /[\\/]node_modules[\\/](?:age-encryption|@noble|@scure)[\\/]/;

/** Arguments for `sharedBy`, the modules with the most users first. */
export const SHARES = [2.5, 2, 1.5, 1];

/**
 * Group of the chunks of modules with `share` users: one chunk for each combination of users. So no window loads modules
 * that only the other one needs, and a window loads a few files instead of dozens, each of which delays the first paint
 * by about 2 ms. The bundler places modules of a single start or of a page opened later.
 *
 * The users of a module are the starts that import it, directly or not. The popup's later pages are a user of their own:
 * in the popup's chunk their modules would delay its first paint, in the dashboard's they would load the database. A
 * popup that needs the module at once adds another half user. A chunk includes the imports of its modules, which have at
 * least the same users, so groups with more users come first.
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
