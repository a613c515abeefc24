interface Icon {
  size: number;
  /** The drawn part of the logo, as an SVG viewBox. */
  area: string;
  bubble: string;
  face: string;
}
export const ICONS: Readonly<Record<string, Icon>>;
export function logo(icon: Icon): string;
