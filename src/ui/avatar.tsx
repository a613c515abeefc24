/** Two companies may share a hue, so the name is always beside it. */
const HUES = 12;

/** Hue in degrees, the same for a domain on every device. */
export function hueOf(domain: string): number {
  let sum = 0;
  for (const letter of domain) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 65_521;
  return (sum % HUES) * (360 / HUES) + 15;
}

/** The first letter of a name on a square in the colour of its domain, beside the name: hidden from screen readers. */
export const Avatar = (props: { name: string; domain: string; size?: "small" | "large" }) => (
  <span class={`avatar ${props.size ?? ""}`} style={{ "--h": hueOf(props.domain) }} aria-hidden="true">
    {[...props.name][0]?.toUpperCase()}
  </span>
);
