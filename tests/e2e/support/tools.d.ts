// Types of the scripts that the drivers use.
declare module "*/scripts/tools.mjs" {
  export const root: string;
  export function findBrowser(name: "chromium" | "firefox"): string | null;
}
declare module "*/scripts/zip.mjs" {
  export function zipOf(folder: string): Buffer;
}
