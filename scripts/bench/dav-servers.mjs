// Real WebDAV servers of the machine on loopback: rclone, and Apache with mod_dav.
import { spawn } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { until } from "../devtools.mjs";
import { freePort } from "./free-port.mjs";

export const USER = "anna";
export const PASSWORD = "secret";

const MODULES = [
  "alias",
  "mpm_event",
  "authn_core",
  "authn_file",
  "authz_core",
  "authz_user",
  "auth_basic",
  "dir",
  "mime",
  "dav",
  "dav_fs",
];

const SERVERS = {
  rclone: {
    program: "/usr/bin/rclone",
    path: "/",
    args: (folder, port) => [
      ...["serve", "webdav", join(folder, "dav"), "--addr", `127.0.0.1:${port}`],
      ...["--user", USER, "--pass", PASSWORD, "--config", join(folder, "none.conf")],
    ],
  },
  apache: {
    program: "/usr/sbin/apache2",
    path: "/dav/",
    args: (folder, port) => {
      writeFileSync(join(folder, "httpd.conf"), configuration(folder, port));
      return ["-d", folder, "-f", join(folder, "httpd.conf"), "-DFOREGROUND"];
    },
  },
};

/** Without a password, since only times and counts matter here; the extension sends one anyway. */
const configuration = (folder, port) => `
ServerName 127.0.0.1
Listen 127.0.0.1:${port}
PidFile ${folder}/pid
DefaultRuntimeDir ${folder}
ErrorLog ${folder}/error.log
MaxKeepAliveRequests 0
${MODULES.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join("\n")}
${process.getuid?.() === 0 ? "User www-data\nGroup www-data" : ""}
TypesConfig /etc/mime.types
DAVLockDB ${folder}/locks/db
DirectorySlash Off
Alias /dav ${folder}/dav
<Directory />
  Require all denied
</Directory>
<Location /dav>
  DAV On
  Require all granted
</Location>
`;

/** Names of the servers that this machine has. */
export const serversHere = () => Object.keys(SERVERS).filter((name) => existsSync(SERVERS[name].program));

/** Starts a server over an empty folder. `stop` ends it by its id, and removes the folder. */
export async function startServer(name) {
  const { program, args, path } = SERVERS[name];
  const folder = mkdtempSync(join(tmpdir(), "bench-dav-"));
  // Apache runs as another user.
  chmodSync(folder, 0o755);
  for (const part of ["dav", "locks"]) {
    mkdirSync(join(folder, part), { recursive: true });
    if (process.getuid?.() === 0 && name === "apache") chownSync(join(folder, part), 33, 33);
  }
  const port = await freePort();
  const child = spawn(program, args(folder, port), { stdio: "ignore" });
  const url = `http://127.0.0.1:${port}${path}`;
  await until(name, () => fetch(url).then(() => true));
  return {
    url,
    stop: () =>
      new Promise((done) => {
        child.once("exit", () => {
          rmSync(folder, { recursive: true, force: true });
          done();
        });
        child.kill();
      }),
  };
}
