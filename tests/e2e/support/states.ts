// What journeys wait for again and again: chips that are pressed, texts, numbers of elements.
import type { Surface } from "./driver.ts";

export const pressed = (surface: Surface, testId: string, on = true): Promise<void> =>
  surface.waitFor(
    (id, wanted) =>
      document.querySelector(`[data-testid="${CSS.escape(id)}"]`)?.getAttribute("aria-pressed") === String(wanted),
    testId,
    on,
  );

/** Waits until the element says so, in sight or folded away. */
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

/** Waits until there are so many. */
export const many = (surface: Surface, testId: string, count: number): Promise<void> =>
  surface.waitFor(
    (id, wanted) => document.querySelectorAll(`[data-testid="${CSS.escape(id)}"]`).length === wanted,
    testId,
    count,
  );

/** Waits until an attribute of the element is that. */
export const shows = (surface: Surface, testId: string, attribute: string, value: string): Promise<void> =>
  surface.waitFor(
    (id, name, wanted) => document.querySelector(`[data-testid="${CSS.escape(id)}"]`)?.getAttribute(name) === wanted,
    testId,
    attribute,
    value,
  );

/** What the first such element says, line breaks as written. */
export const textOf = (surface: Surface, testId: string): Promise<string> =>
  surface.evaluate((id) => document.querySelector(`[data-testid="${CSS.escape(id)}"]`)?.textContent ?? "", testId);
