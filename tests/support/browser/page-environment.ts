// happy-dom for drawn screens. vitest's own runs the modules as for a client, so that Vite makes all of them a second time.
import { builtinEnvironments } from "vitest/runtime";

export default { ...builtinEnvironments["happy-dom"], name: "page", viteEnvironment: "ssr" };
