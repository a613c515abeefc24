import { crx } from "@crxjs/vite-plugin";
import preact from "@preact/preset-vite";
import { defineConfig } from "vite";
import { SHARES, sharedBy } from "./scripts/vite/chunks.ts";
import {
  ageWithoutUnusedCurves,
  messages,
  noInnerHtml,
  nothingImportedLater,
  suffixListAsData,
} from "./scripts/vite/modules.ts";
import { manifestFor, onlyTextsOfTheBrowser, stylesInPopup, withScripts } from "./scripts/vite/package.ts";
import { classicScripts } from "./scripts/vite/scripts.ts";
import { COMPILED, modernDexie, QUIET } from "./scripts/vite/settings.ts";

const target = process.env.TARGET === "firefox" ? "firefox" : "chrome";

/** Tests that render, or that run in a page. */
const drawn = ["tests/**/*.screen.test.ts", "tests/kit/site/browser.test.ts"];
const page = "./tests/support/browser/page-environment.ts";

const stories = ["tests/*.test.ts", "tests/{platform,record,features,background}/**/*.test.ts"];
/** Need a thread of their own: Dexie notifies every database of its thread about writes, and a module mock outlives its file. */
const alone = ["tests/record/live-reading.test.ts", "tests/record/sync-store.test.ts"];

/** Builds the SDK and runs it in other programs. Only `npm test` runs it, since it takes seconds. */
const built = process.env.THOROUGH === "1" ? [] : ["tests/kit/site/built-sdk.test.ts"];

/** Tests on real servers, which `npm test` installs. Plain `npx vitest run` leaves them out. */
const onServers = "tests/**/*.servers.test.ts";

const setup = ["tests/support/runs.ts"];
const shared = [...setup, "tests/support/device/fresh-file.ts"];

const named = (name: string, test: object) => ({ extends: true, test: { name, ...test } });

const inBrowser = !process.env.VITEST;
// The simulated machines are in UTC: a date that a test states must not depend on the zone of the computer.
if (!inBrowser) process.env.TZ = "UTC";

export default defineConfig(
  ({ command }) =>
    ({
      plugins: [
        messages(),
        suffixListAsData(inBrowser && command === "build"),
        ...(inBrowser
          ? [
              noInnerHtml(),
              preact(),
              nothingImportedLater(),
              ageWithoutUnusedCurves(),
              classicScripts(),
              crx({ manifest: manifestFor(target, command), browser: target }),
              withScripts(target),
              stylesInPopup(),
              onlyTextsOfTheBrowser(),
            ]
          : []),
      ],
      resolve: {
        alias: inBrowser ? modernDexie : [],
      },
      build: {
        // The development manifest makes every file web accessible, so it has a separate folder that is never packed.
        outDir: command === "serve" ? `dist/dev-${target}` : `dist/${target}`,
        emptyOutDir: true,
        ...COMPILED,
        rolldownOptions: {
          ...QUIET,
          input: { welcome: "src/entries/welcome/index.html" },
          output: command === "build" ? { codeSplitting: { groups: SHARES.map(sharedBy) } } : {},
        },
      },
      server: { port: 5173, strictPort: true, hmr: { port: 5173 } },
      oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
      test: {
        pool: "threads",
        maxWorkers: 2,
        // A complete property run takes up to a minute. The limit only ends an endless one, even on a busy machine.
        testTimeout: process.env.THOROUGH === "1" ? 300_000 : 30_000,
        // A hook may open a database, which takes seconds.
        hookTimeout: 60_000,
        setupFiles: setup,
        // Immediates stay real: fake-indexeddb runs on them, and a transaction whose immediate is dropped never ends.
        fakeTimers: { toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date"] },
        projects: [
          // Pure functions share their modules.
          named("pure", {
            include: ["tests/{signal,core,kit}/**/*.test.ts"],
            exclude: [...drawn, ...built, onServers],
            isolate: false,
          }),
          // Files share a warm thread: each test or file loads its own modules, with their state.
          named("stories", {
            include: stories,
            exclude: [...alone, ...drawn, onServers],
            isolate: false,
            setupFiles: shared,
          }),
          named("screens", { include: drawn, environment: page, isolate: false, setupFiles: shared }),
          named("alone", { include: alone }),
          ...(process.env.THOROUGH === "1" ? [named("servers", { include: [onServers] })] : []),
        ],
      },
    }) as never,
);
