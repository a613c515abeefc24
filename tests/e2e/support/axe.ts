// Violations that axe-core finds in a document: WCAG 2.0 to 2.2, levels A and AA, and its best practices.
import axeCore from "axe-core";
import type { Surface } from "./driver.ts";

declare const window: Window & { axe?: typeof axeCore };

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** One line per broken rule: "id: help (nodes…)". The debugger injects the script, which no policy forbids. */
export async function axe(surface: Surface): Promise<string[]> {
  const injected = await surface.evaluate(() => window.axe !== undefined);
  // Only the text of this function matters: evaluate sends it into the document.
  if (!injected) await surface.evaluate(new Function(axeCore.source) as () => void);
  return surface.evaluate(async (tags) => {
    if (window.axe === undefined) throw new Error("axe did not start");
    const { violations } = await window.axe.run(document, {
      runOnly: { type: "tag", values: tags },
      resultTypes: ["violations"],
    });
    return violations.map(
      ({ id, help, nodes }) => `${id}: ${help} (${nodes.map((node) => node.target.join(" ")).join(", ")})`,
    );
  }, TAGS);
}
