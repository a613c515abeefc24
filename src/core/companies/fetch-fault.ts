// Fault of fetching one file of a site from a page.
export type FetchFault = "network" | "status" | "content-type" | "too-large" | "not-utf-8" | "timeout" | "redirected";
