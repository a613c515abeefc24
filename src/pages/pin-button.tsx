// The toolbar button, and the way to make it visible: a picture of the browser's toolbar, and the steps in that
// browser.
import { useEffect, useState } from "preact/hooks";
import { isFirefox } from "../platform/browser/browser.ts";
import { isButtonPinned, onButtonPinned } from "../platform/browser/pinned.ts";
import { ICONS, Icon } from "../ui/icons.tsx";
import { Logo } from "../ui/logo.tsx";
import { t } from "../ui/messages.ts";
import { PAGE_ICONS } from "../ui/page-icons.ts";

/** Made of boxes in the direction of reading; the steps below say the same. */
export const ToolbarPicture = () => (
  <div class="toolbar-picture" aria-hidden="true">
    <span class="tab-shape" />
    <span class="bar">
      <span class="dot" />
      <span class="address" />
      <Icon d={PAGE_ICONS.puzzle} />
      <span class="ring">
        <Logo />
      </span>
      <Icon d={isFirefox() ? MENU : ICONS.more} />
    </span>
  </div>
);

/** Firefox's menu has three lines where Chromium's has three dots. */
const MENU = "M4 5.5h12M4 10h12M4 14.5h12";

export function PinSteps() {
  const isPinned = usePinned();
  if (isPinned)
    return (
      <p class="row start pinned" data-testid="pin-done">
        <Icon d={ICONS.check} /> {t("pin_done")}
      </p>
    );
  return (
    <ol class="numbered" data-testid="pin-steps">
      <li>{t("pin_open")}</li>
      <li>{t(isFirefox() ? "pin_firefox" : "pin_chromium")}</li>
    </ol>
  );
}

/** True once the browser shows the button beside the address bar. False also in a browser without this information. */
function usePinned(): boolean {
  const [isPinned, setPinned] = useState(false);
  useEffect(() => {
    const look = () => void isButtonPinned().then(setPinned, () => setPinned(false));
    look();
    return onButtonPinned(look);
  }, []);
  return isPinned;
}
