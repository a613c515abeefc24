// Set-up of sync on several devices with one place: creating, joining, changing keys and places.
import { IDBFactory } from "fake-indexeddb";
import { beforeEach, describe, expect, test, vi } from "vitest";
import type { WebDavSettings } from "../../../src/core/sync/store-settings.ts";
import { beginRotation, changePassphrase, finishRotation, openNewKey } from "../../../src/features/sync/change-key.ts";
import { changeStore } from "../../../src/features/sync/change-store.ts";
import { answerPairing, beginPairing, finishPairing, openPairing } from "../../../src/features/sync/pair-device.ts";
import {
  abandonVault,
  createVault,
  findVaults,
  finishVault,
  joinVault,
  type NewVault,
} from "../../../src/features/sync/set-up.ts";
import { servers } from "../../../src/platform/remote/place.ts";
import { scryptCost } from "../../../src/platform/vault/age.ts";
import { vaultCodec } from "../../../src/platform/vault/codec.ts";
import { keyPlace } from "../../../src/platform/vault/key-store.ts";
import { newestEpoch } from "../../../src/platform/vault/marker.ts";
import { pairingCost } from "../../../src/platform/vault/pairing.ts";
import { writeMarker } from "../../../src/platform/vault/vault-files.ts";
import { openVaultKeys, type VaultKeys } from "../../../src/platform/vault/vault-keys.ts";
import { MemoryServer, memoryPlace } from "../../support/remote/memory-place.ts";

vi.mock("webextension-polyfill", () => ({ default: {} }));

const places = new Map<string, MemoryServer>();
const serverOf = ({ address }: WebDavSettings): MemoryServer => {
  const server = places.get(address) ?? new MemoryServer();
  places.set(address, server);
  return server;
};

const home: WebDavSettings = {
  kind: "webdav",
  address: "https://home.example/",
  user: "ada.lovelace",
  password: "hunter2",
};
const away: WebDavSettings = { ...home, address: "https://away.example/" };
const PASSPHRASE = "crusade mango overbuilt duchess appendage lunar";
const OTHER_PASSPHRASE = "viscous gizmo reptile unframed backlog sugar";
const HEAD = "heads/abcdefghij.00000001.0a1b2c3d.age";

const databases = new Map<string, IDBFactory>();
/** The following calls run on that device. */
const on = (device: string): void => {
  const factory = databases.get(device) ?? new IDBFactory();
  databases.set(device, factory);
  keyPlace.factory = () => factory;
};

async function keysHere(): Promise<VaultKeys> {
  const keys = await openVaultKeys();
  if (keys === null) throw new Error("no keys");
  return keys;
}

const codeOf = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => "done",
    (error: unknown) => (error instanceof Error && "code" in error ? error.code : error),
  );

/** A vault on the laptop. */
async function setUp(passphrase: string | null = null): Promise<NewVault> {
  on("laptop");
  const made = await createVault(home, passphrase);
  await finishVault(home, made, made.recoveryCode);
  return made;
}

beforeEach(() => {
  scryptCost.logN = 10;
  pairingCost.iterations = 1000;
  places.clear();
  servers.webdav = (settings) => memoryPlace(serverOf(settings));
  databases.clear();
  on("laptop");
});

