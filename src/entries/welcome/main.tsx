// Opens the welcome page after installation.
import { render } from "preact";
import { Welcome } from "../../pages/welcome/welcome.tsx";
import { startWindow } from "../../pages/window.ts";
import { readAppearance } from "../../platform/storage/appearance.ts";

await startWindow(readAppearance());
render(<Welcome />, document.getElementById("root") ?? document.body);
