// Opens the dashboard.
import { render } from "preact";
import { readAppearance } from "../../platform/appearance.ts";
import { followAppearance, startWindow } from "../window.ts";
import { Dashboard } from "./dashboard.tsx";

const root = document.getElementById("root") ?? document.body;
const draw = () => render(<Dashboard key={document.documentElement.lang + document.documentElement.dir} />, root);

await startWindow(readAppearance());
followAppearance(draw);
draw();
