// Every feeling as one file for other programs: EmotionML, or a table.
import type { Separator } from "../../core/export/csv.ts";
import { EMOTION_ML_TYPE, emotionMlOf } from "../../core/export/emotion-ml.ts";
import { feelingsCsv } from "../../core/export/feelings-csv.ts";
import { localDate } from "../../platform/clock.ts";
import { database, entitiesOf } from "../../record/database.ts";
import { readTimeZone } from "../../record/read-record.ts";
import { expectsSemicolons } from "../../ui/formats.ts";

export const FEELINGS_FORMATS = ["emotionml", "csv"] as const;
export type FeelingsFormat = (typeof FEELINGS_FORMATS)[number];

export interface FeelingsFile {
  name: string;
  text: string;
  type: string;
}

/** The separator that spreadsheets of the interface's region expect. */
export const likelySeparator = (): Separator => (expectsSemicolons() ? ";" : ",");

export async function feelingsFile(
  format: FeelingsFormat,
  separator: Separator = likelySeparator(),
): Promise<FeelingsFile> {
  const [rows, timeZone] = await Promise.all([database.feelings.toArray(), readTimeZone()]);
  const feelings = entitiesOf("feelings", rows);
  const name = `regards-feelings-${localDate(timeZone)}`;
  return format === "emotionml"
    ? { name: `${name}.xml`, text: emotionMlOf(feelings), type: EMOTION_ML_TYPE }
    : { name: `${name}.csv`, text: feelingsCsv(feelings, separator), type: "text/csv;charset=utf-8" };
}
