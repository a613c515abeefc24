// Preference layers at an earlier instant: today's rows with every later change reverted. Reads only.

import { type Layers, layerIds } from "../core/preferences/layers.ts";
import type { Layer } from "../core/preferences/preference.ts";
import { type Change, fieldsOf, type Row, writtenAt } from "../core/record/change.ts";
import { stampParts } from "../core/record/stamp.ts";
import { entityOf } from "../core/record/tables.ts";
import { database } from "./database.ts";

/** Older records have no history before a certain change; values without history are today's. */
export async function readLayersAt(company: string, sector: string | undefined, at: string): Promise<Layers> {
  const named = layerIds(company, sector).map(async ([name, id]) => [name, await layerAt(id, at)] as const);
  return Object.fromEntries(await Promise.all(named));
}

async function layerAt(layer: string, at: string): Promise<Layer> {
  const [row, rules] = await Promise.all([
    database.layers.get(layer),
    // Includes removed rules, which may have applied then.
    database.rules.where("layer").equals(layer).toArray(),
  ]);
  const stored = await Promise.all(rules.map((rule) => rowAt("rules", rule, at)));
  const fields = row === undefined ? null : entityOf("layers", await rowAt("layers", row, at));
  const { id: _id, ...rest } = fields ?? { id: layer };
  return { ...rest, rules: stored.flatMap((rule) => entityOf("rules", rule) ?? []) };
}

async function rowAt(table: "rules" | "layers", row: Row, at: string): Promise<Row> {
  const changes = await database.changes.where("[table+id]").equals([table, row.id]).reverse().toArray();
  const later = changes.filter((change) => editedAt(change) > Date.parse(at) + 999);
  if (row.$x !== undefined) return row;
  // Object.assign returns `any` for a spread; row and changes hold fields of the same table.
  const fields = Object.assign({}, fieldsOf(row), ...later.map(({ before }) => before)) as Row;
  return { ...fields, id: row.id, $h: row.$h };
}

/** The earlier one of arrival and stamp: the stamp of a fast clock is too late. */
const editedAt = (change: Change): number => Math.min(writtenAt(change), stampParts(change.stamp).milliseconds);
