// npm run measures: prints measures of the code and its language as a table. `npm run measures -- <folder>` measures
// another checkout, `--places` lists each place that a measure counts.
import { execFileSync } from "node:child_process";
import { resolve } from "node:path";
import {
  betweenFeatures,
  cyclesOf,
  exportedTwice,
  functionsOf,
  importsOf,
  spread,
  testsWithoutTwin,
  typesOf,
} from "./measures/code.mjs";
import { languageOf } from "./measures/language.mjs";
import { readSources } from "./measures/sources.mjs";
import { ensurePackages, root } from "./tools.mjs";

const SUBJECT_LENGTH = 72;

const at = ({ path, line }) => `${path}:${line}`;
const counted = (places, show) => [places.length, places.map(show)];

/** Rows of the table: name, figure, and places that `--places` lists. */
function measure(folder) {
  const sources = readSources(folder);
  const files = sources.filter(({ path, program }) => path.startsWith("src/") && program !== undefined);
  const functions = functionsOf(sources);
  const imports = importsOf(sources);
  const types = typesOf(sources);
  const language = languageOf(sources);
  const size = spread(files.map(({ lines }) => lines));
  const length = spread(functions.map(({ lines }) => lines));
  const entries = files.filter(({ path, lines }) => path.startsWith("src/entries/") && lines > 60);
  const subjects = execFileSync("git", ["log", "--format=%s"], { cwd: folder, encoding: "utf8" }).trim().split("\n");
  const long = subjects.filter((subject) => subject.length > SUBJECT_LENGTH);
  return [
    ["source files", files.length],
    ["lines of a file: median / p90 / max", `${size.median} / ${size.p90} / ${size.max}`],
    ["lines of a function: p90 / max", `${length.p90} / ${length.max}`],
    [
      "functions with more than 3 parameters",
      ...counted(
        functions.filter((one) => one.parameters > 3),
        at,
      ),
    ],
    ["any", types.any],
    ["as outside platform and record", types.as],
    ["entries over 60 lines", ...counted(entries, ({ path }) => path)],
    ["import cycles", ...counted(cyclesOf(imports), (cycle) => cycle.join(" → "))],
    ["imports between features", ...counted(betweenFeatures(imports), ({ from, to }) => `${from} → ${to}`)],
    ["exported names with two homes", ...counted(exportedTwice(sources), ([name, paths]) => `${name}: ${paths}`)],
    ["test files without a folder of the same name in src", ...counted(testsWithoutTwin(sources), (path) => path)],
    ["words in comments", language.words],
    ["what, who, which, whose: per 1,000 of them", language.describing],
    ["the same with where and whether", language.questioning],
    [
      "comments, titles and headings that begin with one",
      ...counted(language.beginnings, (one) => `${at(one)}: ${one.text.slice(0, 80)}`),
    ],
    [`commit subjects over ${SUBJECT_LENGTH} characters`, `${long.length} of ${subjects.length}`],
  ];
}

await ensurePackages();
const given = process.argv.slice(2);
const rows = measure(resolve(given.find((argument) => !argument.startsWith("--")) ?? root));
const width = Math.max(...rows.map(([name]) => name.length));
for (const [name, figure, places = []] of rows) {
  console.log(`${name.padEnd(width)}  ${figure}`);
  if (given.includes("--places")) for (const place of places) console.log(`  ${place}`);
}
