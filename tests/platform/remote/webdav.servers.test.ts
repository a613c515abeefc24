// The WebDAV store on real servers, Apache's mod_dav, nginx and rclone: the suite of all places.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { WebDavSettings } from "../../../src/core/sync/store-settings.ts";
import { createFolder } from "../../../src/platform/remote/create-folder.ts";
import { probeWebDav } from "../../../src/platform/remote/probe.ts";
import { webDavPlace } from "../../../src/platform/remote/webdav.ts";
import { runRemoteStoreTests } from "../../support/remote/remote-store-suite.ts";
import { type Apache, startApache } from "../../support/servers/apache.ts";
import { startNginx } from "../../support/servers/nginx.ts";
import type { DavServer } from "../../support/servers/process.ts";
import { startRclone } from "../../support/servers/rclone.ts";
import { tearUpload } from "../../support/servers/torn-upload.ts";

vi.mock("webextension-polyfill", () => ({ default: {} }));

let apache: Apache;
let nginx: DavServer;
let rclone: DavServer;
beforeAll(async () => {
  [apache, nginx, rclone] = await Promise.all([startApache(), startNginx(), startRclone()]);
});
afterAll(() => Promise.all([apache?.stop(), nginx?.stop(), rclone?.stop()]));

let folders = 0;

/** A new folder of the server for each test, created by the client under test. */
function placeOn(server: () => DavServer, refusesTakenNames: boolean) {
  return async () => {
    const name = `folder ${++folders} ü&%`;
    const inFolder = {
      ...server(),
      url: `${server().url}${encodeURIComponent(name)}/`,
      files: join(server().files, name),
    };
    const { user, password } = server();
    const made = await fetch(inFolder.url, {
      method: "MKCOL",
      headers: { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}` },
    });
    expect(made.status).toBe(201);
    return {
      place: webDavPlace({ kind: "webdav", address: inFolder.url, user, password }),
      refusesTakenNames,
      tear: (path: string, bytes: Uint8Array<ArrayBuffer>) => tearUpload(inFolder, path, bytes),
      litter: async (folder: string) => {
        await writeFile(join(inFolder.files, folder, "Notes of mine.txt"), "mine");
        await mkdir(join(inFolder.files, folder, "Folder of mine"));
      },
      close: async () => {},
    };
  };
}

runRemoteStoreTests(
  "Apache mod_dav",
  placeOn(() => apache, true),
);
runRemoteStoreTests(
  "nginx",
  placeOn(() => nginx, false),
);
runRemoteStoreTests(
  "rclone serve webdav",
  placeOn(() => rclone, false),
);

describe("the probe's verdict", () => {
  const codeOf = async (address: string, more: Partial<WebDavSettings> = {}) => {
    const { user, password } = apache;
    const settings: WebDavSettings = { kind: "webdav", address, user, password, ...more };
    return (await probeWebDav(settings, async () => true)).code;
  };

  test("of Apache", async () => {
    expect(await codeOf(apache.url)).toBe("ok");
    expect(await codeOf(apache.url.replace(/\/$/, ""))).toBe("ok");
    expect(await codeOf(apache.url, { password: "wrong" })).toBe("unauthorized");
    expect(await codeOf(apache.digestUrl)).toBe("digest-only");
    expect(await codeOf(apache.readOnlyUrl)).toBe("read-only");
    expect(await codeOf(apache.loginUrl)).toBe("method-refused");
    expect(await codeOf(`${apache.url}missing/deeper`)).toBe("no-folder");
  });

  test("of rclone", async () => {
    const { user, password } = rclone;
    expect(await codeOf(rclone.url, { user, password })).toBe("ok");
    expect(await codeOf(rclone.url, { user, password: "wrong" })).toBe("unauthorized");
    expect(await codeOf(`${rclone.url}missing`, { user, password })).toBe("no-folder");
  });

  test("of nginx", async () => {
    const { user, password } = nginx;
    expect(await codeOf(nginx.url, { user, password })).toBe("ok");
    expect(await codeOf(nginx.url, { user, password: "wrong" })).toBe("unauthorized");
    expect(await codeOf(`${nginx.url}missing`, { user, password })).toBe("no-folder");
    expect(await codeOf(new URL("/", nginx.url).href, { user, password })).toBe("method-refused");
  });

  test("is ok after the missing folder was created", async () => {
    const servers: [DavServer, string][] = [
      [apache, `${apache.url}created/ü b/`],
      [nginx, `${nginx.url}created/ü b/`],
      [rclone, `${rclone.url}created/ü b/`],
    ];
    for (const [{ user, password }, address] of servers) {
      await createFolder({ kind: "webdav", address, user, password }, async () => true);
      expect(await codeOf(address, { user, password })).toBe("ok");
    }
  });
});

describe("on both servers", () => {
  const codeOf = (address: string, password?: string) => {
    const settings = { kind: "webdav", address, user: apache.user, password: password ?? apache.password } as const;
    return webDavPlace(settings)
      .vaults()
      .then(String, ({ code }: { code: string }) => code);
  };

  test("a wrong password, digest, a missing folder, a login page and a file have their codes", async () => {
    expect(await codeOf(apache.url, "wrong")).toBe("unauthorized");
    expect(await codeOf(rclone.url, "wrong")).toBe("unauthorized");
    expect(await codeOf(apache.digestUrl)).toBe("digest-only");
    expect(await codeOf(`${apache.url}missing/`)).toBe("no-folder");
    expect(await codeOf(`${rclone.url}missing/`, rclone.password)).toBe("no-folder");
    expect(await codeOf(apache.loginUrl)).toBe("not-a-store");
  });

  test("a read-only folder refuses a file", async () => {
    const place = webDavPlace({
      kind: "webdav",
      address: apache.readOnlyUrl,
      user: apache.user,
      password: apache.password,
    });
    expect(await place.vaults()).toEqual([]);
    const put = place.vault("v1-0123456789abcdefghij").put("vault.age", new Uint8Array([1]));
    await expect(put).rejects.toMatchObject({ code: "read-only" });
  });
});
