// npm run zip: the store packages of both browsers. Reproducible: sorted names, fixed dates, no extra fields.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { crc32, deflateRawSync } from "node:zlib";
import { build } from "./build.mjs";
import { root } from "./tools.mjs";

const walk = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? walk(join(folder, entry.name)) : [join(folder, entry.name)],
  );

const VERSION = 20;
const UTF8_NAMES = 0x800;
const DEFLATED = 8;
const NEW_YEAR_1980 = 0x21;
const REGULAR_FILE = (0o100644 << 16) >>> 0;

/** Bytes of a ZIP file (PKWARE APPNOTE 6.3) with everything in a folder. */
export function zipOf(folder) {
  const names = walk(folder)
    .map((file) => relative(folder, file).split("\\").join("/"))
    .sort();
  const files = [];
  const directory = [];
  let offset = 0;
  for (const name of names) {
    const content = readFileSync(join(folder, name));
    const packed = deflateRawSync(content, { level: 9 });
    const label = Buffer.from(name);
    const header = Buffer.alloc(30);
    header.writeUInt32LE(0x04034b50, 0);
    header.writeUInt16LE(VERSION, 4);
    header.writeUInt16LE(UTF8_NAMES, 6);
    header.writeUInt16LE(DEFLATED, 8);
    header.writeUInt16LE(NEW_YEAR_1980, 12);
    header.writeUInt32LE(crc32(content), 14);
    header.writeUInt32LE(packed.length, 18);
    header.writeUInt32LE(content.length, 22);
    header.writeUInt16LE(label.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(0x300 | VERSION, 4);
    header.copy(entry, 6, 4, 30);
    entry.writeUInt32LE(REGULAR_FILE, 38);
    entry.writeUInt32LE(offset, 42);
    files.push(header, label, packed);
    directory.push(entry, label);
    offset += header.length + label.length + packed.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(names.length, 8);
  end.writeUInt16LE(names.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, central, end]);
}

export function writeZip(folder, out) {
  mkdirSync(dirname(out), { recursive: true });
  const bytes = zipOf(folder);
  writeFileSync(out, bytes);
  return bytes.length;
}

if (import.meta.filename === process.argv[1]) {
  await build(["chrome", "firefox"]);
  const { version } = JSON.parse(readFileSync(join(root, "manifest.json"), "utf8"));
  for (const target of ["chrome", "firefox"]) {
    const out = join(root, `dist/regards-${version}-${target}.zip`);
    console.log(`${relative(root, out)}  ${writeZip(join(root, "dist", target), out)} bytes`);
  }
}
