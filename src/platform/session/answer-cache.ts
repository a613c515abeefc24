// What pages were answered last, for as long as the browser runs: read by a background that was just started, before
// anything else of it is there. In `storage.session`, which no content script can read. Never true for longer than the
// record: gone before a write that a company would notice is kept, and kept again only after all that follows from it.
import type { PreferencesDocument } from "../../signal/document.ts";
import { browser } from "../browser/browser.ts";

/** `ended` settles when no stored answer is left (null: none is); `over` allows storing again. */
export interface CacheSuspension {
  ended: Promise<void> | null;
  over: () => void;
}

type Answers = Readonly<Record<string, PreferencesDocument>>;

const KEY = "answers";
const MOST = 10;

/** As they are stored; null until they are read. */
let answers: Promise<Answers> | null = null;
/** Whether nothing is stored for certain. */
let empty = false;
let removal: Promise<void> | null = null;
let writes = 0;
let age = 0;

async function readAll(): Promise<Answers> {
  const asked = age;
  const stored: Record<string, unknown> | null = await browser.storage.session.get(KEY).catch(() => null);
  if (stored !== null && stored[KEY] === undefined && asked === age) empty = true;
  return (stored?.[KEY] ?? {}) as Answers;
}

/** At a start: a write need not remove what is not there. */
export async function loadAnswerCache(): Promise<void> {
  answers ??= readAll();
  await answers;
}

/** By the origin of the page that was answered. Whether it may still be told is for the caller to see. */
export async function readCachedAnswer(origin: string): Promise<PreferencesDocument | null> {
  const asked = age;
  answers ??= readAll();
  const { [origin]: found } = await answers;
  return found !== undefined && asked === age ? found : null;
}

/** To be asked for before an answer is worked out: keeps it, unless something was written meanwhile. */
export function answerCacheWriter(): (origin: string, answer: PreferencesDocument) => Promise<void> {
  const asked = age;
  return async (origin, answer) => {
    await removal;
    answers ??= readAll();
    const known = Object.entries(await answers).filter(([one]) => one !== origin);
    if (asked !== age || writes > 0) return;
    const next = Object.fromEntries([...known.slice(1 - MOST), [origin, answer]]);
    empty = false;
    answers = Promise.resolve(next);
    await browser.storage.session.set({ [KEY]: next });
  };
}

/** What must be done before a write is kept, and called when all that follows from it is done. */
export function suspendAnswerCache(): CacheSuspension {
  writes++;
  const over = (): void => {
    writes--;
    // What was worked out meanwhile may be of before: the rules move after the record does.
    age++;
  };
  return { ended: clearAnswerCache(), over };
}

/** Null when there is nothing to wait for. */
export function clearAnswerCache(): Promise<void> | null {
  age++;
  answers = Promise.resolve({});
  if (empty) return null;
  removal ??= removeAll().finally(() => {
    removal = null;
  });
  return removal;
}

async function removeAll(): Promise<void> {
  await browser.storage.session.remove(KEY);
  empty = true;
}
