// An npm registry on loopback that serves installed packages, so that `npm install` needs no network.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { basename, dirname, join } from "node:path";

export interface LocalRegistry {
  url: string;
  stop(): void;
}

export async function startRegistry(modules: string): Promise<LocalRegistry> {
  const server = createServer((request, response) => {
    const [path = "", isTarball] = decodeURIComponent(request.url ?? "")
      .slice(1)
      .split("?");
    const folder = join(modules, path);
    try {
      if (isTarball !== undefined) return response.end(packed(folder));
      const description = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
      const dist = { tarball: `${url}/${path}?tarball` };
      const answer = { name: path, "dist-tags": { latest: description.version } };
      response.setHeader("Content-Type", "application/json");
      response.end(JSON.stringify({ ...answer, versions: { [description.version]: { ...description, dist } } }));
    } catch {
      response.writeHead(404).end("{}");
    }
  }).listen(0, "127.0.0.1");
  await new Promise((listening) => server.once("listening", listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** An option of GNU tar: the archive's folder gets the name "package". */
const packed = (folder: string): Buffer =>
  execFileSync(
    "tar",
    ["-c", "-I", "gzip -1", "--transform", `s,^${basename(folder)},package,`, "-C", dirname(folder), basename(folder)],
    { maxBuffer: 2 ** 28 },
  );
