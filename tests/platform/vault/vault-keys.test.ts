// Keys stored on this device: usable, but not readable.
import { IDBFactory } from "fake-indexeddb";
import { beforeEach, expect, test, vi } from "vitest";
import type { WebDavSettings } from "../../../src/core/sync/store-settings.ts";
import { vaultCodec } from "../../../src/platform/vault/codec.ts";
import { eraseKeys, keyPlace, readKept, storeKept } from "../../../src/platform/vault/key-store.ts";
import { bytesOfSecret, keysOfSecret } from "../../../src/platform/vault/secret.ts";
import { openVaultKeys, storeVaultKeys } from "../../../src/platform/vault/vault-keys.ts";
import { testVault } from "../../support/vault/test-vault.ts";

const settings: WebDavSettings = {
  kind: "webdav",
  address: "https://cloud.example/dav/regards/",
  user: "ada@example.org",
  password: "hunter2-hunter2",
};

beforeEach(() => {
  const factory = new IDBFactory();
  keyPlace.factory = () => factory;
});

/** Everything that is stored, with bytes as text. */
async function dump(): Promise<string> {
  const texts: string[] = [];
  const walk = (value: unknown): void => {
    if (value instanceof ArrayBuffer) walk(new Uint8Array(value));
    else if (value instanceof Uint8Array) texts.push(new TextDecoder("latin1").decode(value));
    else if (value instanceof CryptoKey) texts.push(`${value.type} ${value.extractable}`);
    else if (typeof value === "object" && value !== null)
      for (const [name, part] of Object.entries(value)) walk(part ?? name);
    else texts.push(String(value));
  };
  walk(await readKept("vault"));
  return texts.join("\n");
}

test("nothing is stored without sync", async () => {
  expect(await openVaultKeys()).toBeNull();
});

test("stored keys open the texts that they sealed, and the settings read back", async () => {
  const vault = await testVault();
  const file = await vaultCodec(vault).seal("vault.age", "text");
  await storeVaultKeys({ ...vault, settings });
  const opened = await openVaultKeys();
  expect(opened).toMatchObject({ vault: vault.vault, settings, epochs: [{ epoch: 1, heads: null }] });
  if (opened === null) return;
  expect(await vaultCodec(opened).open("vault.age", file)).toBe("text");
  expect(opened.epochs[0].recipient).toBe(vault.epochs[0].recipient);
  expect(await openVaultKeys()).toBe(opened);
});

test("a second write applies at once", async () => {
  const vault = await testVault();
  await storeVaultKeys({ ...vault, settings });
  await openVaultKeys();
  await storeVaultKeys({ ...vault, settings: { ...settings, password: "another" } });
  expect((await openVaultKeys())?.settings).toMatchObject({ password: "another" });
});

test("no key can be extracted", async () => {
  const { epochs, secret } = await testVault();
  const [{ identity, authentication }] = epochs;
  expect(identity).toBeInstanceOf(CryptoKey);
  if (typeof identity === "string") return;
  await expect(crypto.subtle.exportKey("pkcs8", identity)).rejects.toThrow();
  await expect(crypto.subtle.exportKey("jwk", identity)).rejects.toThrow();
  await expect(crypto.subtle.exportKey("raw", authentication)).rejects.toThrow();
  expect(JSON.stringify(epochs)).not.toContain(secret);
});

test.each(["with X25519", "without X25519"])(
  "the stored form contains no secret in plain text, %s",
  async (browser) => {
    const { vault, secret } = await testVault();
    if (browser === "without X25519") {
      const real = crypto.subtle.importKey.bind(crypto.subtle);
      vi.spyOn(crypto.subtle, "importKey").mockImplementation((...given: Parameters<typeof real>) => {
        if (given[0] === "pkcs8") throw new DOMException("no X25519", "NotSupportedError");
        return real(...given);
      });
    }
    const keys = await keysOfSecret(secret, 1);
    expect(typeof keys.identity).toBe(browser === "without X25519" ? "string" : "object");
    await storeVaultKeys({ vault, epochs: [keys], settings });
    const opened = await openVaultKeys();
    expect(opened?.epochs[0].recipient).toBe(keys.recipient);
    const stored = await dump();
    vi.restoreAllMocks();
    expect(stored).toContain(vault);
    expect(stored).toContain("secret false");
    const scalar = new TextDecoder("latin1").decode(bytesOfSecret(secret) ?? undefined);
    for (const hidden of [secret, keys.recipient, scalar, settings.password, settings.user, "cloud.example"])
      expect(stored).not.toContain(hidden);
  },
);

test("erasing keys deletes everything in the key store", async () => {
  await storeVaultKeys({ ...(await testVault()), settings });
  await storeKept("folder", { handle: 1 });
  await eraseKeys();
  expect(await openVaultKeys()).toBeNull();
  expect(await readKept("folder")).toBeUndefined();
});

test("a secret is checked by its checksum", async () => {
  const { secret } = await testVault();
  expect(bytesOfSecret(secret)).toHaveLength(32);
  const last = secret.endsWith("Q") ? "P" : "Q";
  for (const wrong of [secret.slice(0, -1) + last, secret.toLowerCase(), secret.slice(0, -1), "", "age1qqq"])
    expect(bytesOfSecret(wrong), wrong).toBeNull();
  await expect(keysOfSecret("nonsense", 1)).rejects.toThrow(TypeError);
});
