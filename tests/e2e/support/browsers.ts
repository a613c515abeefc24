// Browsers of the end-to-end tests: BROWSER=chromium, firefox or both (the default).
import type { BrowserName } from "./driver.ts";

const wanted = process.env.BROWSER ?? "both";
if (!["chromium", "firefox", "both"].includes(wanted)) throw new Error(`BROWSER=${wanted}: chromium, firefox or both`);

export const BROWSERS: readonly BrowserName[] =
  wanted === "chromium" ? ["chromium"] : wanted === "firefox" ? ["firefox"] : ["chromium", "firefox"];
