// Opens the dashboard.
import { render } from "preact";
import { Dashboard } from "../../pages/dashboard/dashboard.tsx";
import { followAppearance, startWindow } from "../../pages/window.ts";
import { readAppearance } from "../../platform/storage/appearance.ts";

const root = document.getElementById("root") ?? document.body;
const draw = () => render(<Dashboard key={document.documentElement.lang + document.documentElement.dir} />, root);

await startWindow(readAppearance());
followAppearance(draw);
draw();
