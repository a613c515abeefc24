// X25519 (RFC 7748) for Chromium before 133, whose WebCrypto lacks it. The build gives it to age-encryption in place of
// the package's own, which includes Edwards curves (scripts/vite/modules.ts).
import { pow } from "@noble/curves/abstract/modular.js";
import { montgomery } from "@noble/curves/abstract/montgomery.js";

const P = 2n ** 255n - 19n;

export const x25519 = montgomery({
  P,
  type: "x25519",
  powPminus2: (x) => pow(x, P - 2n, P),
  adjustScalarBytes(bytes: Uint8Array): Uint8Array {
    const [first = 0] = bytes;
    const last = bytes[31] ?? 0;
    bytes[0] = first & 0xf8;
    bytes[31] = (last & 0x7f) | 0x40;
    return bytes;
  },
});
