// Everything that a page can observe of its browser.
import type { Tab } from "./driver.ts";

/** Names, markup, resources, and answers to every event of the protocol. */
export const observe = (tab: Tab) =>
  tab.evaluate(async () => {
    const names: Record<string, string[]> = {};
    const subjects: Record<string, object | null> = {
      window,
      navigator: Navigator.prototype,
      document: Document.prototype,
      element: Element.prototype,
      html: HTMLElement.prototype,
      event: EventTarget.prototype,
      screen: Screen.prototype,
      performance: Performance.prototype,
    };
    // Leaves out the test's own tools, which also use the window.
    const tools = /^(?:__playwright|__pw|axe$|cdc_|__name$)/;
    for (const [name, subject] of Object.entries(subjects)) {
      names[name] = Object.getOwnPropertyNames(subject)
        .filter((property) => !tools.test(property) && !/^\d+$/.test(property))
        .sort();
    }
    const heard: string[] = [];
    const events = ["request", "preferences", "change", "acknowledge", "ask", "answer"].map((name) => `cmr:${name}`);
    let asking = "";
    for (const event of events) {
      window.addEventListener(event, () => {
        if (event !== asking) heard.push(`${asking} → ${event}`);
      });
      document.addEventListener(event, () => {
        if (event !== asking) heard.push(`${asking} → document ${event}`);
      });
    }
    window.addEventListener("message", () => heard.push("message"));
    for (const event of events) {
      asking = event;
      window.dispatchEvent(new CustomEvent(event, { detail: JSON.stringify({ id: "x", parts: ["contact"] }) }));
      document.dispatchEvent(new CustomEvent(event, { detail: JSON.stringify({ id: "x" }) }));
      await new Promise((done) => setTimeout(done, 60));
    }
    await new Promise((done) => setTimeout(done, 400));
    return {
      names,
      heard,
      markup: document.documentElement.outerHTML,
      // Browsers request the icon at any time, with or without an extension.
      resources: performance
        .getEntriesByType("resource")
        .map(({ name }) => new URL(name).pathname)
        .filter((path) => path !== "/favicon.ico"),
      styles: document.styleSheets.length,
    };
  });
