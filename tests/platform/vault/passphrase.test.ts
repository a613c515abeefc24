// Passphrases: generated ones, wrapped secrets, and own ones that are easy to guess.
import { createHash } from "node:crypto";
import { Decrypter, Encrypter } from "age-encryption";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { newSecret, scryptCost } from "../../../src/platform/vault/age.ts";
import { newPassphrase, unwrapSecret, wrapSecret } from "../../../src/platform/vault/passphrase.ts";
import { passphraseWeakness } from "../../../src/platform/vault/passphrase-strength.ts";
import { drawWords, effWords, plainSpelling } from "../../../src/platform/vault/words.ts";

describe("the word list", () => {
  test("is the EFF's large list, unchanged", async () => {
    const words = await effWords();
    const dice = (at: number) => [1296, 216, 36, 6, 1].map((one) => (Math.floor(at / one) % 6) + 1).join("");
    const published = words.map((word, at) => `${dice(at)}\t${word}\n`).join("");
    expect(createHash("sha256").update(published).digest("hex")).toBe(
      "addd35536511597a02fa0a9ff1e5284677b8883b83e986e43f15a3db996b903e",
    );
  });

  test("is drawn uniformly", async () => {
    const words = await effWords();
    const at = new Map(words.map((word, index) => [word, index]));
    const counts = new Array<number>(6).fill(0);
    for (const word of await drawWords(6000)) {
      const sixth = Math.floor((at.get(word) ?? -1) / (words.length / 6));
      counts[sixth] = (counts[sixth] ?? 0) + 1;
    }
    // Seven standard deviations.
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(203);
  });

  test("is not drawn from random numbers beyond the last full range", async () => {
    const drawn = [62_207, 62_208, 65_535, 7];
    const spy = vi.spyOn(crypto, "getRandomValues").mockImplementation((array) => {
      if (array instanceof Uint16Array) array[0] = drawn.shift() ?? 0;
      return array;
    });
    const words = await effWords();
    expect(await drawWords(2)).toEqual([words[7775], words[7]]);
    spy.mockRestore();
  });
});

describe("a generated passphrase", () => {
  test("has six words and differs each time", async () => {
    const words = new Set(await effWords());
    const one = await newPassphrase();
    expect(one.split(" ")).toHaveLength(6);
    expect(one.split(" ").every((word) => words.has(word))).toBe(true);
    expect(await newPassphrase()).not.toBe(one);
  });

  test("is never weak", async () => {
    for (let run = 0; run < 200; run += 1) {
      const passphrase = await newPassphrase();
      expect(await passphraseWeakness(passphrase), passphrase).toBeNull();
    }
  });
});

describe("a wrapped secret", () => {
  test("opens with every spelling of the passphrase, and with no other passphrase", async () => {
    expect(scryptCost.logN).toBe(18);
    scryptCost.logN = 11;
    const secret = await newSecret();
    const file = await wrapSecret(secret, "Drop-down crusade Yo-Yo überzug felt-tip mango");
    expect(new TextDecoder("latin1").decode(file)).toMatch(/^age-encryption.org\/v1\n-> scrypt \S{22} 11\n/);
    expect(await unwrapSecret(file, "  drop DOWN  crusade\nyo–yo u\u0308berzug felt tip mango ")).toBe(secret);
    expect(await unwrapSecret(file, "drop down crusade yo yo überzug felt tip mangos")).toBeNull();
  });

  test("is refused without derivation if it demands more work than ours or has another form", async () => {
    const encrypter = new Encrypter();
    encrypter.setPassphrase("x");
    encrypter.setScryptWorkFactor(2);
    const cheap = new TextDecoder("latin1").decode(await encrypter.encrypt("nonsense"));
    const costly = cheap.replace(/(-> scrypt \S+) 2\n/, "$1 19\n");
    const unwrapped = (text: string) =>
      unwrapSecret(
        Uint8Array.from(text, (one) => one.charCodeAt(0)),
        "x",
      );
    const decrypt = vi.spyOn(Decrypter.prototype, "decrypt");
    onTestFinished(() => decrypt.mockRestore());
    expect(await unwrapped(cheap)).toBeNull();
    expect(decrypt).toHaveBeenCalledOnce();
    for (const text of [costly, "", "<html>", cheap.slice(0, 60)]) expect(await unwrapped(text)).toBeNull();
    expect(decrypt).toHaveBeenCalledOnce();
  });
});

describe("an own passphrase", () => {
  test.each([
    ["short", "Tr0ub4dor&3"],
    ["short", "a b c d e f g h"],
    ["common", "Correct horse battery staple"],
    ["common", "correct-horse-battery-staple1!"],
    ["common", "to be or not to be"],
    ["guessable", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"],
    ["guessable", "abcdefghijklmnopqrstuvwxyz"],
    ["guessable", "qwertzuiop1234567890"],
    ["guessable", "password2024 password2025"],
    ["guessable", "secret password admin login"],
    ["guessable", "12.03.1987 24.12.1990"],
    ["guessable", "abandon abandon abandon abandon abandon"],
    ["guessable", "mango mangos mango"],
    ["guessable", "P4ssw0rd!2024"],
  ])("is %s: %s", async (weakness, text) => {
    expect(await passphraseWeakness(text)).toBe(weakness);
  });

  test.each([
    "hund käse fenster regenschirm",
    "crusade mango overbuilt duchess",
    "kZ8#pW2!vQ9xLm4$",
    "der alte Bahnhof riecht nach Zimt und Kohle",
  ])("is accepted: %s", async (text) => {
    expect(await passphraseWeakness(text)).toBeNull();
  });

  test("has one spelling", () => {
    expect(plainSpelling(" Drop-Down\t\nİ  a—b_c ")).toBe(plainSpelling("drop down İ a b c"));
  });
});
