// The receiver's package in a folder of its own, as a company installs it, and its processes.
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { cpSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { expect } from "vitest";
import { freePort, temporaryFolder } from "../servers/process.ts";
import { SECRET } from "./items.ts";

export interface Served {
  child: ChildProcess;
  /** Of the endpoints. */
  url: string;
  operations: string;
  /** All that it printed. */
  printed(): string;
}

export interface ReceiverPackage {
  folder: string;
  /** Starts a process, and waits until it is healthy or has ended. */
  served(env: Record<string, string>, ...args: string[]): Promise<Served>;
  /** Runs a command to its end. */
  command(env: Record<string, string>, ...args: string[]): Promise<{ stdout: string }>;
  /** Kills every process, and removes the folder. */
  remove(): void;
}

const root = resolve(import.meta.dirname, "../../..");
const run = promisify(execFile);
const { PATH = "" } = process.env;

/** Compiles here, not into `dist`, because several test files may do so at once. */
export async function receiverPackage(): Promise<ReceiverPackage> {
  const folder = temporaryFolder("receiver");
  const installed = join(folder, "node_modules/@regards/receiver");
  const source = join(root, "src/kit/receiver");
  mkdirSync(installed, { recursive: true });
  const compiler = join(root, "node_modules/typescript/bin/tsc");
  await run(process.execPath, [compiler, "-p", join(source, "tsconfig.json"), "--outDir", installed]);
  cpSync(join(source, "package.json"), join(installed, "package.json"));
  for (const name of ["@electric-sql", "pg"])
    symlinkSync(join(root, "node_modules", name), join(folder, "node_modules", name));
  const program = join(installed, "kit/receiver/command-line.js");
  const children: ChildProcess[] = [];
  return {
    folder,
    async served(env, ...args) {
      const [port, operationsPort] = [await freePort(), await freePort()];
      const ports = { PORT: String(port), OPERATIONS_PORT: String(operationsPort) };
      const child = spawn(process.execPath, [program, "serve", ...args], {
        cwd: folder,
        env: { PATH, REGARDS_SECRET: SECRET, ...ports, ...env },
      });
      children.push(child);
      let printed = "";
      // Keeps only the end, because the log of a run may be long.
      for (const stream of [child.stdout, child.stderr])
        stream.on("data", (piece) => (printed = (printed + String(piece)).slice(-MOST_PRINTED)));
      const operations = `http://127.0.0.1:${operationsPort}`;
      await expect
        .poll(async () => child.exitCode !== null || (await fetch(`${operations}/healthz`).catch(() => null))?.status, {
          timeout: 60_000,
          interval: 100,
        })
        .toBeTruthy();
      return { child, url: `http://127.0.0.1:${port}/cmr`, operations, printed: () => printed };
    },
    command: (env, ...args) =>
      run(process.execPath, [program, ...args], {
        cwd: folder,
        env: { PATH, REGARDS_SECRET: SECRET, ...env },
        maxBuffer: 2 ** 30,
      }),
    remove() {
      for (const child of children) child.kill("SIGKILL");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const MOST_PRINTED = 200_000;

export const ended = (child: ChildProcess): Promise<number | null> =>
  child.exitCode !== null ? Promise.resolve(child.exitCode) : new Promise((done) => child.once("exit", done));
