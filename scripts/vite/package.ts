// Changes the parts of the built package that are not modules: the manifest of each browser, the popup's page, and the
// browser's texts. The comment of each plugin names the output of crxjs or Vite that it depends on.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ManifestV3Export } from "@crxjs/vite-plugin";
import type { Plugin, Rolldown } from "vite";
import manifest from "../../manifest.json" with { type: "json" };
import { DATA_KINDS } from "../../src/core/sharing/data-kinds.ts";
import { BACKGROUND } from "./scripts.ts";

/** Relaxes the policy, since the development server's loading page sets HTML from text and has inline styles. */
const whileDeveloping = (policy: string): string =>
  policy.replace(/; require-trusted-types-for .*/, "").replace("style-src 'self'", "$& 'unsafe-inline'");

/** Firefox selects icons by the theme's text colour: light text means a dark toolbar. Chromium has one icon for both. */
const THEME_ICONS = [16, 32].map((size) => ({
  light: `icons/dark-${size}.png`,
  dark: `icons/light-${size}.png`,
  size,
}));

/** Firefox's side panel: the same page as Chromium's. Stays closed at installation. */
const SIDEBAR = {
  default_panel: manifest.side_panel.default_path,
  default_title: manifest.action.default_title,
  default_icon: manifest.action.default_icon,
  open_at_install: false,
};

/**
 * Adapts manifest.json, the one manifest for both browsers, to one of them: Firefox has event pages instead of service
 * workers, and requires an id. Needs the members that it changes.
 */
export function manifestFor(target: "chrome" | "firefox", command: "build" | "serve"): ManifestV3Export {
  const patched = structuredClone(manifest) as Record<string, unknown>;
  if (command === "serve") {
    // The development server serves only pages that the manifest names.
    patched.options_page = "src/entries/welcome/index.html";
    const policy = manifest.content_security_policy.extension_pages;
    patched.content_security_policy = { extension_pages: whileDeveloping(policy) };
  }
  // `withScripts` adds the built background.
  if (command === "build") delete patched.background;
  else if (target === "firefox") patched.background = { scripts: [manifest.background.service_worker], type: "module" };
  if (target === "firefox") {
    delete patched.minimum_chrome_version;
    delete patched.side_panel;
    patched.sidebar_action = SIDEBAR;
    patched.permissions = manifest.permissions.filter((name) => name !== "sidePanel");
    patched.action = { ...manifest.action, theme_icons: THEME_ICONS };
    patched.browser_specific_settings = {
      gecko: {
        id: "{f5ae0ffe-0ac7-4930-bf40-1755997c52d4}",
        strict_min_version: "142.0",
        data_collection_permissions: { required: ["none"], optional: [...DATA_KINDS] },
      },
    };
  }
  return patched as unknown as ManifestV3Export;
}

/** Adds the built background (`classicScripts`) to the manifest: a service worker, or an event page in Firefox. */
export const withScripts = (target: "chrome" | "firefox"): Plugin =>
  afterBundling("with-scripts", (bundle) =>
    changeManifest(bundle, (built) => {
      built.background = target === "firefox" ? { scripts: [BACKGROUND] } : { service_worker: BACKGROUND };
    }),
  );

const POPUP = "src/entries/popup/index.html";
const LINK = /<link rel="stylesheet"[^>]* href="\/([^"]+)">/;

/**
 * Puts the popup's styles into its page, and their hash into the manifest's policy, since a separate file delays the
 * first paint by as much as all of the popup's scripts. Needs Vite's link to one stylesheet in
 * src/entries/popup/index.html, and `style-src 'self'` in the policy.
 */
export const stylesInPopup = (): Plugin =>
  afterBundling("styles-in-popup", (bundle) => {
    const page = String(assetOf(bundle, POPUP).source);
    const [link, file = ""] = page.match(LINK) ?? [];
    if (link === undefined) throw new Error(`${POPUP} changed: its styles were not found`);
    const styles = String(assetOf(bundle, file).source).trim();
    if (styles.includes("</")) throw new Error(`${file} contains "</", which would end the style element`);
    delete bundle[file];
    assetOf(bundle, POPUP).source = page.replace(link, () => `<style>${styles}</style>`);
    const hash = createHash("sha256").update(styles).digest("base64");
    changeManifest(bundle, ({ content_security_policy: policy }) => {
      const allowed = policy.extension_pages.replace("style-src 'self'", `$& 'sha256-${hash}'`);
      if (allowed === policy.extension_pages) throw new Error("the manifest's policy has no style-src 'self'");
      policy.extension_pages = allowed;
    });
  });

/**
 * Reduces public/_locales/<language>/messages.json of the build to the texts that the browser itself reads, for the
 * manifest and the toolbar. The windows load all texts as modules, and a second copy would be an eighth of the package.
 * Needs literal keys in calls of `i18n.getMessage`.
 */
export const onlyTextsOfTheBrowser = (): Plugin => ({
  name: "only-texts-of-the-browser",
  apply: "build",
  enforce: "post",
  writeBundle: {
    order: "post",
    handler({ dir = "" }, bundle) {
      const files = Object.values(bundle).filter(({ fileName }) => fileName.endsWith(".js"));
      const code = files.map((output) => (output.type === "chunk" ? output.code : String(output.source)));
      const keys = new Set(keysIn([JSON.stringify(manifest), ...code].join("\n")));
      const locales = join(dir, "_locales");
      for (const language of readdirSync(locales)) {
        const file = join(locales, language, "messages.json");
        const texts = Object.entries(JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>);
        const kept = texts.filter(([key]) => keys.has(key));
        if (kept.length !== keys.size) throw new Error(`${file} lacks one of ${[...keys].join(", ")}`);
        writeFileSync(file, `${JSON.stringify(Object.fromEntries(kept), null, 2)}\n`);
      }
    },
  },
});

/** Keys in the manifest and in calls of `i18n.getMessage`. Throws for a key that is not a literal. */
function keysIn(text: string): string[] {
  const named = [...text.matchAll(/__MSG_(\w+?)__/g)];
  const asked = [...text.matchAll(/\.i18n\.getMessage\((?:[`"'](\w+)[`"'])?/g)];
  if (asked.some(([, key]) => key === undefined)) throw new Error("i18n.getMessage has a key that is no literal");
  return [...named, ...asked].flatMap(([, key]) => key ?? []);
}

type Bundle = Rolldown.OutputBundle;
interface BuiltManifest extends Record<string, unknown> {
  content_security_policy: { extension_pages: string };
}

const afterBundling = (name: string, handler: (bundle: Bundle) => void): Plugin => ({
  name,
  apply: "build",
  enforce: "post",
  generateBundle: { order: "post", handler: (_options, bundle) => handler(bundle) },
});

function assetOf(bundle: Bundle, file: string): Rolldown.OutputAsset {
  const asset = bundle[file];
  if (asset?.type !== "asset") throw new Error(`no ${file} in the bundle`);
  return asset;
}

function changeManifest(bundle: Bundle, change: (manifest: BuiltManifest) => void): void {
  const asset = assetOf(bundle, "manifest.json");
  const built = JSON.parse(String(asset.source)) as BuiltManifest;
  change(built);
  asset.source = `${JSON.stringify(built, null, 2)}\n`;
}
