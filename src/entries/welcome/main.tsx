// Opens the first page after installation.
import { render } from "preact";
import { readAppearance } from "../../platform/appearance.ts";
import { startWindow } from "../window.ts";
import { Welcome } from "./welcome.tsx";

await startWindow(readAppearance());
render(<Welcome />, document.getElementById("root") ?? document.body);
