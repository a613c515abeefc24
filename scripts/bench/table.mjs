// Figures as a table, with the verdict on each target.

/**
 * A ratio meets its target (`most`) if its whole interval does, misses it if the whole interval is above, and is
 * unclear otherwise. A comparison of equals (`noise`) widens the target by their difference. `target` is the target of
 * a count, `atMost` that of an absolute value.
 */
export function judged({ noise, ...raw }) {
  const row = Object.fromEntries(Object.entries(raw).map(([name, value]) => [name, rounded(value)]));
  const most = row.most * (1 + (noise === undefined ? 0 : Math.max(noise.high - 1, 1 - noise.low)));
  let met;
  if (row.most !== undefined) met = row.high <= most ? "yes" : row.low > most ? "no" : "unclear";
  else if (row.target !== undefined) met = row.count === row.target ? "yes" : "no";
  else if (row.atMost !== undefined) met = row.value <= row.atMost ? "yes" : "no";
  return met === undefined ? row : { ...row, met, ...(met === "no" ? { over: overOf(row, most) } : {}) };
}

/** Distance of a figure above its target, as a fraction of it; null if a count differs. */
function overOf({ low, value, atMost, most: target }, most) {
  if (target !== undefined) return rounded(low / most - 1);
  return atMost === undefined ? null : rounded(value / atMost - 1);
}

const rounded = (value) => (typeof value === "number" ? Math.round(value * 1000) / 1000 : value);
const number = (value) =>
  value === undefined ? "" : value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
/** Sizes to a tenth: a budget is met or missed. */
const withUnit = (value, unit) =>
  value === undefined ? "" : `${unit === "KB" ? value.toFixed(1) : number(value)} ${unit}`;

function cells({ what, unit, value, count, of, reference, ratio, low, high, most, target, atMost, met, over, ...row }) {
  const goal =
    most !== undefined
      ? `≤ ${most} ×`
      : atMost !== undefined
        ? `≤ ${atMost} ${unit}`
        : target !== undefined
          ? `${target}`
          : "";
  const counted = of === undefined ? `${count}` : `${count} of ${of}`;
  const referenceValue = row.referenceValue === undefined ? "" : `, ${withUnit(row.referenceValue, unit)}`;
  return [
    what,
    count === undefined ? withUnit(value, unit) : counted,
    reference === undefined ? "" : `${reference}${referenceValue}`,
    ratio === undefined ? "" : `${ratio.toFixed(2)} [${low.toFixed(2)}–${high.toFixed(2)}]`,
    goal,
    over ? `${met}, ${Math.ceil(over * 100)} % over` : (met ?? ""),
  ];
}

/** One line: the rows that miss their target. */
function overBudget(rows) {
  const over = rows.filter(({ met }) => met === "no").map(({ what }) => what);
  return over.length === 0 ? "Every budget that was measured holds." : `Over budget: ${over.join("; ")}.`;
}

export function tableOf({ date, browser, machine, minutes, quick }, rows, faults) {
  const heads = ["what", "value", "reference", "ratio [95 % interval]", "target", "met?"];
  const lines = [heads, ...rows.map(cells)];
  const widths = heads.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const lineOf = (line) => `| ${line.map((cell, column) => cell.padEnd(widths[column])).join(" | ")} |`;
  const rule = `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`;
  return [
    `${date}, ${browser ?? ""}, ${machine}, ${minutes} minutes${quick ? ", quick: too few repetitions to cite" : ""}`,
    "",
    lineOf(heads),
    rule,
    ...rows.map((row) => lineOf(cells(row))),
    "",
    overBudget(rows),
    ...faults.map(({ part, fault }) => `Not measured: ${part}: ${fault}`),
  ].join("\n");
}