const files = (settings: WebDavSettings): string[] =>
  serverOf(settings)
    .paths()
    .map((path) => path.replace(/^v1-[^/]*\//, "").replace(/-[0-9a-z]{8}\.age$/, "-*.age"));

describe("a new vault", () => {
  test("is written, found, and used only after the code was typed", async () => {
    const made = await createVault(home, null);
    expect(await findVaults(home)).toEqual([made.vault]);
    expect(files(home)).toEqual(["readme.txt", "vault.age"]);
    expect(await codeOf(finishVault(home, made, made.recoveryCode.slice(0, -1)))).toBe("wrong-recovery-code");
    const other = await createVault(home, null);
    expect(await codeOf(finishVault(home, made, other.recoveryCode))).toBe("wrong-recovery-code");
    expect(await openVaultKeys()).toBeNull();
    await finishVault(home, made, ` ${made.recoveryCode.toLowerCase()} `);
    expect(await keysHere()).toMatchObject({ vault: made.vault, settings: home, epochs: [{ epoch: 1 }] });
  });

  test("is deleted after the set-up was cancelled", async () => {
    const made = await createVault(home, null);
    await abandonVault(home, made);
    expect(files(home)).toEqual([]);
  });

  test("is refused with a passphrase that is easy to guess", async () => {
    expect(await codeOf(createVault(home, "password password"))).toBe("weak-passphrase");
    expect(files(home)).toEqual([]);
  });

  test("is refused if the place confirms a write but does not store it", async () => {
    serverOf(home).fault = (_operation, path) => (path.endsWith("vault.age") ? "liar" : null);
    expect(await codeOf(createVault(home, null))).toBe("not-stored");
    serverOf(home).fault = (operation) => (operation === "put" ? "ghost" : null);
    expect(await codeOf(createVault(home, null))).toBe("not-stored");
    serverOf(home).fault = () => "err";
    expect(await codeOf(createVault(home, null))).toBe("busy");
  });

  test("shows the server neither the code nor the recipient nor a setting", async () => {
    const made = await setUp(PASSPHRASE);
    const { recipient } = (await keysHere()).epochs[0];
    const texts = serverOf(home)
      .paths()
      .map((path) => path + new TextDecoder("latin1").decode(serverOf(home).read(path) ?? undefined));
    expect(files(home)).toEqual(["keys/1-*.age", "readme.txt", "vault.age"]);
    for (const hidden of [made.recoveryCode, recipient, "hunter2", "ada.lovelace", "home.example", "crusade"])
      expect(texts.filter((text) => text.includes(hidden))).toEqual([]);
  });
});

describe("a second device", () => {
  test("joins with the passphrase, and opens the files of the first", async () => {
    const { vault } = await setUp(PASSPHRASE);
    const file = await vaultCodec(await keysHere()).seal(HEAD, "text");
    on("phone");
    expect(await codeOf(joinVault(home, vault, OTHER_PASSPHRASE))).toBe("wrong-passphrase");
    expect(await openVaultKeys()).toBeNull();
    await joinVault(home, vault, PASSPHRASE.toUpperCase());
    expect(await vaultCodec(await keysHere()).open(HEAD, file)).toBe("text");
  });

  test("joins by the recovery code, and by no other", async () => {
    const made = await setUp();
    const other = await createVault(home, null);
    on("phone");
    expect(await codeOf(joinVault(home, made.vault, PASSPHRASE))).toBe("no-passphrase");
    expect(await codeOf(joinVault(home, made.vault, other.recoveryCode))).toBe("wrong-recovery-code");
    expect(await codeOf(joinVault(home, made.vault, `${made.recoveryCode}X`))).toBe("wrong-recovery-code");
    expect(await codeOf(joinVault(away, made.vault, made.recoveryCode))).toBe("vault-missing");
    expect(await openVaultKeys()).toBeNull();
    await joinVault(home, made.vault, made.recoveryCode);
    expect((await keysHere()).vault).toBe(made.vault);
  });

  test("does not join a vault under another name than its own", async () => {
    const { vault, recoveryCode } = await setUp();
    const renamed = "v1-zzzzzzzzzzzzzzzzzzzz";
    const server = serverOf(home);
    server.write(`${renamed}/vault.age`, server.read(`${vault}/vault.age`));
    on("phone");
    expect(await codeOf(joinVault(home, renamed, recoveryCode))).toBe("other-vault");
    expect(await openVaultKeys()).toBeNull();
  });

  test("joins by pairing, with the passphrase typed on the old device", async () => {
    const { vault } = await setUp(PASSPHRASE);
    on("phone");
    const begun = await beginPairing();
    const words = begun.words.join(" ");
    on("laptop");
    const { request } = begun;
    expect(await codeOf(answerPairing({ request, words: "four other words here", secret: PASSPHRASE }))).toBe(
      "wrong-pairing-words",
    );
    expect(await codeOf(answerPairing({ request: "age1", words, secret: PASSPHRASE }))).toBe("wrong-pairing");
    expect(await codeOf(answerPairing({ request, words, secret: OTHER_PASSPHRASE }))).toBe("wrong-passphrase");
    const { answer } = await answerPairing({ request, words, secret: PASSPHRASE });
    on("phone");
    expect(await codeOf(openPairing(await beginPairing(), answer))).toBe("wrong-pairing");
    const opened = await openPairing(begun, answer);
    expect(opened.settings).toEqual(home);
    expect(await openVaultKeys()).toBeNull();
    await finishPairing(opened);
    expect(await keysHere()).toMatchObject({ vault, settings: home });
  });
});

test("a changed passphrase replaces the old one", async () => {
  const made = await setUp(PASSPHRASE);
  expect(await codeOf(changePassphrase(OTHER_PASSPHRASE, OTHER_PASSPHRASE))).toBe("wrong-passphrase");
  expect(await codeOf(changePassphrase(made.recoveryCode, "password"))).toBe("weak-passphrase");
  await changePassphrase(PASSPHRASE, OTHER_PASSPHRASE);
  expect(files(home)).toEqual(["keys/1-*.age", "readme.txt", "vault.age"]);
  on("phone");
  expect(await codeOf(joinVault(home, made.vault, PASSPHRASE))).toBe("wrong-passphrase");
  await joinVault(home, made.vault, OTHER_PASSPHRASE);
});

test("a new passphrase that was not stored leaves the old one", async () => {
  const made = await setUp(PASSPHRASE);
  serverOf(home).fault = (operation) => (operation === "put" ? "liar" : null);
  expect(await codeOf(changePassphrase(made.recoveryCode, OTHER_PASSPHRASE))).toBe("not-stored");
  serverOf(home).fault = () => null;
  on("phone");
  await joinVault(home, made.vault, PASSPHRASE);
});

describe("after a device was lost", () => {
  test("its key opens and adds nothing, and the others continue with the new key", async () => {
    const made = await setUp();
    const server = serverOf(home);
    const old = vaultCodec(await keysHere());
    const file = await old.seal(HEAD, "old");
    server.write(`${made.vault}/${HEAD}`, file);
    on("phone");
    await joinVault(home, made.vault, made.recoveryCode);

    on("laptop");
    const renewed = await beginRotation(made.recoveryCode, null);
    expect(await codeOf(finishRotation(renewed, made.recoveryCode))).toBe("wrong-recovery-code");
    expect(await newestEpoch(memoryPlace(server).vault(made.vault))).toBe(1);
    await finishRotation(renewed, renewed.recoveryCode);
    expect(files(home)).toContain("epochs/2-*.age");
    const codec = vaultCodec(await keysHere());
    expect(await codec.open(HEAD, file)).toBe("old");
    const next = "heads/abcdefghij.00000002.0a1b2c3d.age";
    expect(await codeOf(old.open(next, await codec.seal(next, "new")))).toBe("unreadable");
    expect(await codeOf(codec.open(next, await old.seal(next, "forged")))).toBe("unreadable");

    on("phone");
    expect(await newestEpoch(memoryPlace(server).vault(made.vault))).toBe(2);
    expect(await codeOf(openNewKey(made.recoveryCode))).toBe("old-recovery-code");
    expect(await codeOf(beginRotation(made.recoveryCode, null))).toBe("new-key");
    await openNewKey(renewed.recoveryCode);
    const here = vaultCodec(await keysHere());
    expect([await here.open(HEAD, file), await here.open(next, await codec.seal(next, "new"))]).toEqual(["old", "new"]);

    on("tablet");
    expect(await codeOf(joinVault(home, made.vault, made.recoveryCode))).toBe("old-recovery-code");
    await joinVault(home, made.vault, renewed.recoveryCode);
    expect(await vaultCodec(await keysHere()).open(HEAD, file)).toBe("old");
  });

  test("a key that is replaced twice still opens everything, and the passphrase follows", async () => {
    const made = await setUp(PASSPHRASE);
    const file = await vaultCodec(await keysHere()).seal("vault.age", "old");
    const second = await beginRotation(PASSPHRASE, null);
    await finishRotation(second, second.recoveryCode);
    expect(files(home).filter((name) => name.startsWith("keys/"))).toEqual([]);
    const third = await beginRotation(second.recoveryCode, OTHER_PASSPHRASE);
    await finishRotation(third, third.recoveryCode);
    on("phone");
    await joinVault(home, made.vault, OTHER_PASSPHRASE);
    const keys = await keysHere();
    expect(keys.epochs.map(({ epoch }) => epoch)).toEqual([3, 2, 1]);
    expect(await vaultCodec(keys).open("vault.age", file)).toBe("old");
  });

  test("a rival's key in the same moment takes this one back", async () => {
    const made = await setUp();
    const server = serverOf(home);
    const renewed = await beginRotation(made.recoveryCode, OTHER_PASSPHRASE);
    // The other marker appears after the check and before the own marker.
    server.fault = (operation, path) => {
      const isMarker = operation === "put" && path.includes("/epochs/");
      if (isMarker) server.write(`${made.vault}/epochs/2-zzzzzzzz.age`, new Uint8Array([1]));
      return null;
    };
    expect(await codeOf(finishRotation(renewed, renewed.recoveryCode))).toBe("new-key");
    expect(server.paths().filter((path) => /epochs|keys/.test(path))).toEqual([`${made.vault}/epochs/2-zzzzzzzz.age`]);
    expect((await keysHere()).epochs[0].epoch).toBe(1);
  });

  test("of two devices that replace the key at once, one keeps the other's", async () => {
    const made = await setUp();
    on("phone");
    await joinVault(home, made.vault, made.recoveryCode);
    const phone = await beginRotation(made.recoveryCode, null);
    on("laptop");
    const laptop = await beginRotation(made.recoveryCode, null);
    await finishRotation(laptop, laptop.recoveryCode);
    on("phone");
    expect(await codeOf(finishRotation(phone, phone.recoveryCode))).toBe("new-key");
    expect(files(home).filter((name) => name.startsWith("epochs/"))).toHaveLength(1);
    await openNewKey(laptop.recoveryCode);
  });
});

describe("another place", () => {
  test("gets the small files, so that the passphrase opens the vault there", async () => {
    const made = await setUp(PASSPHRASE);
    expect(await changeStore(away)).toEqual({ created: true, hasPassphrase: true });
    expect(files(away)).toEqual(files(home));
    expect((await keysHere()).settings).toEqual(away);
    on("phone");
    await joinVault(away, made.vault, PASSPHRASE);
  });

  test("gets the marker if the old one does not answer, and says that the passphrase is missing", async () => {
    const made = await setUp();
    serverOf(home).fault = () => "err";
    expect(await changeStore(away)).toEqual({ created: true, hasPassphrase: false });
    on("phone");
    await joinVault(away, made.vault, made.recoveryCode);
  });

  test("that already holds the vault is used unchanged", async () => {
    await setUp();
    serverOf(away).restore(serverOf(home).snapshot());
    expect(await changeStore(away)).toEqual({ created: false, hasPassphrase: false });
  });

  test("that holds another vault under this name, or does not answer, changes nothing", async () => {
    const made = await setUp();
    serverOf(away).write(`${made.vault}/vault.age`, new TextEncoder().encode("nonsense"));
    expect(await codeOf(changeStore(away))).toBe("other-vault");
    serverOf(away).fault = () => "err";
    serverOf(away).restore(new Map());
    expect(await codeOf(changeStore(away))).toBe("busy");
    expect((await keysHere()).settings).toEqual(home);
  });
});

test("a lost or torn marker is written again, and a sound one stays", async () => {
  const made = await setUp();
  const server = serverOf(home);
  const store = memoryPlace(server).vault(made.vault);
  const sound = server.read(`${made.vault}/vault.age`);
  await writeMarker(store, await keysHere());
  expect(server.read(`${made.vault}/vault.age`)).toEqual(sound);
  server.write(`${made.vault}/vault.age`, sound?.slice(0, 100) ?? null);
  await writeMarker(store, await keysHere());
  on("phone");
  await joinVault(home, made.vault, made.recoveryCode);
});

test("without sync, nothing can be changed", async () => {
  expect(await codeOf(changePassphrase("x", PASSPHRASE))).toBe("sync-off");
  expect(await codeOf(changeStore(away))).toBe("sync-off");
  expect(await codeOf(openNewKey("x"))).toBe("sync-off");
});
