/// <reference types="vite/client" />
/// <reference types="@crxjs/vite-plugin/client" />

declare module "virtual:messages/*" {
  const messages: Record<string, string>;
  export default messages;
}

declare module "virtual:suffix-list" {
  /** From the root of the package; null where nothing was built. */
  const file: string | null;
  export default file;
}
