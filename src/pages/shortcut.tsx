// Sentence about the key that opens the popup, with a link to change it, for Welcome and Settings.
import { useEffect, useState } from "preact/hooks";
import { openShortcutSettings, readShortcut } from "../platform/browser/shortcut.ts";
import { t } from "../ui/messages.ts";

/** `onlySet`: renders nothing while no key opens the popup. */
export function Shortcut({ onlySet = false }: { onlySet?: boolean }) {
  const [shortcut, setShortcut] = useState<string | null | undefined>(undefined);
  useEffect(() => {
    const look = () => void readShortcut().then(setShortcut, () => setShortcut(null));
    look();
    // Reads again on focus: the user may have changed it in the browser's settings.
    window.addEventListener("focus", look);
    return () => window.removeEventListener("focus", look);
  }, []);
  if (shortcut === undefined || (onlySet && shortcut === null)) return null;
  return (
    <>
      <p data-testid="shortcut">{shortcut === null ? t("shortcut_none") : t("shortcut_is", { key: shortcut })}</p>
      <button
        type="button"
        class="link start"
        data-testid="shortcut-change"
        onClick={() => void openShortcutSettings()}
      >
        {t("shortcut_change")}
      </button>
    </>
  );
}
