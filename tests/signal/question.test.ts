// Questions of companies: every member is checked, and no text can disturb the interface.
import { describe, expect, test } from "vitest";
import { checkBody } from "../../src/kit/receiver/bodies.ts";
import { encodeAnswer, readQuestion } from "../../src/signal/question.ts";

const question = {
  id: "rate-2026",
  text: "May we call you about your mortgage?",
  why: "Your fixed rate ends in March.",
  use: "service",
  keep: "P90D",
  answer: ["Yes, call me", "Email me instead", "No"],
  expires: "2026-12-24",
  lang: "en",
};

test("a question is read without its unknown members", () => {
  expect(readQuestion({ ...question, html: "<b>" })).toEqual(question);
  const { lang: _lang, ...without } = question;
  expect(readQuestion(without)).toEqual(without);
});

test.each(["text", "date", "feeling"])("it may ask for a %s", (answer) => {
  expect(readQuestion({ ...question, answer })?.answer).toBe(answer);
});

describe("refused is", () => {
  test.each([
    ["no object", null],
    ["a question without a reason", { ...question, why: undefined }],
    ["an empty reason", { ...question, why: "" }],
    ["a long text", { ...question, text: "a".repeat(141) }],
    ["a text that turns round", { ...question, text: "May we \u202ellac\u202c you?" }],
    ["a text of several lines", { ...question, text: "May we call?\nYour browser is infected." }],
    ["a text that nobody sees", { ...question, text: "\u200b\u200b" }],
    ["another purpose", { ...question, use: "fun" }],
    ["a list of purposes", { ...question, use: ["service"] }],
    ["a keeping without an end", { ...question, keep: "forever" }],
    ["a keeping in hours", { ...question, keep: "PT9H" }],
    ["one choice", { ...question, answer: ["Yes"] }],
    ["seven choices", { ...question, answer: ["1", "2", "3", "4", "5", "6", "7"] }],
    ["a choice twice", { ...question, answer: ["Yes", "yes"] }],
    ["a choice with an unseen difference", { ...question, answer: ["Yes", "Yes\u200b"] }],
    ["another form of answer", { ...question, answer: "number" }],
    ["a day that no calendar has", { ...question, expires: "2026-02-30" }],
    ["a month", { ...question, expires: "2026-12" }],
    ["an id with blanks", { ...question, id: "a b" }],
    ["a language that is none", { ...question, lang: "<i>" }],
  ])("%s", (_what, said) => {
    expect(readQuestion(said)).toBeNull();
  });
});

test.each([
  [{ choice: "Yes, call me" }, '{"cmr":"0.1","answer":{"question":"rate-2026","choice":"Yes, call me"}}'],
  [{ text: "After six." }, '{"cmr":"0.1","answer":{"question":"rate-2026","text":"After six."}}'],
  [{ date: "2027-03-01" }, '{"cmr":"0.1","answer":{"question":"rate-2026","date":"2027-03-01"}}'],
  [{ feeling: { value: -1 } }, '{"cmr":"0.1","answer":{"question":"rate-2026","feeling":{"value":-1}}}'],
] as const)("the receiver accepts the answer %j", (answer, body) => {
  expect(encodeAnswer("rate-2026", answer)).toBe(body);
  expect(checkBody("answer", body, 0)).toMatchObject({ ok: true });
});
