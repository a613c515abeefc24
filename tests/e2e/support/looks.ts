// Languages and colours for every screen, and the checks that each must pass.
import { expect } from "vitest";
import { axe } from "./axe.ts";
import type { Surface, TestBrowser } from "./driver.ts";
import { until } from "./wait.ts";

export const LOOKS = [
  ["en", "light"],
  ["en", "dark"],
  ["de", "dark"],
  ["fr", "light"],
  ["es", "dark"],
  ["nl", "light"],
  ["en-XA", "light"],
  ["ar-XB", "dark"],
] as const;

/** English in light colours, German in dark ones, right to left in dark ones. */
export const SOME_LOOKS = [LOOKS[0], LOOKS[2], LOOKS[7]];

const MORE_LOOKS = [LOOKS[0], LOOKS[2], LOOKS[3], LOOKS[6], LOOKS[7]];

/**
 * One browser has more, because texts, colours and direction do not depend on it and each look takes a minute.
 * LOOKS=all: every look.
 */
export const looksIn = (name: string) =>
  process.env.LOOKS === "all" ? LOOKS : name === "chromium" ? MORE_LOOKS : SOME_LOOKS;

/** Applies to documents opened after it. */
export const look = (browser: TestBrowser, language: string, theme: string): Promise<void> =>
  browser.extension.evaluate((chosen) => localStorage.setItem("appearance", JSON.stringify(chosen)), {
    language,
    theme,
  });

/**
 * The document's HTML after all finite animations have ended. None lasts 200 ms; one that began before the document was
 * drawn may never end.
 */
const picture = (surface: Surface): Promise<string> =>
  surface.evaluate(async () => {
    const moving = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    const ended = Promise.allSettled(moving.map(({ finished }) => finished));
    await Promise.race([ended, new Promise((done) => setTimeout(done, 1000))]);
    return document.documentElement.outerHTML;
  });

const measured = (surface: Surface) =>
  surface.evaluate(() => {
    // The dashboard may scroll in a part of its own.
    const scrolls = [document.documentElement, ...document.querySelectorAll(".scroller")];
    const isWider = scrolls.some(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth);
    const line = getComputedStyle(document.documentElement).getPropertyValue("--line");
    return { isStyled: line !== "", isWider, dir: document.documentElement.dir };
  });

/**
 * Checks the document: our styles, no axe violation, nothing wider than its window, correct text direction. Checks
 * again if it has changed since.
 */
export async function sound(surface: Surface, language: string, where: string): Promise<void> {
  const [seen] = await until(`${where} to stand still`, async () => {
    const before = await picture(surface);
    const look = { ...(await measured(surface)), faults: await axe(surface) };
    return (await picture(surface)) === before && [look];
  });
  expect(seen, where).toEqual({
    isStyled: true,
    isWider: false,
    dir: language === "ar-XB" ? "rtl" : "ltr",
    faults: [],
  });
}
