// A row that fails to render leaves its list and page intact.
import { h, render } from "preact";
import { act } from "preact/test-utils";
import { beforeAll, expect, test } from "vitest";
import { date, moment, month } from "../../src/ui/formats.ts";
import { Guard } from "../../src/ui/guard.tsx";
import { loadMessages } from "../../src/ui/messages.ts";
import { faultsMayBeLogged } from "../support/device/oracle.ts";

beforeAll(() => loadMessages("en"));

const Row = ({ text }: { text: string | null }) => {
  if (text === null) throw new RangeError("no date");
  return h("li", {}, text);
};

test("a row that fails shows an error in its place, and the other rows render", async () => {
  faultsMayBeLogged(/no date/);
  const page = document.createElement("main");
  const rows = ["one", null, "three"].map((text) => h(Guard, { key: text, children: h(Row, { text }) }));
  await act(() => render(h("ul", {}, rows), page));
  expect([...page.querySelectorAll("li")].map((row) => row.textContent)).toEqual([
    "one",
    "This entry cannot be shown.",
    "three",
  ]);
});

test("text that is not a date shows unchanged", () => {
  for (const text of ["yesterday", "2026-13-45", ""]) {
    expect([moment(text), month(text)]).toEqual([text, text]);
    expect(date(`${text}x`)).toBe(`${text}x`);
  }
});
