// Presses a button in Chromium's permission dialog, which is not a web page, by the inspector of the browser's own
// interface (--enable-ui-devtools, with synthetic events allowed). That works without a display, too.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Press } from "./prompts.ts";
import { sleep } from "./wait.ts";
import { connect, type Wire } from "./wire.ts";

export const DIALOG_FEATURE = "ui-debug-tools-enable-synthetic-events";

interface View {
  nodeId: number;
  attributes?: string[];
  children?: View[];
}

/** The dialog ignores presses within half a second of its appearance, and waits longer after each such press. */
const PROTECTED_MS = 700;

const named = (view: View, name: string): View[] => [
  ...(view.attributes?.includes(name) ? [view] : []),
  ...(view.children ?? []).flatMap((child) => named(child, name)),
];

/** Deny and Allow, in this order on Linux; null while no dialog is open. */
async function buttons({ send }: Wire): Promise<[deny: number, allow: number] | null> {
  const { root } = await send<{ root: View }>("DOM.getDocument");
  const [dialog] = named(root, "ExtensionInstallDialogView");
  const [deny, allow] = dialog === undefined ? [] : named(dialog, "MdTextButton");
  return deny === undefined || allow === undefined ? null : [deny.nodeId, allow.nodeId];
}

/** False if no dialog is open. */
export async function pressDialog(profile: string, ...[mode, wanted]: Parameters<Press>): Promise<boolean> {
  const port = readFileSync(join(profile, "UIDevToolsActivePort"), "utf8").trim();
  const wire = await connect(`ws://127.0.0.1:${port}/0`);
  try {
    await wire.send("DOM.enable");
    if ((await buttons(wire)) === null) return false;
    await sleep(PROTECTED_MS);
    const found = await buttons(wire);
    if (found === null || !wanted()) return false;
    const event = { x: 5, y: 5, button: "left", wheelDirection: "none" };
    for (const type of ["mousePressed", "mouseReleased"]) {
      const nodeId = mode === "allow" ? found[1] : found[0];
      await wire.send("DOM.dispatchMouseEvent", { nodeId, event: { type, ...event } });
    }
    await sleep(100);
    return (await buttons(wire)) === null;
  } finally {
    wire.close();
  }
}
