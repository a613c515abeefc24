// Keyboard-only use of a page: Tab to a control, arrows in a select, Space on a switch, typing into a field.
import type { Surface } from "./driver.ts";
import { until } from "./wait.ts";

const MOST_LOOKS = 60;

declare const window: Window & { tabsUnderWay?: number };

export function keyboard(page: Surface) {
  /** Presses Tab or Shift+Tab for each control in between, then checks the focus, until the control has it. */
  async function reach(testId: string): Promise<void> {
    await page.element(testId);
    for (let looks = 0; looks < MOST_LOOKS; looks++) {
      const stops = await page.evaluate((id) => {
        const target = document.querySelector(`[data-testid="${CSS.escape(id)}"]`);
        const active = document.activeElement;
        if (target === active) return 0;
        const all = document.querySelectorAll("a[href], button, input, select, textarea, summary");
        const tabbable = [...all].filter((one) => !one.matches(":disabled") && one.checkVisibility());
        const [to, from] = [tabbable.indexOf(target as Element), tabbable.indexOf(active as Element)];
        return to === from ? 1 : to - from;
      }, testId);
      if (stops === 0) return;
      await tab(stops);
    }
    throw new Error(`${testId} is not reached by Tab`);
  }

  /**
   * Presses Tab, or Shift+Tab if `stops` is negative, and waits until the document has received each release: checking
   * the focus during a Tab would press one too many. A Tab that leaves the document reaches no listener.
   */
  async function tab(stops: number): Promise<void> {
    const times = Math.abs(stops);
    await page.evaluate((expected) => {
      // One listener for the document: an earlier one may still wait for a release that never arrives.
      if (window.tabsUnderWay === undefined) {
        const hear = (event: KeyboardEvent) => {
          if (event.key === "Tab") window.tabsUnderWay = (window.tabsUnderWay ?? 0) - 1;
        };
        addEventListener("keyup", hear, true);
      }
      window.tabsUnderWay = expected;
    }, times);
    await page.press(stops > 0 ? "Tab" : "Shift+Tab", times);
    const heard = () => page.evaluate(() => (window.tabsUnderWay ?? 0) <= 0);
    await until("the release of each Tab", heard, 2000).catch(() => {});
  }

  const press = async (testId: string, key = "Enter"): Promise<void> => {
    await reach(testId);
    await page.press(key);
  };

  /** Distance from the chosen option to the wanted one. Null while that option is missing. */
  const distance = (testId: string, value: string) =>
    page.evaluate(
      (id, wanted) => {
        const select = document.querySelector<HTMLSelectElement>(`[data-testid="${CSS.escape(id)}"]`);
        const index = [...(select?.options ?? [])].findIndex((option) => option.value === wanted);
        return index < 0 || select === null ? null : index - select.selectedIndex;
      },
      testId,
      value,
    );

  /** Presses arrow keys until the option is chosen. Each option on the way is chosen, too, as with a user. */
  async function choose(testId: string, value: string): Promise<void> {
    for (let looks = 0; looks < MOST_LOOKS; looks++) {
      await reach(testId);
      const left = await until(`${testId} to offer ${value}`, async () => {
        const far = await distance(testId, value);
        return far === null ? null : { far };
      });
      if (left.far === 0) return;
      await page.press(left.far > 0 ? "ArrowDown" : "ArrowUp", Math.abs(left.far));
    }
    throw new Error(`${testId} does not come to ${value}`);
  }

  const isOn = (testId: string): Promise<boolean> =>
    page.evaluate((id) => {
      const control = document.querySelector(`[data-testid="${CSS.escape(id)}"]`);
      if (control === null) throw new Error(`${id} vanished`);
      return (control as HTMLInputElement).checked ?? control.getAttribute("aria-pressed") === "true";
    }, testId);

  /**
   * Presses Space on a chip or switch in the other state. Repeats if the control rendered only after the first check.
   */
  async function toggle(testId: string, on = true): Promise<void> {
    const as = async () => (await isOn(testId)) === on;
    for (let presses = 0; presses < 3; presses++) {
      await reach(testId);
      if (await as()) return;
      await page.press("Space");
      if (await until(`${testId} to be ${on}`, as, 5000).catch(() => false)) return;
    }
    throw new Error(`${testId} does not come to be ${on}`);
  }

  async function write(testId: string, text: string): Promise<void> {
    await reach(testId);
    await page.type(testId, text);
    // A field is saved when it loses focus.
    await page.press("Tab");
  }

  /** A date of reduced precision in its three selects. */
  async function date(testId: string, value: string): Promise<void> {
    const [year = "", month, day] = value.split("-");
    await choose(`${testId}-year`, year);
    if (month !== undefined) await choose(`${testId}-month`, month);
    if (day !== undefined) await choose(`${testId}-day`, day);
    // A replaced date keeps its finer parts until the user opens them.
    else if (month !== undefined) await choose(`${testId}-day`, "");
    else await choose(`${testId}-month`, "");
  }

  return { reach, press, choose, toggle, write, date };
}

export type Keyboard = ReturnType<typeof keyboard>;
