// What every window of ours does before it paints: the chosen colours and language, and following their change.
import { type Appearance, readAppearance } from "../platform/storage/appearance.ts";
import { languageFor, loadMessages } from "../ui/messages.ts";

export async function startWindow(appearance: Appearance): Promise<void> {
  showTheme(appearance.theme);
  await loadMessages(languageFor(appearance.language, navigator.languages));
}

export function showTheme(theme: Appearance["theme"]): void {
  if (theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

let redraw: () => void = () => {};

/** Shows the appearance as it is now chosen, in this window. */
export const showAppearance = (): Promise<void> => startWindow(readAppearance()).then(() => redraw());

/** Draws again whenever this or another window changes the appearance. */
export function followAppearance(draw: () => void): void {
  redraw = draw;
  window.addEventListener("storage", () => void showAppearance());
}
