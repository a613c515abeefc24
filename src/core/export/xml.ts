// Escapes text for XML 1.0. Element names are constants of this program; this file escapes the values.

/** Removes the characters XML forbids: controls, unpaired surrogates and noncharacters. */
export const xmlText = (text: string): string =>
  text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "")
    .replace(/[\u007f-\u009f]/g, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    // XML parsers read line breaks and tabs in attributes as spaces.
    .replace(/[\t\n\r]/g, (white) => `&#${white.charCodeAt(0)};`);

export type Attributes = Readonly<Record<string, string | number | undefined>>;

export function xmlElement(name: string, attributes: Attributes, children: readonly string[] = []): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${xmlText(String(value))}"`)
    .join("");
  return children.length === 0 ? `<${name}${written}/>` : `<${name}${written}>${children.join("")}</${name}>`;
}
