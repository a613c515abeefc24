// Which modules lie in one file of the build.
import { resolve } from "node:path";
import type { Rolldown } from "vite";

const work = resolve(import.meta.dirname, "../../src/background/work.ts");

const STARTS = {
  popup: ["entries/popup/main.tsx"],
  background: ["entries/background.ts", "background/work.ts"],
  dashboard: ["entries/dashboard/main.tsx"],
};

/**
 * One chunk for each set of the three starts whose modules they share, and for what a window's pages, opened later, share
 * with it: nobody loads what only another needs, and a start is a few files instead of dozens, each of which delays the
 * first paint by about 2 ms. What belongs to one alone, or to a page opened later, goes where the bundler puts it.
 */
export const sharedBy = (count: number) => ({
  // A chunk takes its modules' own imports along: those that more starts share must be taken before.
  priority: count,
  debugName: `shared by ${count}`,
  name: (id: string, context: Rolldown.ChunkingContext): string | null => {
    const seen = new Set<string>();
    const climb = (at: string): void => {
      if (seen.has(at)) return;
      seen.add(at);
      for (const importer of context.getModuleInfo(at)?.importers ?? []) climb(importer);
    };
    climb(id);
    const starts = Object.entries(STARTS)
      .filter(([, files]) => [...seen].some((one) => files.some((file) => one.endsWith(`/src/${file}`))))
      .map(([name]) => name);
    // What only background.ts needs stays with it: in one file with modules that sleep it would wake them.
    const alone =
      starts.length === 1 && (starts[0] === "background" ? !seen.has(work) : /\/src\/(?:entries|pages)\//.test(id));
    return starts.length === count && !alone ? `shared-${starts.join("-")}` : null;
  },
});
