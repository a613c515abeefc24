// Measures of the code: sizes, types, and the folders that import each other.
import { posix } from "node:path";
import { nodesOf } from "./sources.mjs";

const inSource = ({ path, program }) => path.startsWith("src/") && program !== undefined && !path.endsWith(".d.ts");

/** `{ median, p90, max }` of numbers. */
export function spread(numbers) {
  const sorted = numbers.toSorted((one, other) => one - other);
  const at = (part) => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0;
  return { median: at(0.5), p90: at(0.9), max: sorted.at(-1) ?? 0 };
}

const FUNCTION = /^(?:FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/;

/** Functions of src: their length in lines and their number of parameters. */
export const functionsOf = (sources) =>
  sources.filter(inSource).flatMap((source) =>
    [...nodesOf(source.program)]
      .filter(({ type, body }) => FUNCTION.test(type) && body)
      .map(({ start, end, params }) => ({
        path: source.path,
        line: source.lineOf(start),
        lines: source.lineOf(end) - source.lineOf(start) + 1,
        parameters: params.length,
      })),
  );

/** Number of `any` in src, and of `as` (not `as const`) outside the folders that meet untyped data. */
export function typesOf(sources) {
  const nodes = (files) => files.flatMap(({ program }) => [...nodesOf(program)]);
  const typed = sources.filter(inSource);
  const isConst = ({ typeAnnotation }) => typeAnnotation.typeName?.name === "const";
  return {
    any: nodes(typed).filter(({ type }) => type === "TSAnyKeyword").length,
    as: nodes(typed.filter(({ path }) => !/^src\/(?:platform|record)\//.test(path))).filter(
      (node) => node.type === "TSAsExpression" && !isConst(node),
    ).length,
  };
}

/** Imports between files of src: pairs of paths. */
export const importsOf = (sources) =>
  sources
    .filter(inSource)
    .flatMap(({ path, program }) =>
      program.body
        .filter(({ source }) => source?.value.startsWith("."))
        .map(({ source }) => ({ from: path, to: posix.join(posix.dirname(path), source.value.replace(/\?.*$/, "")) })),
    );

const featureOf = (path) => /^src\/features\/([^/]+)\//.exec(path)?.[1];

export const betweenFeatures = (imports) =>
  imports.filter(({ from, to }) => featureOf(from) && featureOf(to) && featureOf(from) !== featureOf(to));

/** Import cycles, each as the files on it. */
export function cyclesOf(imports) {
  const targets = Map.groupBy?.(imports, ({ from }) => from) ?? grouped(imports);
  const settled = new Set();
  const cycles = [];
  const walk = (path, trail) => {
    if (trail.includes(path)) cycles.push(trail.slice(trail.indexOf(path)));
    if (trail.includes(path) || settled.has(path)) return;
    for (const { to } of targets.get(path) ?? []) walk(to, [...trail, path]);
    settled.add(path);
  };
  for (const path of targets.keys()) walk(path, []);
  return cycles;
}

function grouped(imports) {
  const targets = new Map();
  for (const one of imports) targets.set(one.from, [...(targets.get(one.from) ?? []), one]);
  return targets;
}

/** Names that more than one file of src declares and exports: `[name, paths]`. */
export function exportedTwice(sources) {
  const homes = new Map();
  for (const { path, program } of sources.filter(inSource))
    for (const name of new Set(program.body.flatMap(exportedNames)))
      homes.set(name, [...(homes.get(name) ?? []), path]);
  return [...homes].filter(([, paths]) => paths.length > 1);
}

const exportedNames = ({ type, declaration }) =>
  type !== "ExportNamedDeclaration" || !declaration
    ? []
    : declaration.declarations
      ? declaration.declarations.flatMap(({ id }) => id.name ?? [])
      : [declaration.id.name];

const APART = /^tests\/(?:e2e|support|vectors|fixtures|adapters)\//;

/** Test files whose folder has no counterpart in src. Journeys, end-to-end tests and support have none by design. */
export function testsWithoutTwin(sources) {
  const folders = new Set(sources.filter(({ path }) => path.startsWith("src/")).flatMap(({ path }) => parents(path)));
  return sources
    .map(({ path }) => path)
    .filter((path) => /^tests\/.+\/.+\.test\.tsx?$/.test(path) && !APART.test(path))
    .filter((path) => !folders.has(posix.dirname(path).replace(/^tests\//, "src/")));
}

const parents = (path) => (path === "." ? [] : [posix.dirname(path), ...parents(posix.dirname(path))]);
