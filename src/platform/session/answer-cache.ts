// Session cache of the last answer to each page (10 origins), in `storage.session`, which no content script can read. A
// worker that has just started answers a repeated question from it without opening the database. Cleared before any
// write that changes a company's view commits; filled again only after the effects of that write have run.
import type { PreferencesDocument } from "../../signal/document.ts";
import { browser } from "../browser/browser.ts";

/** `cleared` settles once no answer is stored; null if there is none. `resume` allows storing again. */
export interface CacheSuspension {
  cleared: Promise<void> | null;
  resume: () => void;
}

type Answers = Readonly<Record<string, PreferencesDocument>>;

const KEY = "answers";
const MAX_ORIGINS = 10;

/** The stored answers; null until they are read. */
let answers: Promise<Answers> | null = null;
/** True only if it is certain that nothing is stored. */
let isEmpty = false;
let removal: Promise<void> | null = null;
/** Number of suspensions that have not resumed. */
let suspended = 0;
/**
 * Incremented by each clearing and each resume. An answer computed in an older generation is never stored or returned.
 */
let generation = 0;

async function readAll(): Promise<Answers> {
  const started = generation;
  const stored: Record<string, unknown> | null = await browser.storage.session.get(KEY).catch(() => null);
  if (stored !== null && stored[KEY] === undefined && started === generation) isEmpty = true;
  // Only this file writes the key, and storage.session ends with the browser, so every stored value has this shape.
  return (stored?.[KEY] ?? {}) as Answers;
}

/** Call it at start, so that a write need not clear an empty cache. */
export async function loadAnswerCache(): Promise<void> {
  answers ??= readAll();
  await answers;
}

/** The last answer to a page of this origin, or null. The caller checks whether it may still be given. */
export async function readCachedAnswer(origin: string): Promise<PreferencesDocument | null> {
  const started = generation;
  answers ??= readAll();
  const { [origin]: found } = await answers;
  return found !== undefined && started === generation ? found : null;
}

/** Call it before computing an answer. The returned function stores that answer, unless a write happened in between. */
export function answerCacheWriter(): (origin: string, answer: PreferencesDocument) => Promise<void> {
  const started = generation;
  return async (origin, answer) => {
    await removal;
    answers ??= readAll();
    const others = Object.entries(await answers).filter(([one]) => one !== origin);
    if (started !== generation || suspended > 0) return;
    const next = Object.fromEntries([...others.slice(1 - MAX_ORIGINS), [origin, answer]]);
    isEmpty = false;
    answers = Promise.resolve(next);
    await browser.storage.session.set({ [KEY]: next });
  };
}

/** Clears the cache and stores nothing until `resume`, to be called once all effects of the write have run. */
export function suspendAnswerCache(): CacheSuspension {
  suspended++;
  const resume = (): void => {
    suspended--;
    // An answer computed during the write may belong to the state before, since the rules change after the record.
    generation++;
  };
  return { cleared: clearAnswerCache(), resume };
}

/** Null if nothing is stored. */
export function clearAnswerCache(): Promise<void> | null {
  generation++;
  answers = Promise.resolve({});
  if (isEmpty) return null;
  removal ??= removeAll().finally(() => {
    removal = null;
  });
  return removal;
}

async function removeAll(): Promise<void> {
  await browser.storage.session.remove(KEY);
  isEmpty = true;
}
