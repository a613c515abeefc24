// The record for the measurements of sync: feelings about 200 companies over three and a half years, and 300
// preferences.
const COMPANIES = 200;
const RULES = 300;
const START = Date.UTC(2023, 0, 1);
const SPAN_MILLISECONDS = 110_000_000_000;
/** A message of Chromium holds at most 64 MiB. */
const IN_ONE_FILE = 100_000;

const stampAt = (milliseconds, number) =>
  `${milliseconds.toString(36).padStart(9, "0") + (number % 46_656).toString(36).padStart(3, "0")}benchbench`;

/** Feelings as the product makes them: ids are stamps, and `at` is the instant in them. */
export const feelingsOf = (count) =>
  Array.from({ length: count }, (_, number) => {
    const milliseconds = START + Math.floor((number * SPAN_MILLISECONDS) / count) + ((number * 7919) % 1_000_000);
    const id = stampAt(milliseconds, number);
    const at = `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
    const company = `company-${(number * 31) % COMPANIES}.example`;
    return { id, $h: id, at, company, scale: 5, value: ((number * 17) % 5) - 2, how: "self", delayMinutes: 0 };
  });

const rules = () =>
  Array.from({ length: RULES }, (_, number) => {
    const id = stampAt(START + number, number);
    return { id, $h: id, layer: `company:company-${number % COMPANIES}.example`, kinds: ["news"], want: "no" };
  });

/** Texts of record files with that many feelings in total, and the preferences. */
export function recordFiles(count) {
  const feelings = feelingsOf(count);
  const parts = Array.from({ length: Math.ceil(count / IN_ONE_FILE) }, (_, part) =>
    feelings.slice(part * IN_ONE_FILE, (part + 1) * IN_ONE_FILE),
  );
  return parts.map((part) =>
    JSON.stringify({ regards: 1, exportedAt: "2026-01-01T00:00:00Z", tables: { feelings: part, rules: rules() } }),
  );
}
