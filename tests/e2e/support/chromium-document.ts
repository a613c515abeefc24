// One Chromium document over the DevTools Protocol, by Playwright's session or by a socket.
import type { AxNode } from "./accessibility-tree.ts";
import { MODIFIERS, type Stroke } from "./keys.ts";
import type { DocumentPort } from "./surface.ts";
import { DOUBLE_CLICK_MILLISECONDS, sleep } from "./wait.ts";
import type { Send } from "./wire.ts";

interface Evaluated {
  result: { value?: string };
  exceptionDetails?: { text: string; exception?: { description?: string } };
}

const bits = ({ modifiers }: Stroke): number => modifiers.reduce((sum, name) => sum + MODIFIERS[name].bit, 0);

/** Sends all and awaits them together, because each answer takes a frame, and a page has a hundred stops. */
function press(send: Send, stroke: Stroke): Promise<unknown>[] {
  const { key, code, text } = stroke;
  const common = { key, code, windowsVirtualKeyCode: stroke.keyCode, modifiers: bits(stroke) };
  return [
    send("Input.dispatchKeyEvent", { type: text === "" ? "rawKeyDown" : "keyDown", ...common, text }),
    send("Input.dispatchKeyEvent", { type: "keyUp", ...common }),
  ];
}

export function chromiumDocument(
  send: Send,
  own: Pick<DocumentPort, "activate" | "close"> & {
    clip?: { x: number; y: number; width: number; height: number; scale: number };
  },
): DocumentPort {
  return {
    async run(expression) {
      const { result, exceptionDetails } = await send<Evaluated>("Runtime.evaluate", {
        expression: `(async () => JSON.stringify(await (${expression})))()`,
        awaitPromise: true,
        returnByValue: true,
      });
      if (exceptionDetails === undefined) return result.value;
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    },
    activate: own.activate,
    async mouse({ x, y }, presses = 1) {
      await send("Input.dispatchMouseEvent", { type: "mouseMoved", x, y });
      for (let clickCount = 1; clickCount <= presses; clickCount++) {
        if (clickCount > 1) await sleep(DOUBLE_CLICK_MILLISECONDS);
        const button = { button: "left", clickCount };
        await send("Input.dispatchMouseEvent", { type: "mousePressed", x, y, ...button });
        await send("Input.dispatchMouseEvent", { type: "mouseReleased", x, y, ...button });
      }
    },
    async keys(strokes) {
      await Promise.all(strokes.flatMap((stroke) => press(send, stroke)));
    },
    async capture() {
      const clip = own.clip === undefined ? {} : { clip: own.clip };
      return (await send<{ data: string }>("Page.captureScreenshot", { format: "png", ...clip })).data;
    },
    tree: async () => (await send<{ nodes: AxNode[] }>("Accessibility.getFullAXTree")).nodes,
    close: own.close,
  };
}
