// The report of a check for people.
import { faultsIn, type SiteReport, warningsIn } from "./check-site.ts";
import type { Finding } from "./finding.ts";

const MARKS: Record<Finding["level"], string> = { ok: "✓", warning: "!", fault: "✗" };

export function reportText(report: SiteReport): string {
  const lines = report.findings.flatMap(({ level, code, text, advice }) => [
    `${MARKS[level]} ${text}${level === "ok" ? "" : ` [${code}]`}`,
    ...(advice ?? "").split("\n").flatMap((line) => (line === "" ? [] : [`    ${line}`])),
  ]);
  return [report.url, "", ...lines.map(printable), "", summaryOf(report), ""].join("\n");
}

/** Replaces control characters in a site's words, since a terminal obeys them. */
const printable = (line: string): string => line.replace(/\p{C}/gu, "�");

function summaryOf(report: SiteReport): string {
  const [faults, warnings] = [faultsIn(report), warningsIn(report)];
  const counted = `${faults} ${faults === 1 ? "fault" : "faults"}, ${warnings} ${warnings === 1 ? "warning" : "warnings"}.`;
  return faults === 0 ? `This site takes part. ${counted}` : `This site does not take part yet. ${counted}`;
}
