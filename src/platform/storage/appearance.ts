// Language and colours of this device's windows. In localStorage: read before the first paint, seen by no content script.

export interface Appearance {
  /** A language tag, or "auto" for the browser's. */
  language: string;
  theme: "auto" | "light" | "dark";
}

const KEY = "appearance";
const AUTOMATIC: Appearance = { language: "auto", theme: "auto" };

export function readAppearance(): Appearance {
  try {
    return { ...AUTOMATIC, ...(JSON.parse(localStorage.getItem(KEY) ?? "{}") as Partial<Appearance>) };
  } catch {
    return AUTOMATIC;
  }
}

export function keepAppearance(appearance: Partial<Appearance>): void {
  localStorage.setItem(KEY, JSON.stringify({ ...readAppearance(), ...appearance }));
}

/** With everything else that was ever kept here: after "erase everything". */
export const forgetAppearance = (): void => localStorage.clear();
