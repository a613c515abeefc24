// A shared feeling keeps its shared version: the first edit after sharing starts a new version, which no company has.
import { canonical, type Fields } from "../../core/record/change.ts";
import type { Feeling } from "../../core/record/tables.ts";
import { readDeliveries } from "../../record/read-record.ts";
import type { RecordReader } from "../../record/record-reader.ts";

/** The fields of an edit, with a new version number if the current version was shared. */
export async function asNewVersion(tables: RecordReader, feeling: Feeling, fields: Fields): Promise<Fields> {
  const before: Fields = feeling;
  const edits = Object.entries(fields).some(
    ([field, value]) => canonical(value || null) !== canonical(before[field] || null),
  );
  if (!edits) return fields;
  const version = feeling.version ?? 1;
  const deliveries = await readDeliveries("feeling", feeling.id, tables);
  const told = deliveries.some((one) => one.state !== "cancelled" && (one.version ?? 1) === version);
  return told ? { ...fields, version: version + 1 } : fields;
}
