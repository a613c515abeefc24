// Controls of a feeling: the effect of a dark pattern, the user's own tags, and the fields of a share.
import { h, render } from "preact";
import { act } from "preact/test-utils";
import { beforeEach, expect, test } from "vitest";
import type { Feeling } from "../../../src/core/record/tables.ts";
import { feelingBody, linesOf, type ShareLine, tickedLines } from "../../../src/core/sharing/shared-feeling.ts";
import { control, newScreen, press } from "../../support/browser/screen.ts";
import { settled } from "../../support/device/settle.ts";

const feeling: Feeling = {
  id: "f",
  at: "2026-11-18T12:00:00Z",
  company: "shop.example",
  scale: 5,
  value: -1,
  words: ["angry"],
  about: [],
  note: "call 555",
  how: "self",
  delayMinutes: 0,
};

let sent: { command: string; payload: { lines?: ShareLine[]; named?: boolean; shown?: string } }[] = [];

const answerOf = ({ command, payload }: (typeof sent)[number]): unknown => {
  const ticked = payload.lines ?? tickedLines(feeling);
  const body = feelingBody(feeling, ticked, { date: "2026-11-18" });
  return command === "preview-share"
    ? { feeling, name: "The Shop", lines: linesOf(feeling), ticked, body, handle: "c-17" }
    : { delivery: "d" };
};

beforeEach(async () => {
  sent = await newScreen(answerOf);
});

test("the effect of a dark pattern appears with its tag, and is cleared with it", async () => {
  const { FeelingTags } = await import("../../../src/features/feelings/feeling-tags.tsx");
  const said: object[] = [];
  const show = (about: string[], patterns: string[] = []) =>
    act(() => {
      const shown = { ...feeling, about, patterns } as Feeling;
      render(h(FeelingTags, { feeling: shown, onDescribe: async (detail) => said.push(detail) }), document.body);
    });
  await show([]);
  expect(control("pattern-nagging")).toBeNull();
  await press("more-tags");
  await press("tag-dark-pattern");
  await show(["dark-pattern"], ["pressure"]);
  expect(document.querySelectorAll("[data-testid^=pattern-]")).toHaveLength(8);
  await press("pattern-nagging");
  await press("tag-dark-pattern");
  expect(said).toEqual([
    { about: ["dark-pattern"] },
    { patterns: ["pressure", "nagging"] },
    { about: [], patterns: [] },
  ]);
});

test("a typed tag is added, and shown so that it can be removed", async () => {
  const { FeelingTags } = await import("../../../src/features/feelings/feeling-tags.tsx");
  const said: object[] = [];
  const shown = { ...feeling, about: ["Parking"] };
  await act(() =>
    render(h(FeelingTags, { feeling: shown, onDescribe: async (detail) => said.push(detail) }), document.body),
  );
  expect(control("tag-Parking")?.getAttribute("aria-pressed")).toBe("true");
  await press("more-tags");
  const field = control<HTMLInputElement>("own-tag");
  await act(() => {
    if (field === null) throw new Error("no field");
    field.value = " Opening hours ";
    field.dispatchEvent(new Event("change", { bubbles: true }));
  });
  expect(said).toEqual([{ about: ["Parking", "Opening hours"] }]);
});

test("a second tap includes the first before it is stored; a refused tap does not stay pressed", async () => {
  const { FeelingDetailForm } = await import("../../../src/features/feelings/feeling-detail.tsx");
  const said: object[] = [];
  let refused = false;
  const show = (words: Feeling["words"]) =>
    act(() => {
      const onDescribe = async (detail: object) => {
        said.push(detail);
        return refused ? null : {};
      };
      render(h(FeelingDetailForm, { feeling: { ...feeling, words }, onDescribe }), document.body);
    });
  const pressed = (testId: string) => control(testId)?.getAttribute("aria-pressed");
  await show(["angry"]);
  await press("word-trapped");
  await press("word-misled");
  expect(said).toEqual([{ words: ["angry", "trapped"] }, { words: ["angry", "trapped", "misled"] }]);
  expect(pressed("word-trapped")).toBe("true");
  // An edit in another window shows once the live query has delivered the edits of this window.
  await show(["angry", "trapped", "misled"]);
  await show(["angry"]);
  expect(pressed("word-trapped")).toBe("false");
  refused = true;
  await press("word-trapped");
  expect(pressed("word-trapped")).toBe("false");
});

test("the note is not ticked by default, and the shared fields equal the shown ones", async () => {
  const { ShareFeelingForm } = await import("../../../src/features/sharing/share-feeling-form.tsx");
  const shared: string[] = [];
  await act(() =>
    render(
      h(ShareFeelingForm, { id: "f", onShared: (key) => void shared.push(key), onClose: () => {} }),
      document.body,
    ),
  );
  await act(settled);
  expect(control<HTMLInputElement>("share-line-note")?.checked).toBe(false);
  expect(control("share-text")?.textContent).not.toContain("555");
  expect(control<HTMLSelectElement>("share-as")?.value).toBe("anonymous");
  await press("share-line-words");
  const text = control("share-text")?.textContent;
  expect(text).toBe('{"cmr":"0.1","feeling":{"date":"2026-11-18","value":-1}}');
  await press("share-confirm");
  expect(sent.at(-1)).toMatchObject({
    command: "share-feeling",
    payload: { lines: ["date", "value"], named: false, shown: text },
  });
  expect(shared).toEqual(["d"]);
});
