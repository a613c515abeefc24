// Where our own pages lie in the package.
export const DASHBOARD = "src/entries/dashboard/index.html";
export const WELCOME = "src/entries/welcome/index.html";
