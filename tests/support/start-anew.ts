// Modules as a worker finds them that was just started: none of them remembers anything.
import { vi } from "vitest";

interface Loaded {
  promise?: unknown;
  exports?: unknown;
  evaluated: boolean;
}

/** What vitest 4 keeps of a thread's modules, by path; not in its documentation. */
const thread = globalThis as { __vitest_worker__?: { evaluatedModules?: { idToModuleMap?: Map<string, Loaded> } } };

const CORE = /\/src\/core\//;

/** As vi.resetModules, but for src/core: pure functions keep nothing, and making their schemas is most of a start's time. */
export function forgetModules(): void {
  const loaded = [...(thread.__vitest_worker__?.evaluatedModules?.idToModuleMap ?? [])];
  const pure = loaded.filter(([path, { evaluated }]) => evaluated && CORE.test(path));
  const kept = pure.map(([, node]) => [node, { ...node }] as const);
  vi.resetModules();
  for (const [node, { promise, exports, evaluated }] of kept) Object.assign(node, { promise, exports, evaluated });
}
