// Hash routes: `#/companies/northbank.example/feelings` is ["companies", "northbank.example", "feelings"]. The target
// within a page follows a question mark: `#/preferences?rule=…`.
import { useEffect, useState } from "preact/hooks";

/** Decodes a route. Keeps an undecodable part as typed, since an address may hold any text. Never throws. */
export const routeOf = (hash: string): string[] =>
  hash
    .replace(/^#\/?/, "")
    .replace(/\?.*$/s, "")
    .split("/")
    .filter((part) => part !== "")
    .map(decoded);

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

const pointedRule = (hash: string): string | null => new URLSearchParams(hash.split("?")[1] ?? "").get("rule");

export const useRoute = (): string[] => useHash(routeOf);

/** Id of the rule that the address points to. */
export const usePointedRule = (): string | null => useHash(pointedRule);

function useHash<T>(read: (hash: string) => T): T {
  const [value, setValue] = useState(() => read(location.hash));
  useEffect(() => {
    const follow = () => setValue(read(location.hash));
    window.addEventListener("hashchange", follow);
    return () => window.removeEventListener("hashchange", follow);
  }, []);
  return value;
}
