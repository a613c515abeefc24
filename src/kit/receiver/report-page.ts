// The report as a page for the company's staff: plain HTML without script.
import type { ShownTable } from "./cells.ts";
import type { CompanyReport, PromiseDue, ReportSection } from "./report.ts";

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

/** Only the style beside it loads, and nothing runs. */
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

export const reportPage = ({ preferences, feelings, promises }: CompanyReport): string => `<!doctype html>
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
section changes at most once a day, and only after at least five customers sent something new.</p>
${sectionHtml("Wants", preferences)}
${sectionHtml("Feelings", feelings)}
<section>
<h2>Promises due</h2>
${promises.length === 0 ? "<p>You have promised nothing that is due.</p>" : promisesHtml(promises)}
</section>
</main>
</body>
</html>
`;

const sectionHtml = (title: string, { at, tables }: ReportSection): string => `<section>
<h2>${escaped(title)}</h2>
${at === null ? "<p>Fewer than five customers have sent something.</p>" : `<p>As of ${escaped(at.slice(0, 10))}.</p>`}
${tables.map(tableHtml).join("\n")}
</section>`;

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
