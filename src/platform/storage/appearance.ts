// Language and theme of this device's windows, in localStorage: readable before the first paint, and invisible to
// content scripts.
export interface Appearance {
  /** A language tag, or "auto" for the browser's. */
  language: string;
  theme: "auto" | "light" | "dark";
}

const KEY = "appearance";
const AUTOMATIC: Appearance = { language: "auto", theme: "auto" };

export function readAppearance(): Appearance {
  try {
    // Only this file writes the key.
    return { ...AUTOMATIC, ...(JSON.parse(localStorage.getItem(KEY) ?? "{}") as Partial<Appearance>) };
  } catch {
    return AUTOMATIC;
  }
}

export function keepAppearance(appearance: Partial<Appearance>): void {
  localStorage.setItem(KEY, JSON.stringify({ ...readAppearance(), ...appearance }));
}

/** Clears all of localStorage, for "erase everything". */
export const forgetAppearance = (): void => localStorage.clear();
