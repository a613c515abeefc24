// Preference layers at an earlier instant: today's rows with every later change reverted. Reads only.

import type { Layer } from "../core/preferences/preference.ts";
import { type Layers, layerIds } from "../core/preferences/resolution.ts";
import { type Change, fieldsOf, type Row, writtenAt } from "../core/record/change.ts";
import { stampParts } from "../core/record/stamp.ts";
import { entityOf } from "../core/record/tables.ts";
import { type Database, database } from "./database.ts";

/** Older records have no history before a certain change: values without history are today's. */
export async function readLayersAt(
  company: string,
  sector: string | undefined,
  at: string,
  source: Database = database,
): Promise<Layers> {
  const named = layerIds(company, sector).map(async ([name, id]) => [name, await layerThen(id, at, source)] as const);
  return Object.fromEntries(await Promise.all(named));
}

async function layerThen(layer: string, at: string, source: Database): Promise<Layer> {
  const [row, rules] = await Promise.all([
    source.layers.get(layer),
    // With removed rules: they may have applied then.
    source.rules.where("layer").equals(layer).toArray(),
  ]);
  const stood = await Promise.all(rules.map((rule) => rowThen("rules", rule, at, source)));
  const fields = row === undefined ? null : entityOf("layers", await rowThen("layers", row, at, source));
  const { id: _id, ...rest } = fields ?? { id: layer };
  return { ...rest, rules: stood.flatMap((rule) => entityOf("rules", rule) ?? []) };
}

async function rowThen(table: "rules" | "layers", row: Row, at: string, source: Database): Promise<Row> {
  const changes = await source.changes.where("[table+id]").equals([table, row.id]).reverse().toArray();
  const later = changes.filter((change) => editedAt(change) > Date.parse(at) + 999);
  if (row.$x !== undefined) return row;
  const fields = Object.assign({}, fieldsOf(row), ...later.map(({ before }) => before)) as Row;
  return { ...fields, id: row.id, $h: row.$h };
}

/** The earlier of arrival and stamp: a stamp made by a fast clock lies ahead. */
const editedAt = (change: Change): number => Math.min(writtenAt(change), stampParts(change.stamp).milliseconds);
