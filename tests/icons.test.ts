// The product's icons: their colours, and their contrast on every toolbar.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import manifest from "../manifest.json" with { type: "json" };
import { decode } from "../scripts/bench/small-png.mjs";
import { ICONS } from "../scripts/icons.mjs";
import { manifestFor } from "../scripts/vite/package.ts";

const FOLDER = join(import.meta.dirname, "../public/icons");

/** Toolbars of Chromium and Firefox with their own themes, in front and behind other windows. */
const LIGHT = ["#ffffff", "#f9f9fb", "#f0f0f4"];
const DARK = ["#3c3c3c", "#2b2a33", "#1c1b22"];

/** WCAG 2.2: the contrast that a graphical object needs. */
const LEAST = 3;

const channel = (value: number): number => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
const luminance = (colour: string): number => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) =>
    channel(Number.parseInt(colour.slice(at, at + 2), 16) / 255),
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};
const contrast = (one: string, other: string): number => {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
};

const hex = (colour: number): string => `#${colour.toString(16).padStart(6, "0")}`;

/** The opaque colours of a file, the most frequent first. */
function coloursOf(name: string): { size: number[]; colours: string[] } {
  const { width, height, colours, opacities } = decode(readFileSync(join(FOLDER, name)));
  const counts = new Map<number, number>();
  for (const [at, colour] of colours.entries())
    if (opacities[at] === 255) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const ordered = [...counts].toSorted(([, one], [, other]) => other - one);
  return { size: [width, height], colours: ordered.map(([colour]) => hex(colour)) };
}

test("the folder has exactly these icons", () => {
  expect(readdirSync(FOLDER).toSorted()).toEqual(Object.keys(ICONS).toSorted());
});

describe.each(Object.entries(ICONS))("%s", (name, { size, bubble, face }) => {
  test("has its size and colours", () => {
    const drawn = coloursOf(name);
    expect(drawn.size).toEqual([size, size]);
    expect(drawn.colours[0]).toBe(bubble);
    // The lines of the smallest icon are thinner than a pixel, so no pixel has their full colour.
    if (size > 16) expect(drawn.colours[1]).toBe(face);
  });

  test("has enough contrast with its toolbars, and its face with it", () => {
    const toolbars = name.startsWith("light-")
      ? LIGHT
      : name.startsWith("dark-")
        ? DARK
        : [...LIGHT.slice(0, 2), ...DARK];
    for (const toolbar of toolbars) expect(contrast(bubble, toolbar), toolbar).toBeGreaterThanOrEqual(LEAST);
    expect(contrast(bubble, face)).toBeGreaterThanOrEqual(LEAST);
  });
});

test("Chromium gets the icon for every toolbar, Firefox one for light and one for dark toolbars", () => {
  expect(manifest.action.default_icon).toEqual({ 16: "icons/16.png", 32: "icons/32.png" });
  expect(manifest.icons).toEqual(Object.fromEntries([16, 32, 48, 128].map((size) => [size, `icons/${size}.png`])));
  expect(manifestFor("chrome", "build")).toMatchObject({ action: manifest.action });
  expect(manifestFor("firefox", "build")).toMatchObject({
    action: {
      ...manifest.action,
      theme_icons: [
        { light: "icons/dark-16.png", dark: "icons/light-16.png", size: 16 },
        { light: "icons/dark-32.png", dark: "icons/light-32.png", size: 32 },
      ],
    },
  });
});
