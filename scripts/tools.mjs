// Helpers of the scripts: the project's folder, running programs, and installing missing packages and programs.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { stripVTControlCharacters } from "node:util";

export const root = resolve(import.meta.dirname, "..");

/** Runs a program in the project's folder. Rejects with its exit code. */
export function run(program, args, env = {}) {
  return new Promise((done, fail) => {
    const child = spawn(program, args, { cwd: root, stdio: "inherit", env: { ...process.env, ...env } });
    child.on("error", fail);
    child.on("exit", (code, signal) => {
      if (code === 0) done();
      else fail(Object.assign(new Error(`${program} ${args.join(" ")} ended with ${code ?? signal}`), { code }));
    });
  });
}

/** Runs a script of Node like `run`, but drops empty lines and those that match one of `patterns` from its output. */
export function runWithout(patterns, args, env = {}) {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      stdio: ["inherit", "pipe", "pipe"],
      env: { ...process.env, ...env },
    });
    for (const stream of [child.stdout, child.stderr])
      createInterface({ input: stream }).on("line", (line) => {
        const text = stripVTControlCharacters(line).trimEnd();
        if (text !== "" && !patterns.some((pattern) => pattern.test(text))) console.error(line);
      });
    child.on("error", fail);
    child.on("close", (code, signal) => {
      if (code === 0) done();
      else fail(Object.assign(new Error(`${args.join(" ")} ended with ${code ?? signal}`), { code }));
    });
  });
}

/** Runs a program in the project's folder. Returns its exit code (or signal), and its two outputs as one text. */
export function capture(program, args, env = {}) {
  return new Promise((done, fail) => {
    const child = spawn(program, args, { cwd: root, env: { ...process.env, ...env } });
    const pieces = [];
    child.stdin.end();
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (piece) => pieces.push(piece));
    child.on("error", fail);
    child.on("close", (code, signal) => done({ code: code ?? signal, output: Buffer.concat(pieces).toString("utf8") }));
  });
}

/**
 * Arguments of Node that run vitest. A larger young generation saves time: hundreds of starts of the background leave
 * garbage.
 */
export const VITEST = ["--max-semi-space-size=64", "node_modules/vitest/vitest.mjs", "run"];

export const vitest = (...args) => run(process.execPath, [...VITEST, ...args]);

/** Installs the locked packages if they are missing or do not match the lockfile. */
export async function ensurePackages() {
  const installed = join(root, "node_modules/.package-lock.json");
  const wanted = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
  if (existsSync(installed)) {
    const held = JSON.parse(readFileSync(installed, "utf8")).packages;
    const stale = Object.entries(wanted).some(
      ([path, entry]) => path.startsWith("node_modules/") && !entry.optional && held[path]?.version !== entry.version,
    );
    if (!stale) return;
  }
  console.log("Installing the packages of package-lock.json (install scripts off) …");
  await run("npm", ["ci", "--no-audit", "--no-fund"]);
}

const CHROMIUM = [
  process.env.CHROME_BIN,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];
const FIREFOX = [
  process.env.FIREFOX_BIN,
  "/usr/bin/firefox-esr",
  "/usr/bin/firefox",
  "/Applications/Firefox.app/Contents/MacOS/firefox",
  "C:\\Program Files\\Mozilla Firefox\\firefox.exe",
];

const find = (candidates) => candidates.find((path) => path !== undefined && existsSync(path)) ?? null;

export const findBrowser = (name) => find(name === "firefox" ? FIREFOX : CHROMIUM);

const isDebianAsRoot = () => process.platform === "linux" && process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");

async function installPackages(names) {
  console.log(`Installing ${names.join(", ")} by apt-get …`);
  const quiet = { DEBIAN_FRONTEND: "noninteractive" };
  await run("apt-get", ["update", "-q"], quiet);
  await withoutStartingServices(() =>
    run("apt-get", ["install", "-y", "-q", "--no-install-recommends", ...names], quiet),
  );
}

const SERVICE_POLICY = "/usr/sbin/policy-rc.d";

/** Debian starts an installed server at once, on its usual port, unless this file forbids it. */
async function withoutStartingServices(install) {
  const own = !existsSync(SERVICE_POLICY);
  if (own) writeFileSync(SERVICE_POLICY, "#!/bin/sh\nexit 101\n", { mode: 0o755 });
  try {
    await install();
  } finally {
    if (own) rmSync(SERVICE_POLICY, { force: true });
  }
}

