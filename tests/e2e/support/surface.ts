// A Surface for both browsers, built on the few operations that each offers for one document.
import { writeFile } from "node:fs/promises";
import { type AxNode, treeText } from "./accessibility-tree.ts";
import type { Surface } from "./driver.ts";
import { choose, guardPress, holds, landed, type Point, pointOf, prepareField } from "./in-document.ts";
import { type Stroke, strokeOf, strokesOf } from "./keys.ts";
import { Gone, until } from "./wait.ts";

/** One document as a browser's protocol reaches it. */
export interface DocumentPort {
  /** Evaluates an expression in the document; its value, awaited, as JSON text. */
  run(expression: string): Promise<string | undefined>;
  /** Activates the document, as a user must before using mouse or keys on it. */
  activate(): Promise<void>;
  /** Presses and releases of the left button, as quick as a double click's; coordinates in CSS pixels of the viewport. */
  mouse(point: Point, presses?: number): Promise<void>;
  keys(strokes: readonly Stroke[]): Promise<void>;
  /** PNG, base64. */
  capture(): Promise<string>;
  /** Absent in Firefox. */
  tree?: () => Promise<readonly AxNode[]>;
  close(): Promise<void>;
}

/** The effect of a click may close the document before the browser has answered, which is not a failure. */
const unlessGone = (error: unknown): void => {
  if (!(error instanceof Gone)) throw error;
};

/** Firefox scrolls by fractions of a pixel, and back at the next call. */
const isNear = (one: Point | string | null, other: Point | string | null): boolean =>
  typeof one === "object" &&
  typeof other === "object" &&
  one !== null &&
  other !== null &&
  Math.abs(one.x - other.x) <= 1 &&
  Math.abs(one.y - other.y) <= 1;

export function surfaceOver(port: DocumentPort): Surface {
  const evaluate: Surface["evaluate"] = async <T, A extends unknown[]>(
    fn: (...args: A) => T | Promise<T>,
    ...args: A
  ) => {
    const json = await port.run(`(${fn})(...${JSON.stringify(args)})`);
    return (json === undefined ? undefined : JSON.parse(json)) as T;
  };
  const ask = async <A extends unknown[]>(fn: (...args: A) => unknown, ...args: A): Promise<boolean> =>
    (await port.run(`(async () => Boolean(await (${fn})(...${JSON.stringify(args)})))()`)) === "true";
  const element = (testId: string) =>
    until(`[data-testid="${testId}"] to be visible`, () =>
      ask(
        (id) =>
          document
            .querySelector(`[data-testid="${CSS.escape(id)}"]`)
            ?.checkVisibility({ visibilityProperty: true, opacityProperty: true }),
        testId,
      ),
    ).then(
      () => {},
      async (error: Error) => {
        const shown = await evaluate(() => document.body.innerText.replace(/\s+/g, " ").slice(0, 600)).catch(
          () => "nothing",
        );
        throw new Error(`${error.message}; the document shows: ${shown}`, { cause: error });
      },
    );

  /** After two equal answers in a row the element is still. */
  const restingPoint = async (testId: string): Promise<Point> => {
    let before: Point | string = "";
    return until(`[data-testid="${testId}"] to be clickable`, async () => {
      const point = await evaluate(pointOf, testId);
      const still = isNear(point, before);
      before = point;
      if (typeof point === "string") throw new Error(point);
      return still && point;
    });
  };

  return {
    evaluate,
    waitFor: async (fn, ...args) => {
      await until(`${fn} with ${JSON.stringify(args)}`, () => ask(fn, ...args));
    },
    element,
    async click(testId) {
      await until(`[data-testid="${testId}"] to be pressed`, async () => {
        await port.activate();
        const point = await restingPoint(testId);
        await evaluate(guardPress, testId);
        await port.mouse(point).catch(unlessGone);
        // A press that closed the document or opened another one has arrived.
        return evaluate(landed).catch(() => true);
      });
    },
    async doubleClick(testId) {
      await port.activate();
      await port.mouse(await restingPoint(testId), 2).catch(unlessGone);
    },
    async type(testId, text) {
      await element(testId);
      await until(`[data-testid="${testId}"] to hold ${text}`, async () => {
        await port.activate();
        if (!(await evaluate(prepareField, testId, text))) return true;
        await port.keys(text === "" ? [strokeOf("Delete")] : strokesOf(text));
        return evaluate(holds, testId, text);
      });
    },
    async select(testId, value) {
      await element(testId);
      await until(`[data-testid="${testId}"] to offer ${value}`, () => evaluate(choose, testId, value));
    },
    async press(key, times = 1) {
      await port.activate();
      await port.keys(Array.from({ length: times }, () => strokeOf(key))).catch(unlessGone);
    },
    text: (testId) =>
      evaluate(
        (id) => document.querySelector<HTMLElement>(`[data-testid="${CSS.escape(id)}"]`)?.innerText ?? "",
        testId,
      ),
    count: (testId) => evaluate((id) => document.querySelectorAll(`[data-testid="${CSS.escape(id)}"]`).length, testId),
    screenshot: async (file) => writeFile(file, Buffer.from(await port.capture(), "base64")),
    async tree() {
      if (port.tree === undefined) throw new Error("this browser gives no text of its accessibility tree");
      return treeText(await port.tree());
    },
    url: () => evaluate(() => location.href),
    close: () => port.close(),
  };
}
