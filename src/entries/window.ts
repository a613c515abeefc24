// What every window of ours does before it paints: the chosen colours and language, and following their change.
import { type Appearance, readAppearance } from "../platform/appearance.ts";
import { languageFor, loadMessages } from "../ui/messages.ts";

export async function startWindow(appearance: Appearance): Promise<void> {
  showTheme(appearance.theme);
  await loadMessages(languageFor(appearance.language, navigator.languages));
}

export function showTheme(theme: Appearance["theme"]): void {
  if (theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

/** Another window changed the appearance. */
export function followAppearance(redraw: () => void): void {
  window.addEventListener("storage", () => void startWindow(readAppearance()).then(redraw));
}
