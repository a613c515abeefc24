// Keys by name, in the notation of each protocol.
export interface Stroke {
  key: string;
  code: string;
  keyCode: number;
  /** Text that the key types, or "". */
  text: string;
  modifiers: readonly Modifier[];
  /** The key's value in WebDriver (W3C WebDriver, 17.4.2 keyboard actions). */
  webdriver: string;
}

export type Modifier = "Alt" | "Control" | "Meta" | "Shift";

/** The DevTools Protocol's bits, and the value in WebDriver. */
export const MODIFIERS: Record<Modifier, { bit: number; webdriver: string; keyCode: number }> = {
  Alt: { bit: 1, webdriver: "\uE00A", keyCode: 18 },
  Control: { bit: 2, webdriver: "\uE009", keyCode: 17 },
  Meta: { bit: 4, webdriver: "\uE03D", keyCode: 91 },
  Shift: { bit: 8, webdriver: "\uE008", keyCode: 16 },
};

const NAMED: Record<string, { keyCode: number; webdriver: string; text?: string; key?: string }> = {
  Tab: { keyCode: 9, webdriver: "\uE004" },
  Enter: { keyCode: 13, webdriver: "\uE006", text: "\r" },
  Escape: { keyCode: 27, webdriver: "\uE00C" },
  Space: { keyCode: 32, webdriver: " ", text: " ", key: " " },
  Backspace: { keyCode: 8, webdriver: "\uE003" },
  Delete: { keyCode: 46, webdriver: "\uE017" },
  PageUp: { keyCode: 33, webdriver: "\uE00E" },
  PageDown: { keyCode: 34, webdriver: "\uE00F" },
  End: { keyCode: 35, webdriver: "\uE010" },
  Home: { keyCode: 36, webdriver: "\uE011" },
  ArrowLeft: { keyCode: 37, webdriver: "\uE012" },
  ArrowUp: { keyCode: 38, webdriver: "\uE013" },
  ArrowRight: { keyCode: 39, webdriver: "\uE014" },
  ArrowDown: { keyCode: 40, webdriver: "\uE015" },
};

function character(letter: string, modifiers: readonly Modifier[]): Stroke {
  const plain = /^[a-z0-9 ]$/i.test(letter);
  const code = /[a-z]/i.test(letter) ? `Key${letter.toUpperCase()}` : /\d/.test(letter) ? `Digit${letter}` : "";
  const writes = modifiers.every((modifier) => modifier === "Shift");
  return {
    key: letter,
    code: letter === " " ? "Space" : code,
    keyCode: plain ? letter.toUpperCase().charCodeAt(0) : 0,
    text: writes ? letter : "",
    modifiers,
    webdriver: letter,
  };
}

/** "Shift+Tab" as a stroke. Throws for an unknown name. */
export function strokeOf(name: string): Stroke {
  const parts = name.split("+");
  const last = parts.pop() ?? "";
  const modifiers = parts.map((part) => {
    if (part in MODIFIERS) return part as Modifier;
    throw new Error(`no such modifier: ${part}`);
  });
  const named = NAMED[last];
  if (named === undefined) {
    if ([...last].length === 1) return character(last, modifiers);
    throw new Error(`no such key: ${name}`);
  }
  return { key: last, code: last, text: "", modifiers, ...named };
}

/** A text as the strokes that type it. */
export const strokesOf = (text: string): Stroke[] =>
  [...text].map((letter) => (letter === "\n" ? strokeOf("Enter") : character(letter, [])));
