/// <reference types="vite/client" />
/// <reference types="@crxjs/vite-plugin/client" />

declare module "virtual:messages/*" {
  const messages: Record<string, string>;
  export default messages;
}
