// Common waits of journeys: for pressed chips, texts and numbers of elements.
import type { Surface } from "./driver.ts";

export const pressed = (surface: Surface, testId: string, on = true): Promise<void> =>
  surface.waitFor(
    (id, wanted) =>
      document.querySelector(`[data-testid="${CSS.escape(id)}"]`)?.getAttribute("aria-pressed") === String(wanted),
    testId,
    on,
  );

/** Waits until the element has this text, visible or folded away. */
export const says = (surface: Surface, testId: string, ...parts: string[]): Promise<void> =>
  surface.waitFor(
    (id, texts) => {
      const said = document.querySelector(`[data-testid="${CSS.escape(id)}"]`)?.textContent ?? "";
      const missing = texts.filter((text) => !said.includes(text));
      if (missing.length > 0) throw new Error(`${missing.join(", ")} is not in: ${said}`);
      return true;
    },
    testId,
    parts,
  );

/** Waits for that number of elements. */
export const many = (surface: Surface, testId: string, count: number): Promise<void> =>
  surface.waitFor(
    (id, wanted) => document.querySelectorAll(`[data-testid="${CSS.escape(id)}"]`).length === wanted,
    testId,
    count,
  );

/** Waits until the element's attribute has this value. */
export const shows = (
  surface: Surface,
  testId: string,
  [attribute, value]: [attribute: string, value: string],
): Promise<void> =>
  surface.waitFor(
    (id, name, wanted) => document.querySelector(`[data-testid="${CSS.escape(id)}"]`)?.getAttribute(name) === wanted,
    testId,
    attribute,
    value,
  );

/** Text of the first match, with its line breaks. */
export const textOf = (surface: Surface, testId: string): Promise<string> =>
  surface.evaluate((id) => document.querySelector(`[data-testid="${CSS.escape(id)}"]`)?.textContent ?? "", testId);
