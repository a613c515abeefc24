// A new text for a company compared in words with the previous one: more, less, or the same.
import "fake-indexeddb/auto";
import { beforeEach, expect, test, vi } from "vitest";
import { receiptChange } from "../../../src/features/sharing/receipt-change.ts";
import { loadMessages } from "../../../src/ui/messages.ts";

vi.mock("webextension-polyfill", () => ({ default: {} }));

const text = (view: object): string =>
  JSON.stringify({ cmr: "0.1", issued: "2026-11-01T00:00:00Z", expires: "2026-12-01T00:00:00Z", ...view });
const contact = (want: string) => ({ contact: { timeZone: "UTC", quiet: [], rules: [{ kinds: ["offers"], want }] } });

beforeEach(() => loadMessages("en"));

test("the first text is reported as the first", () => {
  expect(receiptChange(text(contact("no")), null)).toEqual(["The first text that it could read."]);
});

test("a text that allows more or less names the kinds", () => {
  const [no, yes] = [text(contact("no")), text(contact("yes"))];
  expect(receiptChange(yes, no)).toEqual(["More than before: may contact you more freely (Offers)"]);
  expect(receiptChange(no, yes)).toEqual(["Less than before: may contact you less freely"]);
});

test("a text that allows more and less says both", () => {
  const before = text({ ...contact("yes"), treatment: { languages: ["de"] } });
  const after = text({ ...contact("no"), treatment: { languages: ["de", "en"] } });
  expect(receiptChange(after, before)).toEqual([
    "More than before: sees more of how to treat you",
    "Less than before: may contact you less freely",
  ]);
});

test("a text with the same wishes is reported as unchanged; one that is not a document is not compared", () => {
  expect(receiptChange(text(contact("no")), text(contact("no")))).toEqual([
    "Nothing more and nothing less than before.",
  ]);
  expect(receiptChange("no JSON", null)).toBeNull();
  for (const given of ["no JSON", "{}", text({ contact: {} }), text({ contact: { rules: 5 } }), text({ terms: 5 })]) {
    expect(receiptChange(text(contact("no")), given)).toBeNull();
    expect(receiptChange(given, text(contact("no")))).toBeNull();
  }
});
