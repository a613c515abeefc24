export interface Size {
  what: string;
  unit: string;
  value: number;
  /** The budget; absent if there is none. */
  atMost?: number;
}
export function measureSizes(run: {
  build: string;
  add: (row: Size) => void;
  say: (text: string) => void;
}): Promise<void>;
