// Runs before each file, since files share a thread: restores timers and globals, unmounts all screens, forgets all modules
// and empties the page. Then registers the hooks of tests/support/device/oracle.ts anew, which a module still evaluated
// would not do. After each file it waits for modules that are still loading, which would fail once the file is over.
import { afterAll, vi } from "vitest";
import { unmountAll } from "../browser/mounted.ts";
import { forgetModules } from "./start-anew.ts";

vi.useRealTimers();
vi.unstubAllGlobals();
unmountAll();
forgetModules();
if (typeof document !== "undefined") document.body.replaceChildren();
await import("./oracle.ts");

afterAll(() => vi.dynamicImportSettled());
