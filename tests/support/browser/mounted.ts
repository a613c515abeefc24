// Unmounts everything that the tests of this thread have rendered. A mounted screen would read the record again at each
// write of every later test.
import { options, render } from "preact";

type Root = Parameters<typeof render>[1];

/** One for the thread, however often it loads this module. */
const thread = globalThis as { mounted?: Set<Root> };
thread.mounted ??= track();
const roots = thread.mounted;

/** Collects the root of each `render`. `__` is the name of preact's hook `_root` in its build. */
function track(): Set<Root> {
  const mounted = new Set<Root>();
  Object.assign(options, { __: (_tree: unknown, root: Root) => void mounted.add(root) });
  return mounted;
}

export function unmountAll(): void {
  for (const root of [...roots]) render(null, root);
  roots.clear();
}
