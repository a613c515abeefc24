// Checks of devices at rest: they agree, nothing is lost or returns, and the place has the expected files.
import type { Row } from "../../../src/core/record/change.ts";
import { newLog } from "../../../src/core/sync/engine.ts";
import { FULL, readHead } from "../../../src/core/sync/head.ts";
import type { TableRow } from "../../../src/core/sync/line.ts";
import type { OwnLog } from "../../../src/core/sync/local-store.ts";
import { headPath, segmentFolder, segmentPath } from "../../../src/core/sync/names.ts";
import type { Fleet, Made } from "./devices.ts";
import { type Files, plainCodec } from "./faulty-place.ts";
import { stampsOf } from "./memory-local.ts";
import type { TestRecord } from "./test-record.ts";

/** Brings the devices to rest and checks everything. Throws an Error that names the first violation. */
export async function checkFleet(fleet: Fleet, { losses = 0 } = {}): Promise<void> {
  await fleet.rest();
  await checkRecords(fleet);
  await checkPlace(fleet, losses === 0);
  await fleet.pass(25);
  await checkRecords(fleet);
  await checkPurged(fleet);
  await checkPlace(fleet, losses === 0);
  await checkIdle(fleet);
  await checkNewDevice(fleet);
}

/** The living devices have equal rows, and every edit or a later one. */
export async function checkRecords(fleet: Fleet): Promise<void> {
  const texts = await Promise.all(fleet.living().map((at) => textOf(fleet.record(at))));
  if (new Set(texts).size > 1) throw new Error(`the devices differ:\n${differences(texts).join("\n")}`);
  const [first = 0] = fleet.living();
  for (const made of fleet.made) for (const one of made) await checkEdit(fleet.record(first), one);
}

/** A new device restores the same rows. */
export async function checkNewDevice(fleet: Fleet): Promise<void> {
  const [first = 0] = fleet.living();
  const fresh = await fleet.add();
  await fleet.sync(fresh);
  const restored = differences([await textOf(fleet.record(first)), await textOf(fleet.record(fresh))]);
  if (restored.length > 0) throw new Error(`a new device restores something else:\n${restored.join("\n")}`);
}

async function checkEdit(record: TestRecord, { table, id, row }: Made): Promise<void> {
  const end = await record.row(table, id);
  if (end === undefined) throw new Error(`${table} ${id} is lost`);
  if (row.$x !== undefined && end.$x === undefined) throw new Error(`${table} ${id} is not erased any more`);
  if (end.$x !== undefined) return;
  for (const field of Object.keys(row)) {
    if (field === "id" || field.startsWith("$")) continue;
    const [made, left] = [stampOfField(row, field), stampOfField(end, field)];
    if (left === "" || left < made) throw new Error(`${table} ${id}.${field} is lost: ${left} after ${made}`);
  }
}

const logOf = async (fleet: Fleet, at: number): Promise<OwnLog> =>
  (await fleet.record(at).store.readLog()) ?? newLog(fleet.record(at).device);

/** Text of a file that the plain codec sealed. */
const openedAt = (files: Files, path: string): Promise<string> =>
  plainCodec().open(path, files.at(path) ?? new Uint8Array());

/**
 * The files of a device are those in its log. All files in the kept heads' lists exist (`allKept`; else in the newest
 * head's). Compaction keeps their number small.
 */
async function checkPlace(fleet: Fleet, allKept: boolean): Promise<void> {
  for (const at of fleet.living()) {
    const log = await logOf(fleet, at);
    const unknown = storedBy(fleet, log).filter((path) => !isKnown(log, path));
    if (unknown.length > 0 && !fleet.restored.has(at))
      throw new Error(`files that nothing needs stay: ${unknown.join(" ")}`);
    for (const head of allKept ? log.heads : log.heads.slice(0, 1)) await checkHead(fleet.files, log, head);
    checkGrowth(fleet, log);
  }
}

const storedBy = ({ files }: Fleet, { device }: OwnLog): string[] => [
  ...files.paths(headPath(`${device}.`)),
  ...files.paths(`${segmentFolder(device)}/`),
];

const isKnown = (log: OwnLog, file: string): boolean =>
  log.heads.some((name) => headPath(name) === file) ||
  log.segments.some(({ name }) => segmentPath(log.device, name) === file) ||
  log.garbage.some(({ path }) => path === file);

async function checkHead(files: Files, { device }: OwnLog, name: string): Promise<void> {
  const { segments } = readHead(name, await openedAt(files, headPath(name)));
  for (const segment of segments)
    if (files.at(segmentPath(device, segment.name))?.length !== segment.bytes)
      throw new Error(`${name} lists ${segment.name}, which the place does not hold`);
}

function checkGrowth({ limits }: Fleet, { segments }: OwnLog): void {
  for (let level = 0; level < FULL - 1; level++) {
    const count = segments.filter((segment) => segment.level === level).length;
    if (count > limits.fanIn + 1) throw new Error(`${count} segments of level ${level} stay`);
  }
}

/** No file of a living device has the content of an erased row. */
async function checkPurged(fleet: Fleet): Promise<void> {
  for (const at of fleet.living()) {
    const log = await logOf(fleet, at);
    for (const path of storedBy(fleet, log).filter((file) => !fleet.restored.has(at) || isKnown(log, file)))
      for (const line of (await openedAt(fleet.files, path).catch(() => "{}")).split("\n")) {
        const { t, id, v } = JSON.parse(line);
        if (v === undefined || t !== "feelings") continue;
        const row = await fleet.record(at).row(t, id);
        if (row?.$x !== undefined) throw new Error(`${path} has the content of the erased ${id}`);
      }
  }
}

/** A sync without news is one request and writes nothing. */
async function checkIdle(fleet: Fleet): Promise<void> {
  for (const at of fleet.living()) {
    const before = fleet.requests;
    const { pushed } = await fleet.sync(at);
    const requests = fleet.requests - before;
    // No device deletes the damaged files of one that ended or was reset by a backup, so all try them again.
    const isQuiet = pushed === 0 && (requests === 1 || fleet.restored.size + fleet.dead.size > 0);
    if (!isQuiet) throw new Error(`an idle sync makes ${requests} requests and sends ${pushed} rows`);
  }
}

/** The lines that not all texts have, with the number of their text. */
function differences(texts: readonly string[]): string[] {
  const lines = texts.map((text) => new Set(text.split("\n")));
  return lines.flatMap((own, at) =>
    [...own].filter((line) => !lines.every((other) => other.has(line))).map((line) => `${at}: ${line}`),
  );
}

const stampOfField = (row: Row, field: string): string => (typeof row.$h === "string" ? row.$h : (row.$h[field] ?? ""));

/** Rows of a record as text: equal for equal rows, however their stamps are stored. */
export async function textOf(record: TestRecord): Promise<string> {
  return (await record.rows()).map(lineOf).sort().join("\n");
}

/** The text of each row: rows never change, and the checks meet most of them again. */
const lines = new WeakMap<Row, string>();

function lineOf([table, row]: TableRow): string {
  const known = lines.get(row);
  if (known !== undefined) return known;
  const fields = Object.keys(row)
    .filter((field) => field !== "id" && !field.startsWith("$"))
    .sort();
  const stamps = row.$x !== undefined ? stampsOf(row) : fields.map((field) => stampOfField(row, field));
  const line = JSON.stringify([table, row.id, row.$x, fields.map((field) => [field, row[field]]), stamps]);
  lines.set(row, line);
  return line;
}
