// happy-dom for screen tests. vitest's own environment runs modules as for a client, so Vite would transform each of
// them twice.
import { builtinEnvironments } from "vitest/runtime";

export default { ...builtinEnvironments["happy-dom"], name: "page", viteEnvironment: "ssr" };
