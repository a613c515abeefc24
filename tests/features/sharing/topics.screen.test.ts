// Switches for topics, pressed faster than the background answers.
import { h, render } from "preact";
import { act } from "preact/test-utils";
import { expect, test } from "vitest";
import type { TopicMatch } from "../../../src/core/companies/topic.ts";
import { newScreen, press } from "../../support/browser/screen.ts";

const offer = (product: string) => ({ product, topic: product, label: product, matched: false });

test("a second match includes the first, which the background has not answered yet", async () => {
  await newScreen(() => ({}));
  const { Topics } = await import("../../../src/features/sharing/topics.tsx");
  const chosen: TopicMatch[][] = [];
  const onChange = async (matches: TopicMatch[]) => {
    chosen.push(matches);
    return true;
  };
  const offers = [offer("loans"), offer("cards")];
  await act(() => render(h(Topics, { company: "The Bank", offers, onChange }), document.body));
  await press("topic-loans");
  await press("topic-cards");
  expect(chosen.at(-1)?.map(({ product }) => product)).toEqual(["loans", "cards"]);
});
