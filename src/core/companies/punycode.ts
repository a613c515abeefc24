// Punycode decoder (RFC 3492) for one label after its "xn--". Browsers can encode Punycode but offer no decoder.

const BASE = 36;
const SHORTEST = 1;
const LONGEST = 26;

/** Null for text that is not Punycode. */
export function decodePunycode(encoded: string): string | null {
  const end = encoded.lastIndexOf("-");
  const letters = [...encoded.slice(0, Math.max(end, 0))].map((letter) => letter.charCodeAt(0));
  let [code, index, bias] = [0x80, 0, 72];
  for (let at = end + 1; at < encoded.length; ) {
    const before = index;
    for (let weight = 1, place = BASE; ; place += BASE) {
      const digit = digitOf(encoded.charCodeAt(at++));
      if (digit === null) return null;
      index += digit * weight;
      const threshold = Math.min(Math.max(place - bias, SHORTEST), LONGEST);
      if (digit < threshold) break;
      weight *= BASE - threshold;
    }
    const length = letters.length + 1;
    bias = adapted(index - before, length, before === 0);
    code += Math.floor(index / length);
    if (code > 0x10ffff) return null;
    index %= length;
    letters.splice(index++, 0, code);
  }
  return String.fromCodePoint(...letters);
}

/** a–z are 0–25, 0–9 are 26–35. Past the end: NaN, which is no digit. */
function digitOf(code: number): number | null {
  if (code >= 0x61 && code <= 0x7a) return code - 0x61;
  return code >= 0x30 && code <= 0x39 ? code - 0x30 + 26 : null;
}

function adapted(delta: number, length: number, isFirst: boolean): number {
  let rest = Math.floor(delta / (isFirst ? 700 : 2));
  rest += Math.floor(rest / length);
  let steps = 0;
  for (; rest > ((BASE - SHORTEST) * LONGEST) / 2; steps += BASE) rest = Math.floor(rest / (BASE - SHORTEST));
  return steps + Math.floor(((BASE - SHORTEST + 1) * rest) / (rest + 38));
}
