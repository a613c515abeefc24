#!/usr/bin/env node
// `regards init [folder]`, `regards check <address> [--json]` and `regards replay`.
import { checkSite, faultsIn, warningsIn } from "./check-site.ts";
import { init } from "./init.ts";
import { reportText } from "./report-text.ts";
import { runReplay } from "./run-replay.ts";

const USAGE = `regards init [folder]              asks, and writes the participation file
regards check <address> [--json]   checks a live site
regards replay                     checks the texts again that your receiver refused (regards-receiver replay)

Exit codes of check: 0 no faults, 1 faults, 2 wrong use or nobody answers.
`;

const UNREACHABLE = ["address", "page-unreachable"];

async function main([command, ...rest]: readonly string[]): Promise<number> {
  const [place, ...more] = rest.filter((word) => word !== "--json");
  if (command === "replay") return runReplay(rest);
  if (command === "init" && more.length === 0) return init(place);
  if (command !== "check" || place === undefined || more.length > 0 || place.startsWith("-")) {
    process.stderr.write(USAGE);
    return 2;
  }
  const report = await checkSite(place);
  const counts = { faults: faultsIn(report), warnings: warningsIn(report) };
  const isJson = rest.includes("--json");
  process.stdout.write(isJson ? `${JSON.stringify({ ...counts, ...report }, null, 2)}\n` : reportText(report));
  if (report.findings.some(({ code }) => UNREACHABLE.includes(code))) return 2;
  return counts.faults > 0 ? 1 : 0;
}

process.exitCode = await main(process.argv.slice(2));
