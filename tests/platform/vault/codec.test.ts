// Files of a vault: a device refuses every change by a server, or by somebody who knows the recipient.
import { execFileSync } from "node:child_process";
import { createHash, createHmac, hkdfSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { Decrypter, Encrypter } from "age-encryption";
import fc from "fast-check";
import { beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import type { VaultCodec } from "../../../src/core/sync/vault-codec.ts";
import { newSecret, openWith, sealTo } from "../../../src/platform/vault/age.ts";
import { joined, toHex, utf8 } from "../../../src/platform/vault/bytes.ts";
import { vaultCodec } from "../../../src/platform/vault/codec.ts";
import { bytesOfSecret, keysOfSecret } from "../../../src/platform/vault/secret.ts";
import { thorough } from "../../support/runs.ts";
import { type TestVault, testVault, VAULT } from "../../support/vault/test-vault.ts";

const PATH = "heads/abcdefghij.00000001.0a1b2c3d.age";
const TEXT = '{"v":1,"note":"Käse"}\n{"t":"feelings"}';

let keys: TestVault;
let codec: VaultCodec;

beforeAll(async () => {
  keys = await testVault();
  codec = vaultCodec(keys);
});

const faultOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => "opened",
    (error: unknown) => (error instanceof Error && "code" in error ? error.code : error),
  );

/** A file that somebody who knows the recipient encrypts. */
const encrypted = (plain: Uint8Array): Promise<Uint8Array<ArrayBuffer>> => sealTo(keys.epochs[0].recipient, plain);
const zipped = (text: string): Uint8Array => new Uint8Array(gzipSync(text));

describe("a sealed text", () => {
  test("opens unchanged", async () => {
    expect(await codec.open(PATH, await codec.seal(PATH, TEXT))).toBe(TEXT);
    expect(await codec.open(PATH, await codec.seal(PATH, ""))).toBe("");
  });

  test("opens unchanged, whatever its content", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "grapheme", maxLength: 3000 }), async (text) => {
        expect(await codec.open(PATH, await codec.seal(PATH, text))).toBe(text);
      }),
    );
  });

  test("opens with the text of the secret in a browser without X25519", async () => {
    const [newest] = keys.epochs;
    const old = vaultCodec({ vault: VAULT, epochs: [{ ...newest, identity: keys.secret }] });
    expect(await old.open(PATH, await codec.seal(PATH, TEXT))).toBe(TEXT);
    expect(await codec.open(PATH, await old.seal(PATH, TEXT))).toBe(TEXT);
  });

  test("has a size rounded up to 1 kB for a small text, and to an eighth for a large one", async () => {
    const random = (length: number) => Array.from({ length }, () => Math.random().toString(36).slice(2, 12)).join("");
    const sizes = new Map<number, number>();
    for (const length of [0, 1, 10, 50, 80, 100, 300, 1000, 2000, 5000, 9000, 15_000, 30_000]) {
      const { length: size } = await codec.seal(PATH, random(length));
      const bare = zipped(random(length)).length;
      sizes.set(length, size);
      expect(size % 1024, `${length} words`).toBe(0);
      expect(size, `${length} words`).toBeLessThan(Math.max(bare + 1700, bare * 1.13));
    }
    expect(sizes.get(0)).toBe(1024);
    expect(sizes.get(0)).toBe(sizes.get(50));
    expect(new Set(sizes.values()).size).toBeLessThan(12);
  });

  test("of 20,000 lines opens unchanged", async () => {
    const line = (at: number) =>
      JSON.stringify({
        t: "feelings",
        id: `0${at}abcdefghij`,
        v: { value: at % 5, note: at * 7919, host: "www.shop.example", words: ["calm", "heard"], tags: ["price"] },
      });
    const text = Array.from({ length: 20_000 }, (_, at) => line(at)).join("\n");
    expect(await codec.open(PATH, await codec.seal(PATH, text))).toBe(text);
  });
});

