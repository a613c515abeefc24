// A real `rclone serve webdav` on loopback: it overwrites files that it is asked to create, and keeps torn uploads.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type DavServer, freePort, programAt, startProgram, temporaryFolder } from "./process.ts";

export async function startRclone(user = "anna", password = "geheim"): Promise<DavServer> {
  const program = programAt(["/usr/bin/rclone", "/usr/local/bin/rclone"], "rclone");
  const folder = temporaryFolder("rclone");
  const files = join(folder, "files");
  mkdirSync(files);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/`;
  const credentials = ["--user", user, "--pass", password];
  const settings = ["--config", join(folder, "rclone.conf"), "--cache-dir", join(folder, "cache")];
  // By default rclone caches a listing for five minutes, despite writes of other programs.
  const args = ["serve", "webdav", files, "--addr", `127.0.0.1:${port}`, "--dir-cache-time", "0s"];
  const stop = await startProgram({ path: program, args: [...args, ...credentials, ...settings], url, folder });
  return { url, user, password, files, stop };
}
