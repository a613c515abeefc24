// The languages and colours in which every screen must be sound, and what sound means.
import { expect } from "vitest";
import { axe } from "./axe.ts";
import type { Surface, TestBrowser } from "./driver.ts";

export const LOOKS = [
  ["en", "light"],
  ["en", "dark"],
  ["de", "light"],
  ["de", "dark"],
  ["en-XA", "light"],
  ["ar-XB", "dark"],
] as const;

/** English in the light, German in the dark, right to left in the dark. */
export const SOME_LOOKS = LOOKS.filter((_, index) => [0, 3, 5].includes(index));

/** All in one browser, some in the other: words, colours and direction do not depend on it, and time is short. */
export const looksIn = (name: string) => (name === "chromium" ? LOOKS : SOME_LOOKS);

/** For documents opened after it. */
export const look = (browser: TestBrowser, language: string, theme: string): Promise<void> =>
  browser.extension.evaluate((chosen) => localStorage.setItem("appearance", JSON.stringify(chosen)), {
    language,
    theme,
  });

/** Drawn with our styles, no fault axe can find, nothing wider than its window, and the right way round. */
export async function sound(surface: Surface, language: string, where: string): Promise<void> {
  const line = await surface.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--line"));
  expect(line, `${where} has its styles`).not.toBe("");
  expect(await axe(surface), where).toEqual([]);
  const overflow = await surface.evaluate(() => {
    // The dashboard scrolls in a part of its own.
    const scrolls = [document.documentElement, ...document.querySelectorAll(".scroller")];
    return Math.max(...scrolls.map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth));
  });
  expect(overflow, `${where} is wider than its window`).toBeLessThanOrEqual(0);
  expect(await surface.evaluate(() => document.documentElement.dir), where).toBe(language === "ar-XB" ? "rtl" : "ltr");
}
