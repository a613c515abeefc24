// The check as a function, for a company's own tests.
export * from "./check-site.ts";
export type { Finding } from "./finding.ts";
export { reportText } from "./report-text.ts";
