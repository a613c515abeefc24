// Functions that a Surface runs inside a document. Each arrives there as text, with nothing but its arguments.
export interface Point {
  x: number;
  y: number;
}

declare const window: Window & { press?: { hit: boolean | null; release(): void } };

/** Point at which to press the element, or a sentence about the obstacle. Runs in the document. */
export function pointOf(testId: string): Point | string {
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
  // A click on a label reaches its control; a control may also be under its own label.
  const hit = found.contains(top) || top.closest("label")?.control === found;
  return hit ? point : `it is covered by <${top.localName} class="${top.getAttribute("class") ?? ""}">`;
}

/**
 * Focuses and selects the text, so that typing replaces it. False for controls without typing, which it sets itself. Runs
 * in the document.
 */
export function prepareField(testId: string, text: string): boolean {
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

/** False while it is disabled. Throws while it lacks that option. */
export function choose(testId: string, value: string): boolean {
  const field = document.querySelector<HTMLSelectElement>(`[data-testid="${CSS.escape(testId)}"]`);
  const offered = [...(field?.options ?? [])].map((option) => option.value);
  if (field === null || !offered.includes(value)) throw new Error(`${testId} offers ${offered.join(", ")}`);
  if (field.disabled) return false;
  field.focus();
  field.value = value;
  for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
  return true;
}

/** True if the field holds the typed text, up to its maximum length, or if the field has disappeared. */
export function holds(testId: string, text: string): boolean {
  const field = document.querySelector<HTMLInputElement>(`[data-testid="${CSS.escape(testId)}"]`);
  if (typeof field?.value !== "string") return true;
  return field.value === (field.maxLength > 0 ? text.slice(0, field.maxLength) : text);
}

/**
 * Lets the next press reach that element alone. If the element has moved since its position was read, the press lands
 * elsewhere and the page does not receive it.
 */
export function guardPress(testId: string): void {
  window.press?.release();
  const kinds = ["pointerdown", "mousedown", "pointerup", "mouseup", "click"];
  const press = { hit: null as boolean | null, release: () => {} };
  const judge = (event: Event): void => {
    const wanted = document.querySelector(`[data-testid="${CSS.escape(testId)}"]`);
    const target = event.target as Element;
    press.hit ??= wanted !== null && (wanted.contains(target) || target.closest("label")?.control === wanted);
    if (press.hit) return;
    event.stopPropagation();
    event.preventDefault();
  };
  for (const kind of kinds) addEventListener(kind, judge, true);
  press.release = () => {
    for (const kind of kinds) removeEventListener(kind, judge, true);
  };
  window.press = press;
}

/**
 * True if the guarded press reached its element. The guard of a press that missed stays until its last event.
 */
export async function landed(): Promise<boolean> {
  const { press } = window;
  if (press === undefined) return true;
  for (let looks = 0; press.hit !== true && looks < 10; looks++) await new Promise((next) => setTimeout(next, 30));
  press.release();
  delete window.press;
  return press.hit === true;
}
