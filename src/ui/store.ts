// Hook for a zustand store, for state that ends with the window. zustand's own hook would need React aliases in the
// bundle.
import { useEffect, useState } from "preact/hooks";
import type { StoreApi } from "zustand/vanilla";

export function useStore<S, T>(store: StoreApi<S>, pick: (state: S) => T): T {
  const [value, setValue] = useState(() => pick(store.getState()));
  useEffect(() => {
    const follow = () => setValue(() => pick(store.getState()));
    follow();
    return store.subscribe(follow);
  }, [store]);
  return value;
}
