// Hash routes: `#/companies/northbank.example/feelings` is ["companies", "northbank.example", "feelings"]. What a page is to
// point at stands behind a question mark: `#/preferences?rule=…`.
import { useEffect, useState } from "preact/hooks";

/** Decodes a route. An address may hold any text: an undecodable part stays as typed. Never throws. */
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

/** The rule that the address points at. */
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
