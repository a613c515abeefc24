// The content script's access to the browser: DOM events with a page, messages with the background. A file of its own,
// because the polyfill alone is larger than this script may be.

interface Extension {
  runtime: {
    id?: string;
    sendMessage(message: unknown): Promise<unknown>;
    onMessage: { addListener(listener: (message: unknown) => void): void };
  };
}

/** On `chrome`, both browsers have promises in manifest version 3. The DOM types do not declare it. */
const extension = (globalThis as unknown as { chrome: Extension }).chrome;

const MAX_CHARACTERS = 65_536;

/** Null if the background refused, or if this script's extension is gone. */
export async function ask(command: string, payload: unknown): Promise<unknown> {
  try {
    if (extension.runtime.id === undefined) return null;
    // This extension's background answers with a `Reply`.
    const answer = (await extension.runtime.sendMessage({ command, payload })) as { value?: unknown } | undefined;
    return answer?.value ?? null;
  } catch {
    return null;
  }
}

export const onBackgroundMessage = (listener: (message: unknown) => void): void =>
  extension.runtime.onMessage.addListener(listener);

/** A page's event as plain data. The page may send anything; only JSON text of an object is accepted. */
export function onPageEvent(name: string, listener: (detail: Record<string, unknown>) => void): void {
  window.addEventListener(name, (event) => {
    // A page can give any event this name: without `detail`, the check below refuses it.
    const text: unknown = (event as CustomEvent).detail;
    if (typeof text !== "string" || text.length > MAX_CHARACTERS) return;
    try {
      const detail: unknown = JSON.parse(text);
      if (typeof detail === "object" && detail !== null && !Array.isArray(detail)) {
        // The condition above proves that it is an object with string keys.
        listener(detail as Record<string, unknown>);
      }
    } catch {
      // Not JSON: ignored.
    }
  });
}

/** The detail is a JSON string: the only type that both browsers pass between worlds in the same way. */
export function dispatchToPage(name: string, detail: unknown): void {
  window.dispatchEvent(new CustomEvent(name, { detail: JSON.stringify(detail) }));
}

/** False in frames, in sandboxed documents (opaque origin), and on host names that end in a dot. */
export const isOwnTopDocument = (): boolean =>
  window === window.top && self.origin === location.origin && !location.hostname.endsWith(".");

/** Resolves once the page is shown: a prerendered document must not get an earlier answer. */
export const whenActive = (): Promise<void> =>
  // The DOM types lack `prerendering`.
  (document as Document & { prerendering?: boolean }).prerendering === true
    ? new Promise((resolve) => document.addEventListener("prerenderingchange", () => resolve(), { once: true }))
    : Promise.resolve();

const USED_SECONDS = 5;

/**
 * Resolves once a person has used the page: after some seconds in front, and a press or a key that the browser itself
 * reports. A page that opens and leaves other pages never meets this.
 */
export const whenUsed = (): Promise<void> =>
  new Promise((resolve) => {
    let seconds = 0;
    let used = false;
    const events = ["pointerdown", "keydown"] as const;
    const press = ({ isTrusted }: Event): void => {
      used ||= isTrusted;
    };
    for (const name of events) window.addEventListener(name, press, { capture: true, passive: true });
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") seconds++;
      if (!used || seconds < USED_SECONDS) return;
      clearInterval(timer);
      for (const name of events) window.removeEventListener(name, press, { capture: true });
      resolve();
    }, 1000);
  });
