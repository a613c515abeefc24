// A real WordPress on loopback: the distribution's files in a folder of their own, PHP's server, and a MariaDB that
// listens only on a socket of that folder.
import { execFile, spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { ended, freePort, programAt, startProgram, temporaryFolder } from "./process.ts";

export interface WordPress {
  /** With a trailing slash. */
  url: string;
  user: string;
  password: string;
  /** Notices and errors of PHP so far. */
  faults(): string;
  stop(): Promise<void>;
}

const ROOT = join(import.meta.dirname, "../../..");
const run = promisify(execFile);
const [USER, PASSWORD] = ["admin", "correct horse battery staple"];

/** Prints the plugin's answers: a minimal theme, as a company would write it. */
const THEME = `<!doctype html><html><head><meta charset="utf-8"><title>Corner Shop</title><?php wp_head(); ?></head><body>
<h1>Corner Shop</h1>
<?php if ((regards_preferences()['kinds']['offers'] ?? null) !== 'no') : ?>
<aside data-testid="offer">Half price on Fridays</aside>
<?php endif; ?>
<p data-testid="reason"><?php echo esc_html(regards_decide(['kind' => 'offers'])['reason']); ?></p>
<?php wp_footer(); ?></body></html>`;

/** PHP's server serves files itself; everything else goes to WordPress, as with the usual rule of Apache or nginx. */
const ROUTER = `<?php
$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
$file = $_SERVER['DOCUMENT_ROOT'] . $path;
if (is_file($file) || is_file("$file/index.php")) { return $path === '/' ? require "$file/index.php" : false; }
require $_SERVER['DOCUMENT_ROOT'] . '/index.php';`;

export async function startWordPress(): Promise<WordPress> {
  const folder = temporaryFolder("wordpress");
  const port = await freePort();
  const url = `http://wordpress.localhost:${port}/`;
  const stopDatabase = await startMariaDb(folder);
  try {
    const site = prepare(folder, url);
    const php = ["-d", "display_errors=0", "-d", "log_errors=1", "-d", `error_log=${join(folder, "php.log")}`];
    await run("php", [...php, join(folder, "install.php")], { timeout: 120_000 });
    const args = [...php, "-S", `127.0.0.1:${port}`, "-t", site, join(folder, "router.php")];
    const stopSite = await startProgram({
      path: "/usr/bin/php",
      args,
      url: `http://127.0.0.1:${port}/wp-login.php`,
      folder: site,
    });
    return {
      url,
      user: USER,
      password: PASSWORD,
      faults: () => (existsSync(join(folder, "php.log")) ? readFileSync(join(folder, "php.log"), "utf8") : ""),
      async stop() {
        await stopSite();
        await stopDatabase();
        rmSync(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await stopDatabase();
    throw error;
  }
}

function prepare(folder: string, url: string): string {
  const site = join(folder, "site");
  const { host } = new URL(url);
  programAt(["/usr/share/wordpress/wp-load.php"], "wordpress");
  cpSync("/usr/share/wordpress", site, {
    recursive: true,
    dereference: true,
    filter: (path) => !/\/\.htaccess$|\/wp-content\/(?:languages|uploads|plugins|themes)\//.test(path),
  });
  const plugins = join(site, "wp-content/plugins");
  const theme = join(site, "wp-content/themes/corner-shop");
  for (const made of [plugins, theme]) mkdirSync(made, { recursive: true });
  cpSync(join(ROOT, "dist/wordpress/regards"), join(plugins, "regards"), { recursive: true });
  writeFileSync(join(theme, "style.css"), "/*\nTheme Name: Corner Shop\n*/\n");
  writeFileSync(join(theme, "index.php"), THEME);
  writeFileSync(join(site, "wp-config.php"), configuration(folder, url));
  writeFileSync(join(folder, "router.php"), ROUTER);
  writeFileSync(join(folder, "install.php"), installation(site, host));
  return site;
}

const configuration = (folder: string, url: string): string => `<?php
define('DB_NAME', 'wordpress'); define('DB_USER', 'root'); define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:${folder}/sock'); define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', '');
define('WP_HOME', '${url.slice(0, -1)}'); define('WP_SITEURL', '${url.slice(0, -1)}');
define('AUTH_KEY', 'test'); define('SECURE_AUTH_KEY', 'test'); define('LOGGED_IN_KEY', 'test'); define('NONCE_KEY', 'test');
define('DISABLE_WP_CRON', true); define('WP_HTTP_BLOCK_EXTERNAL', true); define('AUTOMATIC_UPDATER_DISABLED', true);
define('WP_DEBUG', true); define('WP_DEBUG_DISPLAY', false); define('WP_DEBUG_LOG', '${folder}/php.log');
$table_prefix = 'wp_';
defined('ABSPATH') || define('ABSPATH', __DIR__ . '/'); require_once ABSPATH . 'wp-settings.php';`;

/** As the two steps of the installer and the button "Activate" do, without the mail to the administrator. */
const installation = (site: string, host: string): string => `<?php
$_SERVER['HTTP_HOST'] = '${host}'; $_SERVER['REQUEST_URI'] = '/'; $_SERVER['SERVER_PROTOCOL'] = 'HTTP/1.1';
define('WP_INSTALLING', true);
function wp_new_blog_notification() {}
require '${site}/wp-load.php'; require_once ABSPATH . 'wp-admin/includes/upgrade.php';
require_once ABSPATH . 'wp-admin/includes/plugin.php';
wp_install('Corner Shop', '${USER}', 'admin@shop.example', true, '', '${PASSWORD}');
switch_theme('corner-shop');
$fault = activate_plugin('regards/regards-plugin.php');
if (is_wp_error($fault)) { fwrite(STDERR, $fault->get_error_message()); exit(1); }`;

/** Returns a function that stops it. */
async function startMariaDb(folder: string): Promise<() => Promise<void>> {
  const program = programAt(["/usr/sbin/mariadbd"], "mariadb-server");
  const asRoot = process.getuid?.() === 0 ? ["--user=root"] : [];
  const place = ["--no-defaults", `--datadir=${join(folder, "data")}`, ...asRoot];
  await run("mariadb-install-db", [...place, "--auth-root-authentication-method=normal", "--skip-test-db"], {
    timeout: 120_000,
  });
  const socket = `--socket=${join(folder, "sock")}`;
  // Only a crash of the machine loses unflushed data.
  const settings = ["--skip-networking", "--innodb-flush-log-at-trx-commit=0", `--pid-file=${join(folder, "pid")}`];
  const child = spawn(program, [...place, socket, ...settings], { stdio: "ignore" });
  for (let tries = 0; ; tries++) {
    const done = await run("mariadb", [
      "--no-defaults",
      socket,
      "-uroot",
      "-e",
      "CREATE DATABASE IF NOT EXISTS wordpress",
    ]).catch(() => null);
    if (done !== null) return () => ended(child);
    if (tries > 200 || child.exitCode !== null) throw new Error("MariaDB did not start");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
