// A real nginx with its DAV modules on loopback: it overwrites files that it is asked to create, needs the slash after a
// folder's name, and answers 500 for a file whose folder is missing.
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type DavServer, freePort, programAt, startProgram, temporaryFolder } from "./process.ts";

export async function startNginx(user = "anna", password = "geheim"): Promise<DavServer> {
  const program = programAt(["/usr/sbin/nginx"], "nginx");
  const folder = temporaryFolder("nginx");
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/dav/`;
  for (const name of ["dav", "temporary"]) mkdirSync(join(folder, name));
  const sha = createHash("sha1").update(password).digest("base64");
  writeFileSync(join(folder, "users"), `${user}:{SHA}${sha}\n`);
  writeFileSync(join(folder, "nginx.conf"), configuration(folder, port));
  const args = ["-c", join(folder, "nginx.conf"), "-e", join(folder, "error.log")];
  const stop = await startProgram({ path: program, args, url, folder });
  return { url, user, password, files: join(folder, "dav"), stop };
}

const configuration = (folder: string, port: number): string => `
load_module /usr/lib/nginx/modules/ngx_http_dav_ext_module.so;
daemon off;
${process.getuid?.() === 0 ? "user root;" : ""}
worker_processes 1;
pid ${folder}/nginx.pid;
events { worker_connections 64; }
http {
  access_log off;
  ${["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${folder}/temporary/${name};`).join("\n  ")}
  server {
    listen 127.0.0.1:${port};
    root ${folder};
    client_max_body_size 64m;
    location /dav/ {
      auth_basic "regards";
      auth_basic_user_file ${folder}/users;
      dav_methods PUT DELETE MKCOL;
      dav_ext_methods PROPFIND OPTIONS;
    }
  }
}
`;
