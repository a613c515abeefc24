// A real Apache with mod_dav on loopback: the writable folder, and the places that a probe must distinguish.
import { createHash } from "node:crypto";
import { chownSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type DavServer, freePort, programAt, startProgram, temporaryFolder } from "./process.ts";

export interface Apache extends DavServer {
  /** Of the server, with a trailing slash. */
  origin: string;
  /** Accepts only digest authentication. */
  digestUrl: string;
  /** May be read and not written. */
  readOnlyUrl: string;
  /** A login page instead of WebDAV. */
  loginUrl: string;
}

const MODULES = [
  "mpm_event",
  "unixd",
  "authn_core",
  "authn_file",
  "authz_core",
  "authz_user",
  "auth_basic",
  "auth_digest",
  "alias",
  "dir",
  "mime",
  "dav",
  "dav_fs",
];
const BUILT_IN = ["unixd"];

export async function startApache(user = "anna", password = "geheim-ä"): Promise<Apache> {
  const program = programAt(["/usr/sbin/apache2", "/usr/sbin/httpd"], "apache2");
  const folder = temporaryFolder("apache");
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}/`;
  prepare(folder, { user, password });
  writeFileSync(join(folder, "httpd.conf"), configuration(folder, port));
  const args = ["-d", folder, "-f", join(folder, "httpd.conf"), "-DFOREGROUND"];
  const stop = await startProgram({ path: program, args, url: origin, folder });
  return {
    origin,
    url: `${origin}dav/`,
    digestUrl: `${origin}digest/`,
    readOnlyUrl: `${origin}read-only/`,
    loginUrl: `${origin}login/`,
    user,
    password,
    files: join(folder, "dav"),
    stop,
  };
}

function prepare(folder: string, { user, password }: { user: string; password: string }): void {
  const ids = webUser();
  for (const name of ["dav", "digest", "read-only", "login", "locks"]) {
    mkdirSync(join(folder, name));
    if (ids !== null) chownSync(join(folder, name), ids.uid, ids.gid);
  }
  if (ids !== null) chownSync(folder, ids.uid, ids.gid);
  writeFileSync(join(folder, "login/index.html"), "<!DOCTYPE html><title>Log in</title><form><input></form>");
  const sha = createHash("sha1").update(password).digest("base64");
  writeFileSync(join(folder, "basic.users"), `${user}:{SHA}${sha}\n`);
  const ha1 = createHash("md5").update(`${user}:regards:${password}`).digest("hex");
  writeFileSync(join(folder, "digest.users"), `${user}:regards:${ha1}\n`);
}

/** Ids of the user that Apache serves as, if root starts it; null without root. */
function webUser(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const [, uid, gid] = /^www-data:[^:]*:(\d+):(\d+):/m.exec(readFileSync("/etc/passwd", "utf8")) ?? [];
  return uid === undefined ? null : { uid: Number(uid), gid: Number(gid) };
}

const basic = (folder: string): string => `
  AuthType Basic
  AuthName "regards"
  AuthUserFile ${folder}/basic.users`;

const configuration = (folder: string, port: number): string => `
ServerName 127.0.0.1
Listen 127.0.0.1:${port}
PidFile ${folder}/httpd.pid
DefaultRuntimeDir ${folder}
ErrorLog ${folder}/error.log
LogLevel warn
KeepAliveTimeout 5
MaxKeepAliveRequests 0
StartServers 1
ThreadsPerChild 25
${MODULES.filter((name) => !BUILT_IN.includes(name))
  .map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`)
  .join("\n")}
${process.getuid?.() === 0 ? "User www-data\nGroup www-data" : ""}
TypesConfig /etc/mime.types
DocumentRoot ${folder}/login
DAVLockDB ${folder}/locks/db
DirectorySlash Off
Alias /dav ${folder}/dav
Redirect 302 /moved http://127.0.0.1:9/elsewhere
Alias /digest ${folder}/digest
Alias /read-only ${folder}/read-only
Alias /login ${folder}/login
<Directory />
  AllowOverride None
  Require all denied
</Directory>
<Location /dav>
  DAV On
  ${basic(folder)}
  Require valid-user
</Location>
<Location /read-only>
  DAV On
  ${basic(folder)}
  <Limit GET HEAD OPTIONS PROPFIND>
    Require valid-user
  </Limit>
  <LimitExcept GET HEAD OPTIONS PROPFIND>
    Require all denied
  </LimitExcept>
</Location>
<Location /digest>
  DAV On
  AuthType Digest
  AuthName "regards"
  AuthUserFile ${folder}/digest.users
  Require valid-user
</Location>
<Location /login>
  DirectoryIndex index.html
  Require all granted
</Location>
`;
