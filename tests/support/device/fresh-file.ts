// Before each file of a thread that others had: nothing they did is remembered, stands in for a global or on the page. A
// module that was left evaluated would also not register its hooks again (tests/support/data/oracle.ts).
import { vi } from "vitest";
import { forgetModules } from "./start-anew.ts";

vi.useRealTimers();
vi.unstubAllGlobals();
forgetModules();
if (typeof document !== "undefined") document.body.replaceChildren();
