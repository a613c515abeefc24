// npm run icons: writes the icons in public/icons. Chromium draws them from the logo of the windows.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { browsers } from "./bench/browser.mjs";
import { ensureBrowser, root } from "./tools.mjs";

/** For browsers with one icon for all toolbars: a green with contrast on white and on dark. */
const BOTH = { bubble: "#329b7c", face: "#ffffff" };
/** For browsers with an icon for each kind of toolbar: the two accent colours of the windows. */
const ON_LIGHT = { bubble: "#17614e", face: "#ffffff" };
const ON_DARK = { bubble: "#7fd0b3", face: "#0f1815" };

/** Fills the square. The store's picture needs a margin of an eighth on each side. */
const FULL = "1 1.25 26 26";
const WITH_MARGIN = "-2 -1.75 32 32";

/** Icons by file name. */
export const ICONS = {
  "16.png": { size: 16, area: FULL, ...BOTH },
  "32.png": { size: 32, area: FULL, ...BOTH },
  "48.png": { size: 48, area: FULL, ...BOTH },
  "128.png": { size: 128, area: WITH_MARGIN, ...BOTH },
  "light-16.png": { size: 16, area: FULL, ...ON_LIGHT },
  "light-32.png": { size: 32, area: FULL, ...ON_LIGHT },
  "dark-16.png": { size: 16, area: FULL, ...ON_DARK },
  "dark-32.png": { size: 32, area: FULL, ...ON_DARK },
};

/** The logo as SVG text. Throws if src/ui/logo.tsx has other parts than a bubble and a face. */
export function logo({ size, area, bubble, face }) {
  const paths = [...readFileSync(join(root, "src/ui/logo.tsx"), "utf8").matchAll(/ d="([^"]+)"/g)];
  if (paths.length !== 2) throw new Error("src/ui/logo.tsx changed: two paths were expected");
  const [[, outline], [, lines]] = paths;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="${area}"><path fill="${bubble}" d="${outline}"/><path fill="none" stroke="${face}" stroke-width="2.4" stroke-linecap="round" d="${lines}"/></svg>`;
}

async function drawAll(program) {
  const folder = mkdtempSync(join(tmpdir(), "regards-icons-"));
  const own = browsers(program, folder);
  const out = join(root, "public/icons");
  mkdirSync(out, { recursive: true });
  try {
    const browser = await own.start({}, { args: ["--force-color-profile=srgb"] });
    const page = await browser.open("data:text/html,<title>Icons</title>");
    await page.send("Emulation.setDefaultBackgroundColorOverride", { color: { r: 0, g: 0, b: 0, a: 0 } });
    for (const [name, icon] of Object.entries(ICONS)) {
      const { size } = icon;
      await page.send("Emulation.setDeviceMetricsOverride", {
        width: size,
        height: size,
        deviceScaleFactor: 1,
        mobile: false,
      });
      const style = "<style>html,body{margin:0;background:transparent}svg{display:block}</style>";
      const address = `data:text/html,${encodeURIComponent(style + logo(icon))}`;
      await page.send("Page.navigate", { url: address });
      await page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
      const { data } = await page.send("Page.captureScreenshot", { format: "png" });
      writeFileSync(join(out, name), Buffer.from(data, "base64"));
    }
  } finally {
    await own.closeAll();
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}

if (import.meta.filename === process.argv[1]) {
  const program = await ensureBrowser("chromium");
  if (program === null) process.exit(1);
  await drawAll(program);
  console.log(`${Object.keys(ICONS).length} icons in public/icons.`);
}
