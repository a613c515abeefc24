// A lock on a folder that ends with its process, however the process ends: a socket on which this process listens.
import { createHash } from "node:crypto";
import { realpath, rm } from "node:fs/promises";
import { connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Returns a function that unlocks. Throws while another process of this machine has the folder. */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const name = `regards-${createHash("sha256")
    .update(await realpath(folder))
    .digest("hex")
    .slice(0, 32)}`;
  const address = addressOf(name);
  // Linux and Windows forget the name with its process. Elsewhere it is a file that a killed process leaves behind.
  if (address.startsWith("/") && !(await isAnswering(address))) await rm(address, { force: true });
  const server = await listening(address).catch(() => {
    throw new Error(`Another receiver uses the folder ${folder}. The trial storage serves one process.`);
  });
  return () => new Promise((done) => server.close(() => done()));
}

function addressOf(name: string): string {
  if (process.platform === "linux") return `\0${name}`;
  return process.platform === "win32" ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`);
}

function listening(address: string): Promise<Server> {
  return new Promise((done, fail) => {
    const server = createServer((socket) => socket.destroy());
    server.once("error", fail);
    server.listen(address, () => {
      server.unref();
      done(server);
    });
  });
}

const isAnswering = (address: string): Promise<boolean> =>
  new Promise((done) => {
    const socket = connect(address);
    const ended = (isUp: boolean) => () => {
      socket.destroy();
      done(isUp);
    };
    socket.once("connect", ended(true));
    socket.once("error", ended(false));
  });
