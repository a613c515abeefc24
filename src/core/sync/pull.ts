// Pull: reads other devices' new heads and segments, and joins their rows. A file that cannot be read is reported and
// tried again. The absence of a file proves nothing.
import type { Engine } from "./engine.ts";
import { type Cursor, NOTHING_READ } from "./local-store.ts";
import { type HeadName, parseHeadName } from "./names.ts";
import { Reading } from "./reading.ts";
import type { RefusedHeads } from "./refused.ts";
import { type Pulled, Report } from "./report.ts";

/** Number of syncs in a row without a device's files before this device carries its rows. */
const GONE_SYNCS = 3;

interface Listed {
  /** Names of the files in heads/. */
  listed: readonly string[];
  /** Id of this device. */
  own: string;
  refused: RefusedHeads;
}

export async function pull(engine: Engine, { listed, own, refused }: Listed): Promise<Pulled> {
  const cursors = await engine.local.readCursors();
  const devices = headsByDevice(listed);
  devices.delete(own);
  const report = new Report(devices);
  const gone = { listed: [own, ...devices.keys()], report };
  // Known devices first, so that made-up ones cannot use up the tries of a sync.
  const order = [...devices].sort(([one], [other]) => Number(cursors.has(other)) - Number(cursors.has(one)));
  for (const [device, heads] of order) {
    const cursor = cursors.get(device) ?? NOTHING_READ;
    const found = await new Reading(engine, device, { report, refused }).read(heads, cursor);
    if (found === "gone") await lookForGone(engine, { device, cursor, ...gone });
  }
  for (const [device, cursor] of cursors)
    if (device !== own && !devices.has(device)) await lookForGone(engine, { device, cursor, ...gone });
  const { changed, badFiles, missing, rolledBack, adopted } = report;
  return { changed, badFiles, missing, rolledBack, adopted };
}

/** Listed heads of each device, the newest first. Ignores files with other names. */
function headsByDevice(listed: readonly string[]): Map<string, HeadName[]> {
  const devices = new Map<string, HeadName[]>();
  for (const name of listed) {
    const head = parseHeadName(name);
    if (head !== null) devices.set(head.device, [...(devices.get(head.device) ?? []), head]);
  }
  for (const heads of devices.values()) heads.sort((one, other) => other.generation - one.generation);
  return devices;
}

interface Gone {
  device: string;
  cursor: Cursor;
  /** Devices with files, and this one. */
  listed: readonly string[];
  report: Report;
}

/** Adopts the rows of a device whose files stay gone: absence is never deletion. */
async function lookForGone({ local }: Engine, { device, cursor, listed, report }: Gone): Promise<void> {
  if (cursor.adopted === true) return;
  const gone = cursor.gone + 1;
  if (gone < GONE_SYNCS) return local.writeCursor(device, { ...cursor, gone });
  // Its files may also have held rows of other lost devices, or of an imported file.
  await local.oweRowsExcept(new Set(listed.filter((other) => other !== device)));
  await local.writeCursor(device, { ...cursor, heads: [], segments: [], gone, adopted: true });
  report.adopted.push(device);
}
