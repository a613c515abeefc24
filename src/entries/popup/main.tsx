// Opens the popup: words and colours first, then the first paint, then the question to the background.
import { render } from "preact";
import { readAppearance } from "../../platform/appearance.ts";
import { endTyping } from "../../platform/typed.ts";
import { startWindow } from "../window.ts";
import { Popup } from "./popup.tsx";
import { findFront } from "./tap.ts";

const asked = new URLSearchParams(location.search).get("tab");
const tab = asked === null ? null : Number(asked);
findFront(tab);
// An earlier popup may have left a text, if the browser ended it before it could say so.
void endTyping().catch(() => {});
await startWindow(readAppearance());
render(<Popup tab={tab} />, document.getElementById("root") ?? document.body);
