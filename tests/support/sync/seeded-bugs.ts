// Realistic bugs of such an engine: each loses, revives or leaks something.
import type { SeededBug } from "./seeded-bug.ts";

const FAULTS = "with faults and kills";
const FOUR_ROWS = "with segments of four rows";
const LOSSES = "with a place that loses files";
const DEATHS = "with a device that ends for ever";

/** Found by `tests/core/sync/converges.test.ts`. */
export const FOUND: readonly SeededBug[] = [
  {
    name: "a segment is not read back",
    file: "src/core/sync/upload.ts",
    from: "  const stored = await engine.remote.get(path);",
    to: '  const stored = path.startsWith("seg/") ? sealed : await engine.remote.get(path);',
    setting: FAULTS,
  },
  {
    name: "a head is not read back",
    file: "src/core/sync/upload.ts",
    from: "  const stored = await engine.remote.get(path);",
    to: '  const stored = path.startsWith("heads/") ? sealed : await engine.remote.get(path);',
    setting: FAULTS,
  },
  {
    name: "a restored backup stays the same device",
    file: "src/core/sync/repair.ts",
    from: "    if (!known.has(name) && ",
    to: '    if (name === "" && ',
    setting: FAULTS,
  },
  {
    name: "the names of an interrupted push are used again",
    file: "src/core/sync/push.ts",
    from: "nonce: engine.randomText(8)",
    to: 'nonce: "00000000"',
    setting: FAULTS,
  },
  {
    name: "an interrupted push is forgotten",
    file: "src/core/sync/push.ts",
    from: "  await engine.local.writeLog(intended);\n",
    to: "",
    setting: FAULTS,
  },
  {
    name: "marks are settled before the upload",
    file: "src/core/sync/push.ts",
    from: "  await engine.local.writeLog(intended);",
    to: "  await engine.local.settle(intended, owed.upTo);",
    setting: FAULTS,
  },
  {
    name: "a partial push settles all marks",
    file: "src/core/sync/push.ts",
    from: "engine.local.settle(acknowledged, owed.upTo)",
    to: "engine.local.settle(acknowledged, Number.MAX_SAFE_INTEGER)",
    setting: FOUR_ROWS,
  },
  {
    name: "a head counts as read without its segments",
    file: "src/core/sync/reading.ts",
    from: "    if (!isWhole) return cursor;\n",
    to: "",
    setting: FAULTS,
  },
  {
    name: "older heads count as read although the newest was not",
    file: "src/core/sync/reading.ts",
    from: "heads: cursor.heads.filter((name) => names.includes(name))",
    to: "heads: names",
    setting: FAULTS,
  },
  {
    name: "a segment is skipped if one of those that it replaces was read",
    file: "src/core/sync/reading.ts",
    from: "replaced.every((name) => cursor.segments.includes(name))",
    to: "replaced.some((name) => cursor.segments.includes(name))",
    setting: FAULTS,
  },
  {
    name: "the hash of a segment is not compared",
    file: "src/core/sync/reading.ts",
    from: " || (await this.engine.sha256(bytes)) !== segment.sha256",
    to: "",
    setting: FAULTS,
  },
  {
    name: "the next head forgets the rows of the one before",
    file: "src/core/sync/push.ts",
    from: "distinctKeys([...before.tail, ...owed.keys])",
    to: "distinctKeys(owed.keys)",
    setting: FAULTS,
  },
  {
    name: "segments are deleted while a kept head lists them",
    file: "src/core/sync/garbage.ts",
    from: "generation: generation + keptHeads - 1",
    to: "generation",
    setting: FAULTS,
  },
  {
    name: "segments of an interrupted push stay for ever",
    file: "src/core/sync/push.ts",
    from: "orphans: [...log.orphans, ...log.intents.slice(0, -1)]",
    to: "orphans: []",
    setting: FAULTS,
  },
  {
    name: "erased content stays in the place",
    file: "src/core/sync/compaction.ts",
    from: "  if (isPurgeDue(engine, log)) for",
    to: "  if (log.purge === undefined) for",
    setting: FAULTS,
  },
  {
    name: "compaction never happens",
    file: "src/core/sync/compaction.ts",
    from: "await work.mergeLevel(level);\n  await work.mergeSmall();",
    to: "level;",
    setting: FAULTS,
  },
  {
    name: "lost segments are not sent again",
    file: "src/core/sync/repair.ts",
    from: "sizes.get(name) !== bytes",
    to: "sizes.size < 0 && bytes < 0",
    setting: LOSSES,
  },
  {
    name: "a lost newest head is not sent again",
    file: "src/core/sync/repair.ts",
    from: "if (unlisted < UNLISTED_SYNCS)",
    to: "if (unlisted > 0)",
    setting: LOSSES,
  },
  {
    name: "nobody carries the rows of a device that is gone",
    file: "src/core/sync/pull.ts",
    from: "  await local.oweRowsExcept(new Set(listed.filter((other) => other !== device)));\n",
    to: "",
    setting: DEATHS,
  },
  {
    name: "only the own edits of a device that is gone are carried",
    file: "src/core/sync/pull.ts",
    from: "  await local.oweRowsExcept(new Set(listed.filter((other) => other !== device)));\n",
    to: '  await local.oweRowsExcept(new Set([...listed.filter((other) => other !== device), "imported00"]));\n',
    setting: DEATHS,
  },
  {
    name: "damaged files of a device that ended are ignored",
    file: "src/core/sync/repair.ts",
    from: "  await carryDamaged(engine, log.device);\n",
    to: "",
    setting: DEATHS,
  },
  {
    name: "an edit is stamped by the clock alone",
    file: "tests/support/sync/memory-local.ts",
    from: "nextStamp(this.state.clock, this.now(), after)",
    to: 'nextStamp(this.state.clock, this.now(), "")',
    setting: FAULTS,
  },
  {
    name: "an erasure loses against a later edit",
    file: "src/core/record/change.ts",
    from: "  if (mine.$x !== undefined || theirs.$x !== undefined) {",
    to: "  if (theirs.$x !== undefined) {",
    setting: FAULTS,
  },
  {
    name: "the last of two held erasures wins",
    file: "tests/support/sync/memory-local.ts",
    from: "[table, join(held, row).row]",
    to: "[table, held === undefined ? row : row]",
    setting: FAULTS,
  },
];

/** Invisible to the test, each with the reason. */
export const INVISIBLE: readonly (SeededBug & { why: string })[] = [
  {
    name: "a fork carries no rows of the old device",
    file: "src/core/sync/repair.ts",
    from: "engine.local.becomeDevice(log, await carriedKeys(engine, old), old.device)",
    to: "engine.local.becomeDevice(log, [], old.device)",
    setting: FAULTS,
    why: "the old device's files stay in the place, and are read like anyone's",
  },
  {
    name: "a place without heads counts as empty",
    file: "src/core/sync/sync-once.ts",
    from: "if (listed.length === 0 && hadSome)",
    to: 'if (HEADS === "" && hadSome)',
    setting: LOSSES,
    why: "a newest head that is not listed is sent again, and rows of devices that are gone are carried on",
  },
  {
    name: "the purge is noted after the erasure",
    file: "src/core/sync/sync-once.ts",
    from: "  const noted = await notePurge(engine, log, erased);\n  await engine.local.settleErasures();\n  return noted;",
    to: "  await engine.local.settleErasures();\n  return notePurge(engine, log, erased);",
    setting: FAULTS,
    why: "a kill at this one step is rare: purge.test.ts brings it about",
  },
];
