// QR codes as an SVG path, which the content security policy permits everywhere.
import { encode } from "uqr";

export interface QrCode {
  /** Modules of one side, with the quiet zone around the code. */
  size: number;
  /** Dark modules as an SVG path in a box of `size`. */
  path: string;
}

const QUIET_MODULES = 4;

export function qrOf(text: string): QrCode {
  const { data, size } = encode(text, { ecc: "M", border: QUIET_MODULES });
  const dark = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return { size, path: dark.join("") };
}
