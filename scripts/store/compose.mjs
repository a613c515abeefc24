// The pictures of the store listing, as pages: one line of text beside or above a real screen.
import { logo } from "../icons.mjs";

const INK = { pine: "#ffffff", canvas: "#1a211f", night: "#e8ecea" };
const GROUND = { pine: "#17614e", canvas: "#f5f4f0", night: "#131615" };
const MARK = {
  pine: { bubble: "#ffffff", face: "#17614e" },
  canvas: { bubble: "#17614e", face: "#ffffff" },
  night: { bubble: "#7fd0b3", face: "#0f1815" },
};

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const mark = (ground, size) => logo({ size, area: "1 1.25 26 26", ...MARK[ground] });
const brand = (ground, size) => `<p class="brand">${mark(ground, size)}<b>Regards</b></p>`;
/** Puts each sentence on a line of its own. */
const sentences = (text) => escaped(text).replaceAll(/(?<=[.?]) /g, "<br>");
const image = (shot) => `<img src="data:image/png;base64,${shot}" alt="">`;

const page = ({ language, ground, width, height }, styles, body) => `<!doctype html>
<html lang="${language}"><meta charset="utf-8"><style>
* { box-sizing: border-box; margin: 0 }
body { width: ${width}px; height: ${height}px; overflow: hidden; position: relative;
  background: ${GROUND[ground]}; color: ${INK[ground]}; font-family: system-ui, sans-serif }
h1 { font-weight: 650; letter-spacing: -.01em; text-wrap: balance }
.brand { display: flex; align-items: center; gap: 14px; font-size: 30px }
img { display: block }
.shot { border-radius: 18px; overflow: hidden; box-shadow: 0 24px 64px rgb(0 0 0 / .28), 0 0 0 1px rgb(128 140 134 / .35) }
${styles}</style><body>${body}</body></html>`;

/** The line at the start, the popup at the end. */
export const beside = (frame, line, shot) =>
  page(
    frame,
    `main { display: grid; grid-template-columns: 1fr 494px; gap: 72px; height: 100%; padding: 36px 72px; align-items: center }
    h1 { font-size: 60px; line-height: 1.12 } .brand { position: absolute; left: 72px; bottom: 48px }
    .shot img { width: 494px }`,
    `<main><h1>${sentences(line)}</h1><div class="shot">${image(shot)}</div></main>${brand(frame.ground, 44)}`,
  );

/** The line above the dashboard, which the picture's lower edge cuts off. */
export const above = (frame, line, shot) =>
  page(
    frame,
    `header { display: flex; justify-content: space-between; align-items: center; gap: 48px; height: 136px; padding: 0 64px }
    h1 { font-size: 42px; line-height: 1.15 } .brand { flex: none; font-size: 26px }
    .shot { position: absolute; left: 64px; top: 136px; width: 1152px; border-radius: 18px 18px 0 0 }
    .shot img { width: 1152px }`,
    `<header><h1>${escaped(line)}</h1>${brand(frame.ground, 38)}</header><div class="shot">${image(shot)}</div>`,
  );

export const tile = (frame, line) =>
  page(
    frame,
    `main { display: grid; align-content: center; justify-items: center; gap: 18px; height: 100%; padding: 0 32px; text-align: center }
    .brand { font-size: 44px } h1 { font-size: 25px; line-height: 1.25; font-weight: 400 }`,
    `<main>${brand(frame.ground, 72)}<h1>${escaped(line)}</h1></main>`,
  );

export const marquee = (frame, line, shot) =>
  page(
    frame,
    `main { padding: 0 96px; width: 860px; height: 100%; display: grid; align-content: center; gap: 30px }
    .brand { font-size: 44px } h1 { font-size: 58px; line-height: 1.12 }
    .shot { position: absolute; right: 96px; top: 44px; width: 420px; border-radius: 18px 18px 0 0 } .shot img { width: 420px }`,
    `<main>${brand(frame.ground, 64)}<h1>${escaped(line)}</h1></main><div class="shot">${image(shot)}</div>`,
  );
