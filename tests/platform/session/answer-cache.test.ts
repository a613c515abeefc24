// The answer cache stays correct whatever happens between computing and storing an answer.
import { describe, expect, test } from "vitest";
import type { PreferencesDocument } from "../../../src/signal/document.ts";
import { settled } from "../../support/device/settle.ts";
import { world } from "../../support/device/world.ts";

const ORIGIN = "https://www.shop.example";
const [OLD, NEW] = [{ issued: "old" }, { issued: "new" }] as unknown as [PreferencesDocument, PreferencesDocument];

async function started() {
  const { phone } = await world();
  const kept = await import("../../../src/platform/session/answer-cache.ts");
  return { ...kept, phone, stored: () => phone.browser.areas.session.get("answers") };
}

describe("the cache stores an answer", () => {
  test("for this worker and the next one", async () => {
    const { readCachedAnswer, answerCacheWriter, phone } = await started();
    await answerCacheWriter()(ORIGIN, OLD);
    expect(await readCachedAnswer(ORIGIN)).toEqual(OLD);
    await phone.kill();
    await phone.start();
    const next = await import("../../../src/platform/session/answer-cache.ts");
    expect(await next.readCachedAnswer(ORIGIN)).toEqual(OLD);
    expect(await next.readCachedAnswer("https://shop.example")).toBeNull();
  });

  test("after a write has ended", async () => {
    const { readCachedAnswer, answerCacheWriter, suspendAnswerCache } = await started();
    const { cleared, resume } = suspendAnswerCache();
    await cleared;
    resume();
    await answerCacheWriter()(ORIGIN, NEW);
    expect(await readCachedAnswer(ORIGIN)).toEqual(NEW);
  });

  test("after a concurrent removal of earlier answers has ended", async () => {
    const { readCachedAnswer, answerCacheWriter, clearAnswerCache, phone, stored } = await started();
    await answerCacheWriter()(ORIGIN, OLD);
    let forget = () => {};
    phone.browser.beforeForgetting = () => new Promise<void>((done) => (forget = done));
    const removal = clearAnswerCache();
    const keeping = answerCacheWriter()(ORIGIN, NEW);
    await settled();
    forget();
    await Promise.all([removal, keeping]);
    expect(stored()).toEqual({ [ORIGIN]: NEW });
    expect(await readCachedAnswer(ORIGIN)).toEqual(NEW);
    phone.browser.beforeForgetting = async () => {};
    await clearAnswerCache();
    expect(stored()).toBeUndefined();
  });
});

describe("a write waits for the removal of cached answers", () => {
  test.each([true, false])("if the start has found some (%s), and only then", async (found) => {
    const { phone } = await started();
    if (found) phone.browser.areas.session.set("answers", { [ORIGIN]: OLD });
    await phone.kill();
    await phone.start();
    const next = await import("../../../src/platform/session/answer-cache.ts");
    await next.loadAnswerCache();
    expect(next.suspendAnswerCache().cleared !== null).toBe(found);
  });

  test("that were stored while an earlier read of an empty cache was in progress", async () => {
    const { phone, stored } = await started();
    await phone.kill();
    const asked: (() => void)[] = [];
    phone.browser.beforeTelling = async (key) => {
      if (key === "answers") await new Promise<void>((tell) => asked.push(tell));
    };
    await phone.start();
    expect(asked).toHaveLength(1);
    phone.browser.beforeTelling = async () => {};
    const { readCachedAnswer, answerCacheWriter, clearAnswerCache, suspendAnswerCache } = await import(
      "../../../src/platform/session/answer-cache.ts"
    );
    await clearAnswerCache();
    await answerCacheWriter()(ORIGIN, NEW);
    for (const tell of asked) tell();
    await settled();
    expect(await readCachedAnswer(ORIGIN)).toEqual(NEW);
    await suspendAnswerCache().cleared;
    expect(stored()).toBeUndefined();
  });
});

describe("the cache ignores an answer", () => {
  test("computed before a write that has ended", async () => {
    const { readCachedAnswer, answerCacheWriter, suspendAnswerCache, stored } = await started();
    const keep = answerCacheWriter();
    const { cleared, resume } = suspendAnswerCache();
    await cleared;
    resume();
    await keep(ORIGIN, OLD);
    expect([stored(), await readCachedAnswer(ORIGIN)]).toEqual([undefined, null]);
  });

  test("computed during a write that has ended", async () => {
    const { answerCacheWriter, suspendAnswerCache, stored } = await started();
    const { cleared, resume } = suspendAnswerCache();
    await cleared;
    const keep = answerCacheWriter();
    resume();
    await keep(ORIGIN, OLD);
    expect(stored()).toBeUndefined();
  });

  test("during any of several concurrent writes", async () => {
    const { answerCacheWriter, suspendAnswerCache, stored } = await started();
    const [first, second] = [suspendAnswerCache(), suspendAnswerCache()];
    await Promise.all([first.cleared, second.cleared]);
    first.resume();
    await answerCacheWriter()(ORIGIN, OLD);
    expect(stored()).toBeUndefined();
    second.resume();
    await answerCacheWriter()(ORIGIN, OLD);
    expect(stored()).toEqual({ [ORIGIN]: OLD });
  });

  test("cleared while it is being read", async () => {
    const { answerCacheWriter, phone } = await started();
    await answerCacheWriter()(ORIGIN, OLD);
    await phone.kill();
    await phone.start();
    const next = await import("../../../src/platform/session/answer-cache.ts");
    const looking = next.readCachedAnswer(ORIGIN);
    await next.clearAnswerCache();
    expect(await looking).toBeNull();
  });
});