/** Path of a browser, or null. Installs a missing one on Debian as root. */
export async function ensureBrowser(name) {
  const found = findBrowser(name);
  if (found !== null) return found;
  if (!isDebianAsRoot()) {
    console.log(
      `No ${name} found. Install it, or set ${name === "firefox" ? "FIREFOX_BIN" : "CHROME_BIN"} to its path.`,
    );
    return null;
  }
  await installPackages([name === "firefox" ? "firefox-esr" : "chromium"]);
  return findBrowser(name);
}

/** Debian has one folder of PostgreSQL's programs for each version. */
const POSTGRES = Array.from({ length: 20 }, (_, at) => `/usr/lib/postgresql/${30 - at}/bin/initdb`).concat(
  "/usr/local/bin/initdb",
  "/usr/bin/initdb",
);

/** Path of one of PostgreSQL's programs. Throws if it is not installed. */
export function postgresProgram(name) {
  const initdb = find(POSTGRES);
  if (initdb === null) throw new Error("postgresql is missing");
  return join(dirname(initdb), name);
}

/**
 * Programs of the tests on real servers, by Debian package: three WebDAV servers, the tool that opens our files, and the
 * receiver's database.
 */
const SERVERS = {
  apache2: ["/usr/sbin/apache2", "/usr/sbin/httpd"],
  rclone: ["/usr/bin/rclone", "/usr/local/bin/rclone"],
  "nginx-light": ["/usr/sbin/nginx"],
  "libnginx-mod-http-dav-ext": ["/usr/lib/nginx/modules/ngx_http_dav_ext_module.so"],
  age: ["/usr/bin/age", "/usr/local/bin/age"],
  postgresql: POSTGRES,
};

/** Languages of the companies' kits, by Debian package, with the frameworks for the tests of their adapters. */
const LANGUAGES = {
  "php-cli": ["/usr/bin/php", "/usr/local/bin/php"],
  "php-intl": ["/usr/share/php8.2-intl", "/usr/share/php8.4-intl"],
  "php-mbstring": ["/usr/share/php8.2-mbstring", "/usr/share/php8.4-mbstring"],
  "php-nyholm-psr7": ["/usr/share/php/Nyholm/Psr7/autoload.php"],
  "python3-django": ["/usr/lib/python3/dist-packages/django/__init__.py"],
};

/** Only the test of the WordPress plugin needs these; `npm test` does not install them. */
const WORDPRESS = {
  wordpress: ["/usr/share/wordpress/wp-load.php"],
  "mariadb-server": ["/usr/sbin/mariadbd"],
  "php-mysql": ["/usr/share/php8.2-mysql", "/usr/share/php8.4-mysql"],
  "php-cli": LANGUAGES["php-cli"],
};

/** A second runtime for the kits' tests. Not a dependency of the project, since it takes 100 MB. */
const BUN = "bun@1.4.5";

async function ensureBun() {
  const folder = join(root, "dist/runtimes");
  if (existsSync(join(folder, "node_modules/bun"))) return;
  console.log(`Installing ${BUN} into dist/runtimes …`);
  const quiet = ["--no-save", "--ignore-scripts", "--no-audit", "--no-fund"];
  mkdirSync(folder, { recursive: true });
  await run("npm", ["install", "--prefix", folder, ...quiet, BUN]).catch((error) => console.log(error.message));
}

/** Installs missing servers and languages on Debian as root. Elsewhere it names them, and their tests fail. */
export async function ensureServers() {
  await ensurePrograms({ ...SERVERS, ...LANGUAGES });
  await ensureBun();
}

/** Installs WordPress and its database on Debian as root. Elsewhere it names the missing programs. */
export const ensureWordPress = () => ensurePrograms(WORDPRESS);

async function ensurePrograms(programs) {
  const missing = () => Object.keys(programs).filter((name) => find(programs[name]) === null);
  if (missing().length > 0 && isDebianAsRoot()) await installPackages(missing());
  for (const name of missing()) console.log(`No ${name} found. Install it for the tests on real servers.`);
}
