// Paths of the extension's pages in the package.
export const DASHBOARD = "src/entries/dashboard/index.html";
export const WELCOME = "src/entries/welcome/index.html";
