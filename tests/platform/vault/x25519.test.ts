// X25519 without WebCrypto: the vectors of RFC 7748, and the results of WebCrypto.
import fc from "fast-check";
import { expect, test } from "vitest";
import { fromHex, joined, toHex } from "../../../src/platform/vault/bytes.ts";
import { x25519 } from "../../../src/platform/vault/x25519.ts";

const hex = (text: string) => fromHex(text) ?? new Uint8Array();

test.each([
  [
    "a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4",
    "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c",
    "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552",
  ],
  [
    "4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d",
    "e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493",
    "95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957",
  ],
])("RFC 7748, section 5.2: %s", (scalar, point, product) => {
  expect(toHex(x25519.scalarMult(hex(scalar), hex(point)))).toBe(product);
});

test("RFC 7748, section 6.1: two parties agree", () => {
  const alice = hex("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a");
  const bob = hex("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb");
  const [ofAlice, ofBob] = [x25519.scalarMultBase(alice), x25519.scalarMultBase(bob)];
  expect(toHex(ofAlice)).toBe("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a");
  expect(toHex(ofBob)).toBe("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f");
  const shared = "4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742";
  expect([toHex(x25519.scalarMult(alice, ofBob)), toHex(x25519.scalarMult(bob, ofAlice))]).toEqual([shared, shared]);
});

const PKCS8 = hex("302e020100300506032b656e04220420");

test("gives the results of WebCrypto", async () => {
  const bytes = fc.uint8Array({ minLength: 32, maxLength: 32 });
  await fc.assert(
    fc.asyncProperty(bytes, bytes, async (scalar, other) => {
      const key = await crypto.subtle.importKey("pkcs8", joined(PKCS8, scalar), { name: "X25519" }, false, [
        "deriveBits",
      ]);
      const point = x25519.scalarMultBase(other);
      const peer = await crypto.subtle.importKey("raw", new Uint8Array(point), { name: "X25519" }, false, []);
      const expected = await crypto.subtle.deriveBits({ name: "X25519", public: peer }, key, 256);
      expect(toHex(x25519.scalarMult(scalar, point))).toBe(toHex(expected));
    }),
  );
});

test("refuses points of small order, as WebCrypto does", () => {
  const scalar = new Uint8Array(32).fill(7);
  for (const point of [new Uint8Array(32), Uint8Array.of(1, ...new Array(31).fill(0))])
    expect(() => x25519.scalarMult(scalar, point)).toThrow();
});
