// What the built package is, beside its modules: the manifest of each browser, and what a page finds in itself.
import { createHash } from "node:crypto";
import type { ManifestV3Export } from "@crxjs/vite-plugin";
import type { Plugin, Rolldown } from "vite";
import manifest from "../../manifest.json" with { type: "json" };

/** What the development server draws until it is ready is made of text, and its styles stand in the page. */
const whileDeveloping = (policy: string): string =>
  policy.replace(/; require-trusted-types-for .*/, "").replace("style-src 'self'", "$& 'unsafe-inline'");

/** One manifest.json for both browsers: Firefox has event pages instead of service workers and wants an id. */
export function manifestFor(target: "chrome" | "firefox", command: "build" | "serve"): ManifestV3Export {
  const patched = structuredClone(manifest) as Record<string, unknown>;
  if (command === "serve") {
    // The development server writes only the pages that a manifest names.
    patched.side_panel = { default_path: "src/entries/welcome/index.html" };
    const policy = manifest.content_security_policy.extension_pages;
    patched.content_security_policy = { extension_pages: whileDeveloping(policy) };
  }
  if (target === "firefox") {
    delete patched.minimum_chrome_version;
    patched.background = { scripts: [manifest.background.service_worker], type: "module" };
    patched.browser_specific_settings = {
      gecko: {
        id: "regards@regards.invalid",
        strict_min_version: "142.0",
        data_collection_permissions: { required: ["none"] },
      },
    };
  }
  return patched as unknown as ManifestV3Export;
}

/**
 * crxjs lists every dynamic script as web accessible, which lets any page detect the extension by fetching it.
 * Scripts registered with scripting.registerContentScripts do not need that. Also drops the unused twin chunk of an IIFE.
 */
export const noWebAccessibleResources = (): Plugin =>
  afterBundling("no-web-accessible-resources", (bundle) => {
    changeManifest(bundle, (built) => {
      delete built.web_accessible_resources;
    });
    for (const file of Object.keys(bundle)) if (/^assets\/(?:content|gpc|notice)\.ts-/.test(file)) delete bundle[file];
  });

const POPUP = "src/entries/popup/index.html";
const LINK = /<link rel="stylesheet"[^>]* href="\/([^"]+)">/;

/**
 * The popup's styles stand in its page, and the policy names their hash: as a file of their own they delay its first paint
 * by as much as all of its scripts do.
 */
export const stylesInPopup = (): Plugin =>
  afterBundling("styles-in-popup", (bundle) => {
    const page = String(assetOf(bundle, POPUP).source);
    const [link, file = ""] = page.match(LINK) ?? [];
    if (link === undefined) throw new Error(`${POPUP} changed: its styles were not found`);
    const styles = String(assetOf(bundle, file).source).trim();
    if (styles.includes("</")) throw new Error(`${file} would end the element that it stands in`);
    delete bundle[file];
    assetOf(bundle, POPUP).source = page.replace(link, () => `<style>${styles}</style>`);
    const hash = createHash("sha256").update(styles).digest("base64");
    changeManifest(bundle, ({ content_security_policy: policy }) => {
      policy.extension_pages = policy.extension_pages.replace("style-src 'self'", `$& 'sha256-${hash}'`);
    });
  });

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
