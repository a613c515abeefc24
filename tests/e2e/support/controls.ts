// Controls that the driver's own test adds to any document, and their use by mouse and keys.
import { expect } from "vitest";
import type { Surface } from "./driver.ts";

declare const chrome: { permissions: { request(wanted: object): Promise<boolean> } };
declare const document: Document & { seen?: string[]; answer?: unknown };

/** A field, a select and a button that log every event, and whether it was trusted, in `document.seen`. */
function addControls(): void {
  document.seen = [];
  const controls = { field: "input", choice: "select", button: "button" } as const;
  for (const [testId, tag] of Object.entries(controls)) {
    const control = document.createElement(tag);
    control.dataset.testid = `driver-${testId}`;
    control.textContent = testId === "button" ? "Press" : "";
    for (const kind of ["click", "keydown", "input", "change"])
      control.addEventListener(kind, (event) => document.seen?.push(`${testId} ${kind} ${event.isTrusted}`));
    for (const value of testId === "choice" ? ["one", "two"] : []) {
      const option = document.createElement("option");
      option.value = value;
      control.append(option);
    }
    // Their place is above a page that fills its window.
    control.style.cssText = "position: relative; z-index: 9";
    document.body.append(control);
  }
}

/**
 * A button that requests these hosts, and Firefox's kinds of data (without a colon), at once in its click. Replaces an
 * earlier one.
 */
export function addRequest(...wanted: string[]): void {
  const origins = wanted.filter((one) => one.includes(":"));
  const data = wanted.filter((one) => !one.includes(":"));
  document.querySelector("[data-testid=driver-request]")?.remove();
  const button = document.createElement("button");
  button.dataset.testid = "driver-request";
  button.textContent = "Ask";
  button.onclick = () => {
    document.answer = "pending";
    const more = data.length > 0 ? { data_collection: data } : {};
    void chrome.permissions.request({ origins, ...more }).then((answer) => {
      document.answer = answer;
    });
  };
  button.style.cssText = "position: relative; z-index: 9";
  document.body.append(button);
}

/** Uses mouse, keys and a select; each must cause a trusted event. */
export async function useControls(surface: Surface): Promise<void> {
  await surface.evaluate(addControls);
  await surface.click("driver-button");
  await surface.type("driver-field", "first");
  await surface.type("driver-field", "Zoë, 2");
  const value = () => document.querySelector<HTMLInputElement>("[data-testid=driver-field]")?.value;
  await expect.poll(() => surface.evaluate(value)).toBe("Zoë, 2");
  await surface.press("Tab");
  await surface.waitFor(() => document.activeElement?.getAttribute("data-testid") === "driver-choice");
  await surface.press("Shift+Tab");
  await surface.waitFor(() => document.activeElement?.getAttribute("data-testid") === "driver-field");
  await surface.select("driver-choice", "two");
  await surface.press("Tab");
  await surface.press("Enter");
  await surface.waitFor(() => document.seen?.filter((line) => line === "button click true").length === 2);
  const heard = ["field keydown true", "field input true", "choice change false"];
  await expect.poll(() => surface.evaluate(() => document.seen ?? [])).toEqual(expect.arrayContaining(heard));
  await expect.poll(() => surface.text("driver-button")).toBe("Press");
  await expect.poll(() => surface.text("driver-absent")).toBe("");
  await expect.poll(() => surface.count("driver-button")).toBe(1);
}

/** Covers the button once, as soon as the mouse is over it. */
export function addWall(): void {
  const wall = document.createElement("button");
  wall.dataset.testid = "driver-wall";
  wall.style.cssText = "display: block; inline-size: 100%; block-size: 300px";
  wall.onclick = () => document.seen?.push("wall click");
  document
    .querySelector("[data-testid=driver-button]")
    ?.addEventListener("mousemove", () => document.body.prepend(wall), { once: true });
}
