// Attacks of a place, and their names in the report of a sync.
import { Buffer } from "node:buffer";
import { vaultCodec } from "../../../src/platform/vault/codec.ts";
import { testVault } from "../vault/test-vault.ts";
import type { Hostile } from "./hostile.ts";

export interface Attack {
  name: string;
  attack(place: Hostile): Promise<void>;
  /** Name in the report of a device that has read the files before; null if it needs none of the changed files. */
  known: string | null;
  /** Name in the report of a new device; null if that device cannot detect the attack. */
  fresh: string | null;
}

const ROW = '{"t":"feelings","id":"f0","v":{"value":5},"h":"zzzzzzzzz000attacker00"}';

const headText = (path: string): string => {
  const [device, generation, nonce] = path.slice("heads/".length).split(".");
  const description = { head: 1, device, name: "", generation: Number(generation), nonce, at: 0 };
  return `${JSON.stringify({ ...description, previous: [], segments: [], seen: {} })}\n${ROW}`;
};

const newest = async (place: Hostile): Promise<string> => (await place.heads())[0] ?? "";
const older = async (place: Hostile): Promise<string> => (await place.heads())[1] ?? "";
const aSegment = async (place: Hostile): Promise<string> => (await place.segments())[0] ?? "";

/** Copies a file to another path. */
const copy = (place: Hostile, from: string, to: string): void => place.fleet.files.put(to, place.fleet.files.at(from));

const flipped = (bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> => {
  const changed = bytes.slice();
  changed[changed.length >> 1] = (changed[changed.length >> 1] ?? 0) ^ 1;
  return changed;
};

/** Both files of a device, even if the place hides them. */
const everyFile = async (place: Hostile, change: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>) => {
  for (const path of place.fleet.files.paths()) place.change(path, change);
};

export const ATTACKS: readonly Attack[] = [
  {
    name: "a forged head, by somebody who knows the recipient",
    async attack(place) {
      const path = await place.inventedHead();
      place.fleet.files.put(path, await place.encrypted(headText(path)));
    },
    known: "forged",
    fresh: "forged",
  },
  {
    name: "a forged segment of the right length",
    async attack(place) {
      const path = await aSegment(place);
      const forged = await place.encrypted(ROW);
      place.change(path, (bytes) => new Uint8Array(Buffer.concat([forged, bytes])).slice(0, bytes.length));
    },
    known: null,
    fresh: "missing",
  },
  {
    name: "heads that change places",
    async attack(place) {
      const [one, other] = [await newest(place), await older(place)];
      const bytes = place.fleet.files.at(one) ?? new Uint8Array();
      copy(place, other, one);
      place.fleet.files.put(other, bytes);
    },
    known: null,
    fresh: "misplaced",
  },
  {
    name: "a head under a later name",
    async attack(place) {
      copy(place, await newest(place), await place.inventedHead());
    },
    known: "misplaced",
    fresh: "misplaced",
  },
  {
    name: "a segment under the name of a head",
    async attack(place) {
      copy(place, await aSegment(place), await place.inventedHead());
    },
    known: "misplaced",
    fresh: "misplaced",
  },
  {
    name: "an earlier head instead of the newest",
    async attack(place) {
      for (const path of await place.heads()) place.fleet.files.states.delete(path);
      for (const [path, bytes] of place.earlier)
        if (path.startsWith(`heads/${await place.deviceOf(0)}.`)) place.fleet.files.put(path, bytes);
    },
    known: "rolled-back",
    // Only another device's head shows that there was more.
    fresh: null,
  },
  {
    name: "all files as they were earlier",
    async attack(place) {
      place.show(place.earlier);
    },
    known: "rolled-back",
    fresh: null,
  },
  {
    name: "a segment that is gone",
    async attack(place) {
      for (const path of await place.segments()) place.fleet.files.states.delete(path);
    },
    known: null,
    fresh: "missing",
  },
  {
    name: "heads that are gone, and segments that stay",
    async attack(place) {
      for (const path of place.fleet.files.paths("heads/")) place.fleet.files.states.delete(path);
    },
    known: "vault-missing",
    fresh: null,
  },
  {
    name: "no files at all",
    async attack(place) {
      place.show(new Map());
    },
    known: "vault-missing",
    fresh: null,
  },
  {
    name: "an empty listing of files that are there",
    async attack(place) {
      place.listing = () => [];
    },
    known: "vault-missing",
    fresh: null,
  },
  {
    name: "a listing of foreign names and paths",
    async attack(place) {
      const names = ["../../heads/x.age", "..", "", "a/b", "README.txt", "__proto__", `${"9".repeat(10)}.1.x.age`];
      place.listing = (_folder, files) => [...names.map((name) => ({ name, size: 1 })), ...files];
    },
    known: null,
    fresh: null,
  },
  {
    name: "a listing that repeats every name",
    async attack(place) {
      place.listing = (_folder, files) => [...files, ...files, ...files];
    },
    known: null,
    fresh: null,
  },
  {
    name: "files that are cut",
    attack: (place) => everyFile(place, (bytes) => bytes.slice(0, bytes.length - 1)),
    known: null,
    fresh: "unreadable",
  },
  {
    name: "files with one bit changed",
    attack: (place) => everyFile(place, flipped),
    known: null,
    fresh: "unreadable",
  },
  {
    name: "a head of another vault with another key",
    async attack(place) {
      const path = await place.inventedHead();
      const other = vaultCodec(await testVault());
      place.fleet.files.put(path, await other.seal(path, headText(path)));
    },
    known: "unreadable",
    fresh: "unreadable",
  },
  {
    name: "a head of another vault with the same key",
    async attack(place) {
      const path = await place.inventedHead();
      place.fleet.files.put(path, await place.ofOtherVault(path, headText(path)));
    },
    known: "misplaced",
    fresh: "misplaced",
  },
  {
    name: "a head that a newer version wrote",
    async attack(place) {
      const path = await place.inventedHead();
      place.fleet.files.put(path, await place.codec.seal(path, headText(path).replace('"head":1', '"head":2')));
    },
    known: "newer",
    fresh: "newer",
  },
  {
    name: "an envelope that a newer version wrote",
    async attack(place) {
      const path = await place.inventedHead();
      place.fleet.files.put(path, await place.encrypted('{"regards":2}\nanything'));
    },
    known: "newer",
    fresh: "newer",
  },
  {
    name: "a head of 33 MB",
    async attack(place) {
      place.fleet.files.put(await place.inventedHead(), new Uint8Array(33 * 2 ** 20));
    },
    known: "unreadable",
    fresh: "unreadable",
  },
  {
    name: "a head that unpacks to 100 MB",
    async attack(place) {
      place.fleet.files.put(await place.inventedHead(), await place.encrypted(new Uint8Array(100 * 2 ** 20)));
    },
    known: "unreadable",
    fresh: "unreadable",
  },
  {
    name: "a hundred heads of invented generations and devices",
    async attack(place) {
      for (let one = 0; one < 100; one++) {
        const device = String(one % 7).repeat(10);
        const name = `${device}.${String(99_999_999 - one)}.aaaaaaaa.age`;
        place.fleet.files.put(`heads/${name}`, new TextEncoder().encode("junk"));
      }
    },
    known: "unreadable",
    fresh: "unreadable",
  },
];
