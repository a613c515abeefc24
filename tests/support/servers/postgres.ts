// A real PostgreSQL on loopback, with its own folder and port. It runs as a user without rights, as it demands.
import { execFile } from "node:child_process";
import { chownSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { freePort, programAt, temporaryFolder } from "./process.ts";

export interface PostgresServer {
  /** Connection string of a new, empty database. */
  create(name: string): Promise<string>;
  /** Ends the server as a power failure does, without completing or writing anything. */
  crash(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

const run = promisify(execFile);

export async function startPostgres(): Promise<PostgresServer> {
  const initdb = programOf("initdb");
  const control = programOf("pg_ctl");
  const folder = temporaryFolder("postgres");
  const data = join(folder, "data");
  const port = await freePort();
  const user = plainUser();
  if (user !== null) chownSync(folder, user.uid, user.gid);
  const options = { ...user, cwd: folder, env: { PATH: process.env.PATH, LC_ALL: "C" } };
  await run(initdb, ["-D", data, "-U", "receiver", "-A", "trust", "-E", "UTF8", "--no-sync"], options);
  // Only a crash of the machine loses unflushed data; these tests end only the server.
  const settings = `-c fsync=off -p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${folder}`;
  const start = async (): Promise<void> => {
    await run(control, ["-D", data, "-w", "-t", "60", "-l", join(folder, "log"), "-o", settings, "start"], options);
  };
  const end = (mode: string) => run(control, ["-D", data, "-w", "-m", mode, "stop"], options);
  await start();
  return {
    async create(name) {
      const url = `postgres://receiver@127.0.0.1:${port}`;
      const { default: pg } = await import("pg");
      const client = new pg.Client({ connectionString: `${url}/postgres` });
      await client.connect();
      await client.query(`CREATE DATABASE ${name}`);
      await client.end();
      return `${url}/${name}`;
    },
    async crash() {
      await end("immediate");
    },
    start,
    async stop() {
      await end("immediate");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Debian has these programs in a folder of their version, which is not in PATH. */
function programOf(name: string): string {
  const versions = "/usr/lib/postgresql";
  const folders = (() => {
    try {
      return readdirSync(versions).toSorted((a, b) => Number(b) - Number(a));
    } catch {
      return [];
    }
  })();
  const paths = [...folders.map((version) => join(versions, version, "bin")), "/usr/local/bin", "/usr/bin"];
  return programAt(
    paths.map((path) => join(path, name)),
    "postgresql",
  );
}

/** PostgreSQL refuses to run as root. Null if the tests do not run as root. */
function plainUser(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const [, uid, gid] = /^postgres:[^:]*:(\d+):(\d+):/m.exec(readFileSync("/etc/passwd", "utf8")) ?? [];
  const [, nobodyUid, nobodyGid] = /^nobody:[^:]*:(\d+):(\d+):/m.exec(readFileSync("/etc/passwd", "utf8")) ?? [];
  return { uid: Number(uid ?? nobodyUid), gid: Number(gid ?? nobodyGid) };
}
