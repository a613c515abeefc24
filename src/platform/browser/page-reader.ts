// Reads a page's participation link, and its file from the page's own origin, through activeTab, so that no request
// reveals the extension.
import type { FetchFault } from "../../core/companies/fetch-fault.ts";
import { PARTICIPATION_LINK, PARTICIPATION_PATH } from "../../signal/vocabulary.ts";
import { browser } from "./browser.ts";

export interface PageReading {
  /** The page's own address at the moment of reading. */
  url: string;
  announced: boolean;
  file: { text: string } | { fault: FetchFault } | null;
}

/** `always`: fetches the file even if the page has no link of this relation. */
interface FileRequest {
  rel: string;
  path: string;
  always: boolean;
  mostBytes: number;
}

const PARTICIPATION_MAX_BYTES = 65_536;

/** "no-answer": a busy page runs injected code late, and the caller does not wait for it. */
export type Read = PageReading | "no-answer" | null;

const LOOK_MILLISECONDS = 1500;
/** Timeout if the user asked for the file, or of a patient reading: slightly longer than the request's own (10 s). */
const PATIENT_MILLISECONDS = 11_000;

/**
 * Reads the page in a tab. `always`: fetches the file even if the page has no link. Null for an unreadable page (a
 * browser page, a store). The request comes from the page: no credentials, no referrer, no redirects, JSON, ≤ 64 KiB, ≤
 * 10 s. A reading that the user did not ask for ends after 1.5 s, whatever the page does, unless it is `patient`.
 */
export const readPage = (tab: number, { always, patient }: { always: boolean; patient: boolean }): Promise<Read> =>
  inject(tab, always || patient ? PATIENT_MILLISECONDS : LOOK_MILLISECONDS, {
    rel: PARTICIPATION_LINK,
    path: PARTICIPATION_PATH,
    always,
    mostBytes: PARTICIPATION_MAX_BYTES,
  });

/** Another file from the page's own origin, under the same limits. */
export const readWellKnown = (tab: number, path: string, mostBytes: number): Promise<Read> =>
  inject(tab, PATIENT_MILLISECONDS, { rel: "", path, always: true, mostBytes });

async function inject(tab: number, milliseconds: number, request: FileRequest): Promise<Read> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<"no-answer">((done) => {
    timer = setTimeout(() => done("no-answer"), milliseconds);
  });
  return Promise.race([injected(tab, request), late]).finally(() => clearTimeout(timer));
}

async function injected(tab: number, request: FileRequest): Promise<PageReading | null> {
  try {
    const [answer] = await browser.scripting.executeScript({
      target: { tabId: tab, frameIds: [0] },
      // The polyfill declares a function without arguments.
      func: readInPage as never,
      args: [request],
    });
    // A clone of the result of readInPage.
    return (answer?.result as PageReading | undefined) ?? null;
  } catch {
    return null;
  }
}

/** Runs in the page's isolated world, so it must be self-contained. No link has the relation "". */
async function readInPage({ rel, path, always, mostBytes }: FileRequest): Promise<PageReading> {
  const link = document.querySelector<HTMLLinkElement>(`link[rel~="${rel}"]`);
  const href = link === null ? null : new URL(link.getAttribute("href") ?? "", location.href).href;
  const expected = location.origin + path;
  // Only the well-known path: another path of an origin may belong to someone other than its owner.
  const announced = href === expected;
  const reading = { url: location.href, announced, file: null };
  if (!announced && !always) return reading;
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), 10_000);
  try {
    const response = await fetch(expected, {
      credentials: "omit",
      cache: "no-store",
      referrerPolicy: "no-referrer",
      redirect: "manual",
      signal: abort.signal,
    });
    if (response.type === "opaqueredirect") return { ...reading, file: { fault: "redirected" } };
    if (!response.ok) return { ...reading, file: { fault: "status" } };
    if (!/^application\/json\b/i.test(response.headers.get("content-type") ?? "")) {
      return { ...reading, file: { fault: "content-type" } };
    }
    const reader = response.body?.getReader();
    const chunks: Uint8Array<ArrayBuffer>[] = [];
    let size = 0;
    while (reader !== undefined) {
      const { done, value } = await reader.read();
      if (done) break;
      size += value.length;
      if (size > mostBytes) {
        await reader.cancel();
        return { ...reading, file: { fault: "too-large" } };
      }
      chunks.push(value);
    }
    const bytes = new Uint8Array(await new Blob(chunks).arrayBuffer());
    try {
      return { ...reading, file: { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) } };
    } catch {
      return { ...reading, file: { fault: "not-utf-8" } };
    }
  } catch {
    return { ...reading, file: { fault: abort.signal.aborted ? "timeout" : "network" } };
  } finally {
    clearTimeout(timer);
  }
}
