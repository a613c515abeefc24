// The answer cache stores an answer correctly, whatever happens between computing and storing it.
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

describe("an answer is kept", () => {
  test("and found, by this background and by the next", async () => {
    const { readCachedAnswer, answerCacheWriter, phone } = await started();
    await answerCacheWriter()(ORIGIN, OLD);
    expect(await readCachedAnswer(ORIGIN)).toEqual(OLD);
    await phone.kill();
    await phone.start();
    const next = await import("../../../src/platform/session/answer-cache.ts");
    expect(await next.readCachedAnswer(ORIGIN)).toEqual(OLD);
    expect(await next.readCachedAnswer("https://shop.example")).toBeNull();
  });

  test("again after a write", async () => {
    const { readCachedAnswer, answerCacheWriter, suspendAnswerCache } = await started();
    const { cleared, resume } = suspendAnswerCache();
    await cleared;
    resume();
    await answerCacheWriter()(ORIGIN, NEW);
    expect(await readCachedAnswer(ORIGIN)).toEqual(NEW);
  });

  test("when what was there before is still being removed: after that", async () => {
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

describe("a write waits for the removal", () => {
  test.each([true, false])("of what a start has found, and of nothing else: %s", async (found) => {
    const { phone } = await started();
    if (found) phone.browser.areas.session.set("answers", { [ORIGIN]: OLD });
    await phone.kill();
    await phone.start();
    const next = await import("../../../src/platform/session/answer-cache.ts");
    await next.loadAnswerCache();
    expect(next.suspendAnswerCache().cleared !== null).toBe(found);
  });

  test("of what was kept while a look was under way that had found nothing", async () => {
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

describe("and not", () => {
  test("when it was worked out before a write that is over", async () => {
    const { readCachedAnswer, answerCacheWriter, suspendAnswerCache, stored } = await started();
    const keep = answerCacheWriter();
    const { cleared, resume } = suspendAnswerCache();
    await cleared;
    resume();
    await keep(ORIGIN, OLD);
    expect([stored(), await readCachedAnswer(ORIGIN)]).toEqual([undefined, null]);
  });

  test("when it was worked out while a write was under way, and that is over", async () => {
    const { answerCacheWriter, suspendAnswerCache, stored } = await started();
    const { cleared, resume } = suspendAnswerCache();
    await cleared;
    const keep = answerCacheWriter();
    resume();
    await keep(ORIGIN, OLD);
    expect(stored()).toBeUndefined();
  });

  test("while any write is under way", async () => {
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

  test("told when it is dropped while it is looked for", async () => {
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