describe("is refused:", () => {
  test("any flipped bit and any truncation", async () => {
    const file = await codec.seal(PATH, crypto.getRandomValues(new Uint8Array(1500)).join(""));
    expect(file.length).toBeGreaterThan(2200);
    const survivors: string[] = [];
    const attempt = async (name: string, damaged: Uint8Array<ArrayBuffer>) => {
      const fault = await faultOf(codec.open(PATH, damaged));
      if (fault !== "unreadable") survivors.push(`${name}: ${fault}`);
    };
    // In `npm test`: more than 2,200 bits all over the file, and more than 2,200 lengths.
    for (let bit = 0; bit < file.length * 8; bit += thorough ? 7 : 101) {
      const damaged = file.slice();
      damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      await attempt(`bit ${bit}`, damaged);
    }
    for (let length = 0; length < file.length; length += thorough ? 1 : 31)
      await attempt(`length ${length}`, file.slice(0, length));
    await attempt("one more byte", joined(file, new Uint8Array(1)));
    expect(survivors).toEqual([]);
  });

  test("a file that is only encrypted, without a valid signature", async () => {
    const body = '{"v":1}';
    const forgeries = [
      body,
      `${JSON.stringify({ regards: 1, vault: VAULT, path: PATH })}\n${body}`,
      `${JSON.stringify({ regards: 1, vault: VAULT, path: PATH, mac: "" })}\n${body}`,
      `${JSON.stringify({ regards: 1, vault: VAULT, path: PATH, mac: "0".repeat(64) })}\n${body}`,
      `${JSON.stringify({ regards: 1, vault: VAULT, path: PATH, mac: "x" })}\n${body}`,
      `${JSON.stringify({ regards: "1", vault: VAULT, path: PATH, mac: "0".repeat(64) })}\n${body}`,
      "null\n",
      "\n",
      "",
    ];
    for (const forgery of forgeries) {
      expect(await faultOf(codec.open(PATH, await encrypted(zipped(forgery)))), forgery).toBe("forged");
    }
  });

  test("a text with the signature of another", async () => {
    const [newest] = keys.epochs;
    const opened = await openWith(newest.identity, await codec.seal(PATH, TEXT));
    const [envelope] = gunzipSync(opened ?? new Uint8Array())
      .toString()
      .split("\n");
    expect(await faultOf(codec.open(PATH, await encrypted(zipped(`${envelope}\n{"v":2}`))))).toBe("forged");
    expect(await codec.open(PATH, await encrypted(zipped(`${envelope}\n${TEXT}`)))).toBe(TEXT);
  });

  test("a renamed file and a file of another vault", async () => {
    const file = await codec.seal(PATH, TEXT);
    expect(await faultOf(codec.open("heads/abcdefghij.00000002.0a1b2c3d.age", file))).toBe("misplaced");
    const sameKeys = vaultCodec({ vault: "v1-zzzzzzzzzzzzzzzzzzzz", epochs: keys.epochs });
    expect(await faultOf(sameKeys.open(PATH, file))).toBe("misplaced");
    const other = vaultCodec(await testVault());
    expect(await faultOf(other.open(PATH, file))).toBe("unreadable");
  });

  test("a newer format", async () => {
    const envelope = JSON.stringify({ regards: 2, vault: VAULT, path: PATH, sealedBy: "tomorrow" });
    expect(await faultOf(codec.open(PATH, await encrypted(zipped(`${envelope}\nx`))))).toBe("newer");
  });

  test("a file that the server encrypted with a passphrase, without derivation", async () => {
    const encrypter = new Encrypter();
    encrypter.setPassphrase("guess");
    encrypter.setScryptWorkFactor(8);
    const cheap = new Uint8Array(await encrypter.encrypt(zipped(TEXT)));
    const costly = new TextDecoder("latin1").decode(cheap).replace(/(-> scrypt \S+) 8\n/, "$1 20\n");
    const decrypt = vi.spyOn(Decrypter.prototype, "decrypt");
    onTestFinished(() => decrypt.mockRestore());
    const costlyFile = Uint8Array.from(costly, (one) => one.charCodeAt(0));
    for (const file of [costlyFile, cheap]) expect(await faultOf(codec.open(PATH, file))).toBe("unreadable");
    expect(decrypt).not.toHaveBeenCalled();
    await codec.open(PATH, await codec.seal(PATH, TEXT));
    expect(decrypt).toHaveBeenCalledOnce();
  });

  test("a header with many recipients", async () => {
    const encrypter = new Encrypter();
    for (let count = 0; count < 2; count += 1) encrypter.addRecipient(keys.epochs[0].recipient);
    const file = new Uint8Array(await encrypter.encrypt(zipped(TEXT)));
    expect(await faultOf(codec.open(PATH, file))).toBe("unreadable");
  });

  test("plain text, other formats and an empty file", async () => {
    for (const text of ["", "<html>Log in</html>", "age-encryption.org/v1\n", "x".repeat(5000)])
      expect(await faultOf(codec.open(PATH, utf8(text))), text).toBe("unreadable");
    expect(await faultOf(codec.open(PATH, await encrypted(utf8("not gzip"))))).toBe("unreadable");
  });

  test("a signed text that is not UTF-8", async () => {
    const body = Uint8Array.of(0x7b, 0xff);
    const hash = toHex(await crypto.subtle.digest("SHA-256", body));
    const message = utf8(`regards 1\n${VAULT}\n${PATH}\n${hash}\n`);
    const mac = toHex(await crypto.subtle.sign("HMAC", keys.epochs[0].authentication, message));
    const envelope = utf8(`${JSON.stringify({ regards: 1, vault: VAULT, path: PATH, mac })}\n`);
    const file = await encrypted(new Uint8Array(gzipSync(joined(envelope, body))));
    expect(await faultOf(codec.open(PATH, file))).toBe("unreadable");
  });

  test("a decompression bomb, without inflating it whole", async () => {
    const bomb = new Uint8Array(gzipSync(new Uint8Array(200 * 2 ** 20), { level: 1 }));
    expect(await faultOf(codec.open(PATH, await encrypted(bomb)))).toBe("unreadable");
    expect(await faultOf(codec.open(PATH, new Uint8Array(32 * 2 ** 20 + 1)))).toBe("unreadable");
  });
});

