// Numbers of customers in the cells of a table, in the only form in which they are shown: a cell reveals nothing about
// fewer than five.

/** Fewer customers than this look the same as none. */
export const LEAST_CUSTOMERS = 5;

/** A row's label and its cells, in the order of the columns. Null: fewer than five, possibly none. */
export interface ShownRow {
  label: string;
  cells: readonly (number | null)[];
}

export interface ShownTable {
  /** Of a question; its text may be that of another question too. */
  id?: string;
  title: string;
  columns: readonly string[];
  rows: readonly ShownRow[];
}

/**
 * Rounded down to a multiple of five. The table has no exact total: a sum of rounded numbers reveals no more than they
 * do, so that a small cell cannot be computed from the others.
 */
export const shownCount = (count: number): number | null =>
  count < LEAST_CUSTOMERS ? null : count - (count % LEAST_CUSTOMERS);

export interface CellTable {
  /** Counts a customer once for each of these cells, however many items led to it. */
  count(cells: Iterable<readonly [row: string, column: string]>): void;
  /** Rows in the given order, or else all rows with a visible number. */
  shown(title: string, columns: readonly string[], rows?: readonly string[]): ShownTable;
}

export function createCells(): CellTable {
  const counts = new Map<string, Map<string, number>>();
  return {
    count(cells) {
      const distinct = new Map([...cells].map((cell) => [JSON.stringify(cell), cell]));
      for (const [row, column] of distinct.values()) {
        const columns = counts.get(row) ?? new Map<string, number>();
        counts.set(row, columns.set(column, (columns.get(column) ?? 0) + 1));
      }
    },
    shown(title, columns, rows) {
      const cellsOf = (label: string): ShownRow => ({
        label,
        cells: columns.map((column) => shownCount(counts.get(label)?.get(column) ?? 0)),
      });
      const all = (rows ?? [...counts.keys()].toSorted()).map(cellsOf);
      return {
        title,
        columns,
        rows: rows === undefined ? all.filter(({ cells }) => cells.some((cell) => cell !== null)) : all,
      };
    },
  };
}
