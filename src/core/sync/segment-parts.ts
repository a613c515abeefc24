// Rows of a segment in parts, so that the next part is read while the previous one is stored.
import { readRow } from "../record/row.ts";
import { readRows } from "./head.ts";
import type { TableRow } from "./line.ts";

export class SegmentParts {
  private from = 0;
  private prepared: TableRow[] | null = null;

  constructor(
    private readonly lines: readonly string[],
    private readonly rowsAtOnce: number,
  ) {}

  /** Reads the next part. May be called twice. */
  prepare(): void {
    if (this.prepared !== null || this.from >= this.lines.length) return;
    this.prepared = withMeaning(readRows(this.lines.slice(this.from, this.from + this.rowsAtOnce)).rows);
    this.from += this.rowsAtOnce;
  }

  /** Null after the last part. */
  take(): TableRow[] | null {
    this.prepare();
    const rows = this.prepared;
    this.prepared = null;
    return rows;
  }
}

/** Rows are validated when they enter, even those of the user's other devices. */
export const withMeaning = (rows: readonly TableRow[]): TableRow[] =>
  rows.flatMap(([table, given]): TableRow[] => {
    const result = readRow(table, given);
    return result.ok ? [[table, result.row]] : [];
  });
