// Several visits to the same page, with and without the header, and the common parts of their answers.
import { HEADER_NAME } from "../../signal/vocabulary.ts";
import { askSite, type HttpAnswer } from "./request.ts";

export const NOTHING_WANTED = "v=1, no=(changes advice news offers research partners), style=(no-upsell)";
export const MUCH_WANTED = "v=1, yes=(security service support changes advice news offers research partners)";

/** A page's answer, and its text without the header's own value. */
export interface Visit extends HttpAnswer {
  text: string;
}

/** Resolves to the reason, as a string, if nobody answers. */
export async function visit(
  url: string,
  header: string | null,
  more: Record<string, string> = {},
): Promise<Visit | string> {
  const headers = { Accept: "text/html", ...(header === null ? {} : { [HEADER_NAME]: header }), ...more };
  const answer = await askSite(url, { headers });
  if (typeof answer === "string") return answer;
  return { ...answer, text: withoutHeader(answer.body.toString("utf8"), header) };
}

/** A page may repeat the header that it received; that alone does not make it a different page. */
function withoutHeader(text: string, header: string | null): string {
  if (header === null || header === "") return text.replace(/\b(?:none|null)\b/g, "");
  const forms = [header, escaped(header), JSON.stringify(header).slice(1, -1)];
  return forms.reduce((rest, form) => rest.replaceAll(form, ""), text).replace(/\b(?:none|null)\b/g, "");
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);

/** True if a cache answered instead of the site. */
export function isFromCache({ headers }: HttpAnswer): boolean {
  const said = [headers["cf-cache-status"], headers["x-cache"], headers["x-cache-status"], headers["cache-status"]];
  return Number(headers.age ?? 0) > 0 || said.some((value) => /\bhit\b/i.test(value ?? ""));
}

/** An address that no cache has seen. */
export function freshAddress(url: string): string {
  const fresh = new URL(url);
  fresh.searchParams.set("regards-check", Math.random().toString(36).slice(2));
  return fresh.href;
}
