// Opens the popup, also as the side panel: texts and colours first, then the first paint, then the request to the
// background.
import { render } from "preact";
import { findFront } from "../../features/feelings/tap-face.ts";
import { isPanel } from "../../pages/popup/leave.ts";
import { Popup } from "../../pages/popup/popup.tsx";
import { startWindow } from "../../pages/window.ts";
import { announceButton } from "../../platform/browser/front-page.ts";
import { flushUnsavedText } from "../../platform/session/unsaved-text.ts";
import { readAppearance } from "../../platform/storage/appearance.ts";

const tabParameter = new URLSearchParams(location.search).get("tab");
const tab = tabParameter === null ? null : Number(tabParameter);
findFront(tab);
if (!isPanel()) announceButton();
// Saves text that an earlier popup left behind, if the browser closed it before it could report.
void flushUnsavedText().catch(() => {});
await startWindow(readAppearance());
const Shown = isPanel() ? (await import("../../pages/popup/panel.tsx")).Panel : Popup;
render(<Shown tab={tab} />, document.getElementById("root") ?? document.body);
