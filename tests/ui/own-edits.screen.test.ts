// Quick edits of a form whose live query lags behind what is stored.
import fc from "fast-check";
import { h, render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type OwnEdits, useOwnEdits } from "../../src/ui/own-edits.ts";

interface Fields {
  languages?: string[] | null;
  note?: string | null;
}

const root = document.createElement("div");
let own: OwnEdits<Fields>;
let delivered: Fields;
const shown = (): Fields => ({ ...delivered, ...own.unread() });

function Form({ stored }: { stored: Fields }) {
  own = useOwnEdits<Fields>(stored);
  return h("output", {}, JSON.stringify({ ...stored, ...own.unread() }));
}
const deliver = (stored: Fields) => {
  delivered = stored;
  return act(() => render(h(Form, { stored }), root));
};

beforeEach(async () => {
  vi.useFakeTimers();
  await deliver({});
});
afterEach(async () => {
  await act(() => render(null, root));
  vi.useRealTimers();
});

const begin = (edit: Fields) => own.begin(edit);

describe("a second edit", () => {
  test("builds on the first, even if the live query delivers the first after the second is saved", async () => {
    begin({ languages: ["pl"] })(true);
    begin({ languages: [...(shown().languages ?? []), "en"] })(true);
    await deliver({ languages: ["pl"] });
    expect(shown().languages).toEqual(["pl", "en"]);
    begin({ languages: [...(shown().languages ?? []), "de"] })(true);
    expect(shown().languages).toEqual(["pl", "en", "de"]);
  });

  test("that is refused keeps the first", async () => {
    begin({ languages: ["pl"] })(true);
    begin({ languages: ["pl", "en"] })(false);
    expect(shown().languages).toEqual(["pl"]);
    await deliver({ languages: ["pl"] });
    expect(own.unread()).toEqual({});
  });
});

test("a refused edit shows the stored value again", () => {
  const end = begin({ note: "Call me" });
  expect(shown().note).toBe("Call me");
  end(false);
  expect(shown()).toEqual({});
});

test("a cleared member counts as delivered once the store lacks it", async () => {
  await deliver({ note: "Call me" });
  begin({ note: null })(true);
  await deliver({ note: "Call me", languages: ["pl"] });
  expect(shown().note).toBeNull();
  await deliver({ languages: ["pl"] });
  expect(own.unread()).toEqual({});
});

test("another window's value shows after 3 seconds, even if the own one was never delivered", async () => {
  begin({ note: "mine" })(true);
  await deliver({ note: "theirs" });
  await act(async () => {
    await vi.advanceTimersByTimeAsync(3000);
  });
  expect(shown().note).toBe("theirs");
});

test("forgetting edits shows the stored values, except while an edit is in progress", () => {
  const end = begin({ note: "mine" });
  own.forget();
  expect(shown().note).toBe("mine");
  end(true);
  own.forget();
  expect(shown().note).toBeUndefined();
});

test("a value that was changed and changed back stays while the live query delivers the value in between", async () => {
  await deliver({ languages: [] });
  begin({ languages: ["pl"] })(true);
  begin({ languages: [] })(true);
  await deliver({ languages: [] });
  await deliver({ languages: ["pl"] });
  expect(shown().languages).toEqual([]);
  await deliver({ languages: [] });
  expect(own.unread()).toEqual({});
});

/** Each step switches a language on or off, or delivers the stored value of `lag` edits ago. */
const language = fc.constantFrom("pl", "en", "de");
const steps = fc.array(fc.oneof(language, fc.nat(4)), { maxLength: 30 });

test("no edit is lost, however late the live query delivers", async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (acts) => {
      await act(() => render(null, root));
      const history: string[][] = [[]];
      await deliver({ languages: [] });
      let seen = 0;
      for (const one of acts) {
        if (typeof one === "string") {
          const before = shown().languages ?? [];
          const languages = before.includes(one) ? before.filter((other) => other !== one) : [...before, one];
          begin({ languages })(true);
          history.push(languages);
        } else {
          seen = Math.max(seen, history.length - 1 - one);
          await deliver({ languages: history[seen] ?? [] });
        }
        expect(shown().languages).toEqual(history.at(-1));
      }
    }),
  );
});