describe("after the key was replaced", () => {
  test("the new key seals, and the old one opens earlier files", async () => {
    const file = await codec.seal(PATH, TEXT);
    const other = "heads/abcdefghij.00000002.0a1b2c3d.age";
    const late = await codec.seal(other, TEXT);
    const segment = "seg/abcdefghij/00000001-0a1b2c3d-0.age";
    const name = PATH.slice("heads/".length);
    const epochs = [await keysOfSecret(await newSecret(), 2), { ...keys.epochs[0], heads: [name] }] as const;
    const renewed = vaultCodec({ vault: VAULT, epochs });
    expect(await renewed.open(PATH, file)).toBe(TEXT);
    expect(await renewed.open(segment, await codec.seal(segment, TEXT))).toBe(TEXT);
    expect(await faultOf(renewed.open(other, late))).toBe("unreadable");
    expect(await faultOf(codec.open(PATH, await renewed.seal(PATH, TEXT)))).toBe("unreadable");
  });
});

test("a reader written from docs/SYNC.md verifies the signature with the recovery code alone", async () => {
  const opened = await openWith(keys.secret, await codec.seal(PATH, TEXT));
  const plain = gunzipSync(opened ?? new Uint8Array());
  const end = plain.indexOf("\n");
  const { vault, path, mac } = JSON.parse(plain.subarray(0, end).toString());
  const scalar = bytesOfSecret(keys.secret) ?? new Uint8Array();
  const key = Buffer.from(hkdfSync("sha256", scalar, "", "regards vault file authentication v1", 32));
  const hash = createHash("sha256")
    .update(plain.subarray(end + 1))
    .digest("hex");
  const message = `regards 1\n${vault}\n${path}\n${hash}\n`;
  expect(createHmac("sha256", key).update(message).digest("hex")).toBe(mac);
});

const hasAge = (() => {
  try {
    return execFileSync("age", ["--version"]).length > 0;
  } catch {
    return false;
  }
})();

test.skipIf(!hasAge && !thorough)("the age command and gunzip open a file with the recovery code", async () => {
  const folder = mkdtempSync(join(tmpdir(), "vault-"));
  try {
    writeFileSync(join(folder, "key.txt"), `# a comment\n${keys.secret}\n`);
    writeFileSync(join(folder, "file.age"), await codec.seal(PATH, TEXT));
    writeFileSync(join(folder, "large.age"), await codec.seal(PATH, "0123456789\n".repeat(400_000)));
    const command = (file: string) => ["-c", `age -d -i key.txt ${file} | gunzip`];
    const [envelope = "", ...lines] = execFileSync("sh", command("file.age"), { cwd: folder }).toString().split("\n");
    expect(JSON.parse(envelope)).toMatchObject({ regards: 1, vault: VAULT, path: PATH });
    expect(lines.join("\n")).toBe(TEXT);
    const large = execFileSync("sh", command("large.age"), { cwd: folder, maxBuffer: 2 ** 26 });
    expect(large.toString().split("\n").length).toBe(400_002);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
