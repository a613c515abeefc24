// Reduces a screenshot to at most 256 colours, to less than half the bytes: shades between letter and paper become the
// nearest colour. Reads the PNGs of browsers: 8 bits a channel, not interlaced.
import { crc32, deflateSync, inflateSync } from "node:zlib";

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const TRUE_COLOUR = 2;
const WITH_ALPHA = 6;
const PALETTE = 3;
const MOST_COLOURS = 256;

export function smallPng(png) {
  const { width, height, colours } = decode(png);
  const counts = new Map();
  for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const entries = paletteOf(counts);
  const indexes = new Map([...counts.keys()].map((colour) => [colour, nearest(entries, colour)]));
  const rows = Buffer.alloc(height * (width + 1));
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) rows[y * (width + 1) + 1 + x] = indexes.get(colours[y * width + x]);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  header[9] = PALETTE;
  const table = Buffer.from(entries.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]));
  const parts = { IHDR: header, PLTE: table, IDAT: deflateSync(rows, { level: 9 }), IEND: Buffer.alloc(0) };
  return Buffer.concat([SIGNATURE, ...Object.entries(parts).map(([name, content]) => chunk(name, content))]);
}

/**
 * Picks colours one by one: each time the colour with the greatest distance from the palette, weighted by its
 * frequency.
 */
function paletteOf(counts) {
  const [[most]] = [...counts].sort(([, one], [, other]) => other - one);
  const left = [...counts].map(([colour, count]) => ({ colour, count, off: distance(colour, most) }));
  const entries = [most];
  while (entries.length < MOST_COLOURS) {
    const worst = left.reduce((one, other) => (other.off * other.count > one.off * one.count ? other : one));
    if (worst.off === 0) break;
    entries.push(worst.colour);
    for (const one of left) one.off = Math.min(one.off, distance(one.colour, worst.colour));
  }
  return entries;
}

function nearest(entries, colour) {
  const distances = entries.map((entry) => distance(entry, colour));
  return distances.indexOf(Math.min(...distances));
}

const distance = (one, other) =>
  ((one >> 16) - (other >> 16)) ** 2 +
  (((one >> 8) & 255) - ((other >> 8) & 255)) ** 2 +
  ((one & 255) - (other & 255)) ** 2;

function chunk(name, content) {
  const named = Buffer.concat([Buffer.from(name, "latin1"), content]);
  const framed = Buffer.alloc(named.length + 8);
  framed.writeUInt32BE(content.length, 0);
  named.copy(framed, 4);
  framed.writeUInt32BE(crc32(named), named.length + 4);
  return framed;
}

/** Row by row: colours as 0xRRGGBB, and opacities of 0 to 255. */
export function decode(png) {
  const packed = [];
  let header;
  for (let at = SIGNATURE.length; at < png.length; at += 12 + png.readUInt32BE(at)) {
    const content = png.subarray(at + 8, at + 8 + png.readUInt32BE(at));
    const name = png.toString("latin1", at + 4, at + 8);
    if (name === "IHDR") header = content;
    if (name === "IDAT") packed.push(content);
  }
  const [width, height, bits, type] = [header.readUInt32BE(0), header.readUInt32BE(4), header[8], header[9]];
  if (bits !== 8 || header[12] !== 0 || ![TRUE_COLOUR, WITH_ALPHA].includes(type))
    throw new Error("another kind of PNG");
  const bytes = type === WITH_ALPHA ? 4 : 3;
  const line = width * bytes;
  const raw = inflateSync(Buffer.concat(packed));
  const pixels = Buffer.alloc(height * line);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (line + 1)];
    for (let x = 0; x < line; x++) {
      const left = x >= bytes ? pixels[y * line + x - bytes] : 0;
      const up = y > 0 ? pixels[(y - 1) * line + x] : 0;
      const corner = x >= bytes && y > 0 ? pixels[(y - 1) * line + x - bytes] : 0;
      pixels[y * line + x] = raw[y * (line + 1) + 1 + x] + predicted(filter, { left, up, corner });
    }
  }
  const colours = Array.from({ length: width * height }, (_, number) => pixels.readUIntBE(number * bytes, 3));
  const opacities = colours.map((_, number) => (type === WITH_ALPHA ? pixels[number * bytes + 3] : 255));
  return { width, height, colours, opacities };
}

/** The five filters of PNG (ISO/IEC 15948). */
function predicted(filter, { left, up, corner }) {
  if (filter === 0) return 0;
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  const guess = left + up - corner;
  const [toLeft, toUp, toCorner] = [left, up, corner].map((value) => Math.abs(guess - value));
  return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
}
