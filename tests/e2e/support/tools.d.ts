// Types of the one thing the drivers take from scripts/tools.mjs.
declare module "*/scripts/tools.mjs" {
  export const root: string;
  export function findBrowser(name: "chromium" | "firefox"): string | null;
}
