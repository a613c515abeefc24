// How long one start of the background lives, counted in effects: what a killed worker began and never ended.

export class Life {
  /** Effects (calls of the browser, writes to the database) that still happen; then everything hangs or fails. */
  left = Number.POSITIVE_INFINITY;
  spent = 0;

  get over(): boolean {
    return this.left <= 0;
  }

  spend(): boolean {
    if (this.over) return false;
    this.left--;
    this.spent++;
    return true;
  }
}

export const never = <T>(): Promise<T> => new Promise<T>(() => {});
