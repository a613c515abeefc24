// Starts a server program of the machine on loopback, with its own folder and a free port, and stops it by its id.
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A WebDAV server with one user. `url` is its writable folder, with a trailing slash. */
export interface DavServer {
  url: string;
  user: string;
  password: string;
  /** The folder's files on this machine. */
  files: string;
  stop(): Promise<void>;
}

/** Path of a program. Throws a sentence with the way to install it. */
export function programAt(candidates: readonly string[], name: string): string {
  const found = candidates.find((path) => existsSync(path));
  if (found === undefined)
    throw new Error(`${name} is missing: "npm test" installs it on Debian as root, else install it`);
  return found;
}

export const temporaryFolder = (name: string): string => mkdtempSync(join(tmpdir(), `regards-${name}-`));

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => (address !== null && typeof address === "object" ? resolve(address.port) : reject()));
    });
  });
}

export interface Program {
  path: string;
  args: readonly string[];
  /** Any answer, even a refusal, means that the server is up. */
  url: string;
  /** Removed at the end. */
  folder: string;
}

/** Returns a function that stops the program and removes its folder. */
export async function startProgram({ path, args, url, folder }: Program): Promise<() => Promise<void>> {
  const child = spawn(path, args, { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (piece: Buffer) => {
      output = (output + piece.toString("utf8")).slice(-4000);
    });
  const stop = async (): Promise<void> => {
    await ended(child);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  for (let tries = 0; tries < 200; tries++) {
    if (child.exitCode !== null) break;
    const answered = await fetch(url).then(
      (response) => response.arrayBuffer().then(() => true),
      () => false,
    );
    if (answered) return stop;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await stop();
  throw new Error(`${path} did not start: ${output}`);
}

/** Stops a program, by force after three seconds. */
export function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const force = setTimeout(() => child.kill("SIGKILL"), 3000);
    child.once("exit", () => {
      clearTimeout(force);
      resolve();
    });
    child.kill("SIGTERM");
  });
}
