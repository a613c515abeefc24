// Runs before each file, since files share a thread: restores timers and globals, unmounts all screens, forgets all modules
// and empties the page. Then registers the hooks of tests/support/device/oracle.ts anew, which a module still evaluated
// would not do.
import { vi } from "vitest";
import { forgetModules } from "./start-anew.ts";

const hasPage = typeof document !== "undefined";

vi.useRealTimers();
vi.unstubAllGlobals();
if (hasPage) (await import("../browser/mounted.ts")).unmountAll();
forgetModules();
if (hasPage) document.body.replaceChildren();
await import("./oracle.ts");
