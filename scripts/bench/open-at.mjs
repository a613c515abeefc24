// A page of the extension for a picture.
import { setTimeout as rest } from "node:timers/promises";
import { until } from "../devtools.mjs";
import { rootOf } from "./browser.mjs";

/** A tab of our extension of exactly this size, pressed with a real mouse, so that focus and hover look real. */
export async function openAt(browser, path, { width, height, scale = 1 }) {
  const page = await browser.attach((await browser.send("Target.createTarget", { url: "about:blank" })).targetId);
  await page.send("Page.enable");
  await page.send("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: scale, mobile: false });
  await page.send("Page.navigate", { url: `${rootOf(browser, "regards")}${path}` });
  const element = (testId) => `document.querySelector('[data-testid="${testId}"]')`;
  const mouse = (type, x, y) =>
    page.send("Input.dispatchMouseEvent", {
      type,
      x,
      y,
      button: type === "mouseMoved" ? "none" : "left",
      clickCount: 1,
    });
  return {
    ...page,
    async press(testId) {
      await until(testId, () => page.evaluate(`${element(testId)} !== null`));
      const [x, y] = await page.evaluate(`(() => {
        ${element(testId)}.scrollIntoView({ block: "nearest" });
        const { left, top, width, height } = ${element(testId)}.getBoundingClientRect();
        return [left + width / 2, top + height / 2];
      })()`);
      for (const type of ["mouseMoved", "mousePressed", "mouseReleased"]) await mouse(type, x, y);
      await mouse("mouseMoved", 1, 1);
      await rest(200);
    },
    has: (testId) => page.evaluate(`${element(testId)} !== null`),
    /** Waits for an element with text. */
    shows: (testId) => until(testId, () => page.evaluate(`(${element(testId)}?.textContent ?? "") !== ""`)),
    scrollTo: (selector) =>
      page.evaluate(`document.querySelector(${JSON.stringify(selector)}).scrollIntoView({ block: "start" })`),
  };
}
