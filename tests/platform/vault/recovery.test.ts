// The recovery code: typed from paper, and drawn as a QR code.
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { newSecret, recipientOf } from "../../../src/platform/vault/age.ts";
import { qrOf } from "../../../src/platform/vault/qr-code.ts";
import {
  groupedRecoveryCode,
  keyFileText,
  looksLikeRecoveryCode,
  readRecoveryCode,
} from "../../../src/platform/vault/recovery.ts";

let secret: string;
beforeAll(async () => {
  secret = await newSecret();
});

describe("a typed recovery code", () => {
  test("is read in every spelling", () => {
    const data = secret.slice("AGE-SECRET-KEY-1".length);
    const spellings = [
      secret,
      ` ${secret}\n`,
      secret.toLowerCase(),
      groupedRecoveryCode(secret),
      groupedRecoveryCode(secret).toLowerCase().replaceAll(" ", "-"),
      data,
      data.replaceAll("L", "1").replaceAll("0", "O").replaceAll("8", "b"),
      data.replaceAll("L", "i"),
    ];
    for (const typed of spellings) {
      expect(readRecoveryCode(typed), typed).toEqual({ secret });
      expect(looksLikeRecoveryCode(typed), typed).toBe(true);
    }
  });

  test("with a wrong, missing or exchanged character is never read as another code", () => {
    const letters = [..."QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L"];
    const first = "AGE-SECRET-KEY-1".length;
    fc.assert(
      fc.property(fc.integer({ min: first, max: secret.length - 1 }), fc.constantFrom(...letters), (at, letter) => {
        const wrong = secret.slice(0, at) + letter + secret.slice(at + 1);
        if (wrong !== secret) expect(readRecoveryCode(wrong)).toEqual({ fault: "checksum" });
        expect(readRecoveryCode(secret.slice(0, at) + secret.slice(at + 1))).toEqual({ fault: "length" });
        const exchanged = secret.slice(0, at) + (secret[at + 1] ?? "") + (secret[at] ?? "") + secret.slice(at + 2);
        if (exchanged !== secret) expect(readRecoveryCode(exchanged)).toEqual({ fault: "checksum" });
      }),
    );
  });

  test("has a reason for its refusal", () => {
    expect(readRecoveryCode("")).toEqual({ fault: "length" });
    expect(readRecoveryCode("six words of a passphrase")).toEqual({ fault: "length" });
    expect(readRecoveryCode(`${secret}!`)).toEqual({ fault: "characters" });
    expect(looksLikeRecoveryCode("six words of a passphrase")).toBe(false);
    expect(looksLikeRecoveryCode("age-secret-key-1 qqq")).toBe(true);
  });
});

test("the groups contain the whole code", () => {
  const grouped = groupedRecoveryCode(secret);
  expect(grouped.replaceAll(" ", "")).toBe(secret);
  expect(grouped.split(" ").slice(1, -1)).toSatisfy((groups: string[]) => groups.every(({ length }) => length === 5));
});

test("a key file contains comments and the code", () => {
  const lines = keyFileText("v1-0123456789abcdefghij", secret).trimEnd().split("\n");
  expect(lines.filter((line) => !line.startsWith("#"))).toEqual([secret]);
  expect(lines.join()).toContain("v1-0123456789abcdefghij");
});

test("a QR code has its three finders, a quiet zone, and nothing but squares", async () => {
  const { size, path } = qrOf(await recipientOf(secret));
  const dark = new Set([...path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)].map(([, x, y]) => `${x} ${y}`));
  expect(path).toMatch(/^(?:M\d+ \d+h1v1h-1z)+$/);
  const isDark = (x: number, y: number) => dark.has(`${x} ${y}`);
  const finder = "1111111 1000001 1011101 1011101 1011101 1000001 1111111";
  const at = (left: number, top: number) =>
    Array.from({ length: 7 }, (_, y) =>
      Array.from({ length: 7 }, (_, x) => (isDark(left + x, top + y) ? "1" : "0")).join(""),
    ).join(" ");
  expect([at(4, 4), at(size - 11, 4), at(4, size - 11)]).toEqual([finder, finder, finder]);
  const places = [...dark].flatMap((place) => place.split(" ").map(Number));
  expect([Math.min(...places), Math.max(...places)]).toEqual([4, size - 5]);
});
