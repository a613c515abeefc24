// The report as a page for the company's staff: plain HTML without script.
import type { ShownTable } from "./cells.ts";
import type { CompanyReport, PromiseDue } from "./report.ts";
import type { ReportSection } from "./report-section.ts";
import type { StudyReport } from "./studies.ts";
import type { ExtraUse } from "./study.ts";
import type { StudyResult } from "./study-result.ts";

export const REPORT_STYLE = `:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { max-width: 60rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.25rem; margin-block-start: 2rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; margin-block: 0.5rem 1.5rem; }
caption { text-align: start; font-weight: 600; }
th, td { padding: 0.25rem 0.75rem; text-align: end; font-variant-numeric: tabular-nums; }
th:first-child { text-align: start; }
tr + tr > * { border-block-start: 1px solid color-mix(in srgb, currentColor 20%, transparent); }
.few { opacity: 0.6; }`;

/** Permits only the style below, and no script. */
export const REPORT_POLICY =
  "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);

export const reportPage = ({
  preferences,
  feelings,
  answers,
  studies,
  promises,
}: CompanyReport): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Customers' report</title>
<link rel="stylesheet" href="/report.css">
</head>
<body>
<main>
<h1>Customers' report</h1>
<p>Each number counts customers and is rounded down to a multiple of five. “&lt; 5” is fewer than five, perhaps none. A
section changes at most once a day, and only after at least five customers sent something new. Only customers who sent
with their handle count: several anonymous texts may come from one person.</p>
${sectionHtml("Wants", preferences)}
${sectionHtml("Feelings", feelings)}
${answersHtml(answers)}
${studies.length === 0 ? "" : studiesHtml(studies)}
<section>
<h2>Promises due</h2>
${promises.length === 0 ? "<p>You have promised nothing that is due.</p>" : promisesHtml(promises)}
</section>
</main>
</body>
</html>
`;

/** For a fault that the company can correct. */
export const faultPage = (sentence: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>Customers' report</title><p>${escaped(sentence)}</html>`;

const sectionHtml = (title: string, { at, tables }: ReportSection): string => `<section>
<h2>${escaped(title)}</h2>
${at === null ? "<p>Fewer than five customers have sent something.</p>" : `<p>As of ${escaped(at.slice(0, 10))}.</p>`}
${tables.map(tableHtml).join("\n")}
</section>`;

/** A question without rows has too few answers to show. */
function answersHtml({ at, tables }: ReportSection): string {
  const unanswered = tables.filter(({ rows }) => rows.length === 0);
  const list = unanswered.map(({ title }) => `<li>${escaped(title)}</li>`).join("\n");
  const answered = { at, tables: tables.filter(({ rows }) => rows.length > 0) };
  return `${sectionHtml("Answers to your questions", answered)}
${unanswered.length === 0 ? "" : `<h3>Unanswered</h3>\n<p>Fewer than five customers gave the same answer to:</p>\n<ul>\n${list}\n</ul>`}`;
}

const studiesHtml = (studies: readonly StudyReport[]): string => `<section>
<h2>Studies</h2>
${studies.map(studyHtml).join("\n")}
</section>`;

const studyHtml = ({ plan, result }: StudyReport): string => `<h3>${escaped(plan.name)}</h3>
<p>Does it pay ${useText(plan.use)}? Planned with ${plan.customersPerArm} customers of each arm.</p>
<p>${result === null ? "Running. Nothing is shown before so many customers of both arms have shared a feeling." : resultText(result)}</p>`;

const useText = (use: ExtraUse): string =>
  escaped(
    "style" in use
      ? `to deal in the style “${use.style}” with customers who wish it`
      : `to write about ${use.kind}${use.product === undefined ? "" : ` (${use.product})`} to customers who say yes`,
  );

const VERDICTS: Readonly<Record<StudyResult["verdict"], string>> = {
  better: "Customers felt better where you did.",
  worse: "Customers felt worse where you did.",
  "no-clear-difference": "There is no clear difference. That does not say that there is none.",
};

/** Shares as numbers out of 100, with a text that prevents overinterpretation. */
const resultText = ({ customersPerArm, share, low, high, p, verdict }: StudyResult): string =>
  `<strong>${VERDICTS[verdict]}</strong> Of 100 pairs of a customer for whom you did and one for whom you did not, the first
felt better in ${hundred(share)}, ties counted half; 50 is no difference. 95 % interval: ${hundred(low)} to ${hundred(high)}.
If it made no difference, ${chanceText(p)} would show one of this size (permutation test). ${customersPerArm} customers of each
arm, one feeling each, their first after they joined.`;

const hundred = (share: number): string => String(Math.round(share * 100));

const chanceText = (p: number): string =>
  p < 0.001 ? "fewer than 1 of 1,000 such studies" : `${(p * 1000).toFixed(0)} of 1,000 such studies`;

const tableHtml = ({
  title,
  columns,
  rows,
}: ShownTable): string => `<div class="scroll" tabindex="0" role="group" aria-label="${escaped(title)}"><table>
<caption>${escaped(title)}</caption>
<thead><tr><td></td>${columns.map((column) => `<th scope="col">${escaped(column)}</th>`).join("")}</tr></thead>
<tbody>
${rows.map(({ label, cells }) => `<tr><th scope="row">${escaped(label)}</th>${cells.map(cellHtml).join("")}</tr>`).join("\n")}
</tbody>
</table></div>`;

const cellHtml = (cell: number | null): string => (cell === null ? '<td class="few">&lt; 5</td>' : `<td>${cell}</td>`);

const promisesHtml = (promises: readonly PromiseDue[]): string => `<ul>
${promises.map(({ by, what, receipt }) => `<li>${escaped(by)}: ${escaped(what)} (reference ${escaped(receipt)})</li>`).join("\n")}
</ul>`;
