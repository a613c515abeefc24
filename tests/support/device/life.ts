// Lifetime of one start of the background, counted in effects. A killed worker leaves unfinished work behind.
export class Life {
  /** Effects (browser calls, database writes) that still happen; then everything hangs or fails. */
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
