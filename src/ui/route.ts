// Hash routes: `#/companies/northbank.example/feelings` is ["companies", "northbank.example", "feelings"].
import { useEffect, useState } from "preact/hooks";

export const routeOf = (hash: string): string[] =>
  hash
    .replace(/^#\/?/, "")
    .split("/")
    .filter((part) => part !== "")
    .map(decodeURIComponent);

export function useRoute(): string[] {
  const [route, setRoute] = useState(() => routeOf(location.hash));
  useEffect(() => {
    const follow = () => setRoute(routeOf(location.hash));
    window.addEventListener("hashchange", follow);
    return () => window.removeEventListener("hashchange", follow);
  }, []);
  return route;
}
