// A date of three selects: the parts that may be picked, and the year of a month to come.
import { h, render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test } from "vitest";
import { DateSelect } from "../../src/ui/date-select.tsx";
import { loadMessages } from "../../src/ui/messages.ts";

beforeEach(() => loadMessages("en-GB"));
afterEach(() => render(null, document.body));

let picked: (string | undefined)[] = [];

async function show(value: string | undefined, after?: string): Promise<void> {
  picked = [];
  const onPick = (date: string | undefined) => void picked.push(date);
  const bounds = { first: 2026, last: 2030, ...(after === undefined ? {} : { after }) };
  await act(() => render(h(DateSelect, { label: "By", value, testId: "by", onPick, ...bounds }), document.body));
}

function select(part: string): HTMLSelectElement {
  const found = document.querySelector(`[data-testid="by-${part}"]`);
  if (!(found instanceof HTMLSelectElement)) throw new Error(`no ${part}`);
  return found;
}

const pick = (part: string, value: string) =>
  act(() => {
    select(part).value = value;
    select(part).dispatchEvent(new Event("change", { bubbles: true }));
  });

test.each([
  ["06", "2026-11-30", "2027-06"],
  ["11", "2026-11-30", "2026-11"],
  ["12", "2026-11-30", "2026-12"],
  ["01", "2026-01-01", "2026-01"],
])("month %s, picked first on %s, gives %s", async (month, after, date) => {
  await show(undefined, after);
  await pick("month", month);
  expect(picked).toEqual([date]);
});

test("a picked year stays; without a day to start from, the year comes first", async () => {
  await show("2028", "2026-11-30");
  await pick("month", "06");
  expect(picked).toEqual(["2028-06"]);
  await show(undefined);
  expect([select("month").disabled, select("day").disabled]).toEqual([true, true]);
});

test("a date without a month is none, and a day beyond the month's end becomes its last", async () => {
  await show(undefined, "2026-11-30");
  await pick("month", "");
  expect(picked).toEqual([undefined]);
  await show("2027-01-31", "2026-11-30");
  await pick("month", "02");
  expect(picked).toEqual(["2027-02-28"]);
});
