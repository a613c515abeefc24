// Start of every window: applies the chosen colours and language before the first paint, and follows changes.
import { type Appearance, readAppearance } from "../platform/storage/appearance.ts";
import { languageFor } from "../ui/locale.ts";
import { loadMessages } from "../ui/messages.ts";
import { ignoreSecondPresses } from "../ui/second-press.ts";

export function startWindow(appearance: Appearance): Promise<void> {
  ignoreSecondPresses();
  return apply(appearance);
}

async function apply(appearance: Appearance): Promise<void> {
  showTheme(appearance.theme);
  await loadMessages(languageFor(appearance.language, navigator.languages));
}

export function showTheme(theme: Appearance["theme"]): void {
  if (theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

let redraw: () => void = () => {};

/** Applies the chosen appearance to this window. */
export const showAppearance = (): Promise<void> => apply(readAppearance()).then(() => redraw());

/** Re-renders when any window changes the appearance. */
export function followAppearance(draw: () => void): void {
  redraw = draw;
  window.addEventListener("storage", () => void showAppearance());
}
