// Capabilities of the extension: its permissions one by one, each with a reason in docs/PERMISSIONS.md.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");
const manifestAt = (path: string): Record<string, unknown> => JSON.parse(read(path)) as Record<string, unknown>;

const PERMISSIONS = [
  "activeTab",
  "alarms",
  "declarativeNetRequestWithHostAccess",
  "scripting",
  "sidePanel",
  "storage",
  "unlimitedStorage",
];
const OPTIONAL = ["https://*/*", "http://*/*"];

/** Members that would let a page detect the extension, or the extension act on a page, without consent. */
const FORBIDDEN = [
  "host_permissions",
  "optional_permissions",
  "content_scripts",
  "web_accessible_resources",
  "devtools_page",
  "chrome_url_overrides",
  "chrome_settings_overrides",
  "update_url",
  "oauth2",
  "key",
  "sandbox",
];

const POLICY = {
  "default-src": "'none'",
  "script-src": "'self'",
  "style-src": "'self'",
  "img-src": "'self' data:",
  "connect-src": "'self' https: http:",
  "base-uri": "'none'",
  "form-action": "'none'",
  "frame-ancestors": "'none'",
  "require-trusted-types-for": "'script'",
  "trusted-types": "'none'",
};

/** Inline styles of a built package: only the popup's. */
function stylesIn(path: string): string[] {
  if (path === "manifest.json") return [];
  const entries = `${dirname(path)}/src/entries`;
  const pages = readdirSync(join(ROOT, entries), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(pages).toHaveLength(3);
  const styled = pages.map(({ name }) => ({
    name,
    found: [...read(`${entries}/${name}/index.html`).matchAll(/<style>([^<]*)<\/style>/g)],
  }));
  expect(styled.filter(({ found }) => found.length > 0)).toMatchObject([{ name: "popup", found: [expect.anything()] }]);
  return styled.flatMap(({ found }) => found.map(([, text = ""]) => text));
}

const FILES = ["manifest.json", "dist/chrome/manifest.json", "dist/firefox/manifest.json"].filter((path) =>
  existsSync(join(ROOT, path)),
);

describe.each(FILES)("%s", (path) => {
  const manifest = manifestAt(path);

  test("requests exactly these permissions", () => {
    // Firefox has sidebars without a permission.
    const known = path.includes("firefox") ? PERMISSIONS.filter((name) => name !== "sidePanel") : PERMISSIONS;
    expect(manifest.permissions).toEqual(known);
    expect(manifest.optional_host_permissions).toEqual(OPTIONAL);
  });

  test("has no member that works without consent or that a page can detect", () => {
    expect(FORBIDDEN.filter((member) => member in manifest)).toEqual([]);
    expect(manifest.incognito).toBe("not_allowed");
    expect(manifest.externally_connectable).toEqual({ ids: [] });
    expect(manifest.manifest_version).toBe(3);
  });

  test("has exactly this content security policy", () => {
    expect(Object.keys(manifest.content_security_policy as object)).toEqual(["extension_pages"]);
    const { extension_pages } = manifest.content_security_policy as { extension_pages: string };
    const members = extension_pages
      .split("; ")
      .map((member) => [member.split(" ")[0], member.split(" ").slice(1).join(" ")]);
    const styles = stylesIn(path).map((text) => ` 'sha256-${createHash("sha256").update(text).digest("base64")}'`);
    expect(Object.fromEntries(members)).toEqual({ ...POLICY, "style-src": `'self'${styles.join("")}` });
    expect(members).toHaveLength(Object.keys(POLICY).length);
  });

  test("has one shortcut, which opens the popup like the button", () => {
    expect(manifest.commands).toEqual({ _execute_action: { suggested_key: { default: "Alt+Shift+R" } } });
  });

  test("names no host of a development machine", () => {
    expect(JSON.stringify(manifest)).not.toMatch(/localhost|127\.0\.0\.1/);
  });

  test("has its name and description in every language", () => {
    const { extensionName, extensionDescription } = JSON.parse(read("public/_locales/en/messages.json"));
    expect([manifest.name, manifest.description]).toEqual(["__MSG_extensionName__", "__MSG_extensionDescription__"]);
    expect(manifest.default_locale).toBe("en");
    // The stores cut a name at 75 and a description at 132 characters.
    expect(extensionName.message.length).toBeLessThanOrEqual(75);
    expect(extensionDescription.message.length).toBeLessThanOrEqual(132);
  });

  test("has the version of the package", () => {
    expect(manifest.version).toBe(manifestAt("package.json").version);
  });
});

// Runs only after a build.
if (existsSync(join(ROOT, "dist/chrome/manifest.json"))) {
  test("Chromium gets the popup's page as side panel, Firefox as a sidebar that does not open at installation", () => {
    const page = "src/entries/popup/index.html?panel";
    const manifest = manifestAt("dist/chrome/manifest.json");
    expect([manifest.side_panel, manifest.sidebar_action]).toEqual([{ default_path: page }, undefined]);
    if (!existsSync(join(ROOT, "dist/firefox/manifest.json"))) return;
    const { side_panel, sidebar_action } = manifestAt("dist/firefox/manifest.json");
    expect(side_panel).toBeUndefined();
    expect(sidebar_action).toMatchObject({ default_panel: page, open_at_install: false });
  });

  test("Chromium gets a service worker, and a minimum version with all used APIs", () => {
    const manifest = manifestAt("dist/chrome/manifest.json");
    expect(manifest.background).toEqual({ service_worker: "background.js" });
    expect(manifest.minimum_chrome_version).toBe("121");
    expect(manifest.browser_specific_settings).toBeUndefined();
  });
}

if (existsSync(join(ROOT, "dist/firefox/manifest.json"))) {
  test("Firefox gets an event page, an id for publication, and only optional data collection", () => {
    const manifest = manifestAt("dist/firefox/manifest.json");
    expect(manifest.background).toEqual({ scripts: ["background.js"] });
    expect(manifest.minimum_chrome_version).toBeUndefined();
    expect(manifest.browser_specific_settings).toEqual({
      gecko: {
        id: "{f5ae0ffe-0ac7-4930-bf40-1755997c52d4}",
        strict_min_version: "142.0",
        data_collection_permissions: {
          required: ["none"],
          optional: [
            "personallyIdentifyingInfo",
            "healthInfo",
            "personalCommunications",
            "browsingActivity",
            "authenticationInfo",
          ],
        },
      },
    });
  });
}

describe("docs/PERMISSIONS.md", () => {
  const page = read("docs/PERMISSIONS.md");
  const section = (title: string): string =>
    new RegExp(`^## ${title}$([\\s\\S]*?)(?=^## |(?![\\s\\S]))`, "m").exec(page)?.[1] ?? "";
  const not = section("Not asked");
  const others = section("Other members of the manifest");

  /** Each `### name` of a section, with its reason and the refused alternative. */
  const explained = (title: string) =>
    section(title)
      .split(/^### /m)
      .slice(1)
      .map((text) => ({
        name: /^`([^`]+)`\n/.exec(text)?.[1],
        purpose: /^Purpose: ([\s\S]*?)(?=\n\n)/m.exec(text)?.[1] ?? "",
        refused: /^Refused: ([\s\S]*)/m.exec(text)?.[1] ?? "",
      }));

  test.each([
    ["Asked at installation", PERMISSIONS],
    ["Asked later, in a click of yours", OPTIONAL],
  ])("%s: explains each permission, in the manifest's order", (title, permissions) => {
    const permissionsExplained = explained(title);
    expect(permissionsExplained.map(({ name }) => name)).toEqual(permissions);
    for (const { name, purpose, refused } of permissionsExplained) {
      expect(purpose.length, `${name}: purpose`).toBeGreaterThan(30);
      expect(refused.length, `${name}: the refused alternative`).toBeGreaterThan(30);
    }
  });

  test("lists permissions that the manifest does not request", () => {
    const refused = [...not.matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? "");
    expect(refused).toEqual(expect.arrayContaining(["tabs", "cookies", "webRequest", "history", "<all_urls>"]));
    expect(refused.filter((name) => PERMISSIONS.includes(name) || OPTIONAL.includes(name))).toEqual([]);
  });

  test("explains the other members", () => {
    for (const member of [
      "commands",
      "incognito",
      "externally_connectable",
      "content_security_policy",
      "web_accessible_resources",
    ]) {
      expect(others).toContain(`\`${member}\``);
    }
  });
});
