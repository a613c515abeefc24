// Runs before each file, since files share a thread: restores timers and globals, unmounts all screens, forgets all
// modules and empties the page. Then registers the hooks of tests/support/device/oracle.ts again, which a module that
// is still evaluated would not do. After each file it waits for modules that are still loading, because they would
// fail after the end of the file.
import { afterAll, vi } from "vitest";
import { unmountAll } from "../browser/mounted.ts";
import { forgetModules } from "./start-anew.ts";

if (typeof document !== "undefined") await import("./page-database.ts");
vi.useRealTimers();
vi.unstubAllGlobals();
unmountAll();
forgetModules();
if (typeof document !== "undefined") document.body.replaceChildren();
await import("./oracle.ts");

afterAll(() => vi.dynamicImportSettled());
