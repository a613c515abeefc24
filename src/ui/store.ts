// Ten lines between a zustand store and preact: keeps the react aliases out of the bundle. Window state only.
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
