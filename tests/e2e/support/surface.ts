// A Surface made of the few things a browser must be able to do with one document. The same for both browsers.
import { writeFile } from "node:fs/promises";
import type { Surface } from "./driver.ts";
import { type Stroke, strokeOf, strokesOf } from "./keys.ts";
import { Gone, until } from "./wait.ts";

export interface Point {
  x: number;
  y: number;
}

/** One document as a browser's protocol reaches it. */
export interface DocumentPort {
  /** Evaluates an expression in the document; its value, awaited, as JSON text. */
  run(expression: string): Promise<string | undefined>;
  /** Puts the document in front, as a person must before using mouse or keys on it. */
  activate(): Promise<void>;
  /** A press and release of the left button; coordinates in CSS pixels of the viewport. */
  mouse(point: Point): Promise<void>;
  keys(strokes: readonly Stroke[]): Promise<void>;
  /** PNG, base64. */
  capture(): Promise<string>;
  close(): Promise<void>;
}

/** Where to press the element, or in words why that is not possible yet. Runs in the document. */
function pointOf(testId: string): Point | string {
  const found = document.querySelector(`[data-testid="${CSS.escape(testId)}"]`);
  if (found === null) return "it is not there";
  if (!found.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return "it is not visible";
  if (found.matches(":disabled")) return "it is disabled";
  found.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
  const box = found.getBoundingClientRect();
  if (box.width === 0 || box.height === 0) return "it has no size";
  const point = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const top = document.elementFromPoint(point.x, point.y);
  if (top === null) return "it is outside the viewport";
  // A click on a label reaches its control, and the other way round a control may lie under its own label.
  const hit = found.contains(top) || top.closest("label")?.control === found;
  return hit ? point : `it is covered by <${top.localName} class="${top.getAttribute("class") ?? ""}">`;
}

/** Focuses and selects for typing over; false when the value was set here, where keys cannot write it. In the document. */
function prepareField(testId: string, text: string): boolean {
  const field = document.querySelector<HTMLInputElement>(`[data-testid="${CSS.escape(testId)}"]`);
  if (field === null) throw new Error(`${testId} vanished`);
  field.focus();
  if (/^(date|time|datetime-local|month|week|color|range)$/.test(field.type)) {
    field.value = text;
    for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
    return false;
  }
  if (typeof field.select === "function") field.select();
  else getSelection()?.selectAllChildren(field);
  return true;
}

function choose(testId: string, value: string): void {
  const field = document.querySelector<HTMLSelectElement>(`[data-testid="${CSS.escape(testId)}"]`);
  if (![...(field?.options ?? [])].some((option) => option.value === value) || field === null)
    throw new Error(`${testId} offers ${[...(field?.options ?? [])].map((option) => option.value).join(", ")}`);
  field.focus();
  field.value = value;
  for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
}

/** What a click does may close the document before the browser has answered: that is no fault. */
const unlessGone = (error: unknown): void => {
  if (!(error instanceof Gone)) throw error;
};

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
    ).then(() => {});

  /** Two equal answers one after the other: the element stands still. */
  const restingPoint = async (testId: string): Promise<Point> => {
    let before: Point | string = "";
    return until(`[data-testid="${testId}"] to be clickable`, async () => {
      const point = await evaluate(pointOf, testId);
      const still = JSON.stringify(point) === JSON.stringify(before);
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
      await port.activate();
      await port.mouse(await restingPoint(testId)).catch(unlessGone);
    },
    async type(testId, text) {
      await element(testId);
      await port.activate();
      if (!(await evaluate(prepareField, testId, text))) return;
      await port.keys(text === "" ? [strokeOf("Delete")] : strokesOf(text));
    },
    async select(testId, value) {
      await element(testId);
      await evaluate(choose, testId, value);
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
    url: () => evaluate(() => location.href),
    close: () => port.close(),
  };
}
