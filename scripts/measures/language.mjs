// Measures of the language: comments, test titles and headings of documents.
import { nodesOf } from "./sources.mjs";

/** Words that describe a thing instead of naming it. The language test limits their frequency. */
export const DESCRIBING = ["what", "who", "which", "whose"];
const QUESTION = /^(?:what|who|whose|which|where|whether)\b/i;
const MEASURED = /^(?:src|tests|scripts|examples)\/|^vite\.config\.ts$/;

/** True if the text describes its subject instead of naming it. */
export const beginsWithQuestionWord = (text) => QUESTION.test(text.replace(/^[^\p{L}]+/u, ""));

/** Comments of a file: `{ path, line, text }`. Line comments on consecutive lines are one comment. */
export function commentsOf(source) {
  if (source.comments === undefined) return /\.(?:css|html)$/.test(source.path) ? blockComments(source) : [];
  const found = [];
  let end = null;
  for (const { type, value, start, end: last } of source.comments) {
    const line = source.lineOf(start);
    const own = source.text.slice(source.text.lastIndexOf("\n", start - 1) + 1, start).trim() === "";
    if (type === "Line" && own && end === line - 1) found.at(-1).text += ` ${value.trim()}`;
    else found.push({ path: source.path, line, text: plain(value) });
    end = type === "Line" && own ? source.lineOf(last) : null;
  }
  return found.filter(({ text }) => !/^(?:\/ <reference|biome-ignore|@vite-ignore)/.test(text));
}

const blockComments = ({ path, text }) =>
  [...text.matchAll(/\/\*([\s\S]*?)\*\/|<!--([\s\S]*?)-->/g)].map(({ 1: style, 2: page, index }) => ({
    path,
    line: text.slice(0, index).split("\n").length,
    text: plain(style ?? page),
  }));

const plain = (text) =>
  text
    .replace(/^\s*\*+ ?/gm, " ")
    .replace(/\s+/g, " ")
    .trim();

/** Titles of tests and suites: the first argument of `test`, `it` and `describe`, also behind `.each(…)`. */
export function titlesOf(source) {
  if (source.program === undefined || !source.path.startsWith("tests/")) return [];
  return [...nodesOf(source.program)].flatMap((node) => {
    if (node.type !== "CallExpression" || !isTest(node.callee) || node.callee.property?.name === "each") return [];
    const [title] = node.arguments;
    const text = title?.type === "Literal" ? title.value : title?.quasis?.map(({ value }) => value.raw).join("…");
    return typeof text === "string" ? [{ path: source.path, line: source.lineOf(title.start), text }] : [];
  });
}

const isTest = (callee) =>
  callee.type === "Identifier"
    ? /^(?:test|it|describe)$/.test(callee.name)
    : callee.type === "MemberExpression"
      ? isTest(callee.object)
      : (callee.type === "CallExpression" || callee.type === "TaggedTemplateExpression") &&
        isTest(callee.callee ?? callee.tag);

/** Headings of a Markdown document, without those in code blocks. */
export function headingsOf({ path, text }) {
  if (!path.endsWith(".md")) return [];
  const shown = text.replace(/^```[\s\S]*?^```/gm, (block) => block.replace(/[^\n]/g, ""));
  return shown
    .split("\n")
    .flatMap((line, index) => (/^#+ /.test(line) ? [{ path, line: index + 1, text: line.replace(/^#+ /, "") }] : []));
}

/** Language of a project: number of comment words, how often each describing word occurs, and texts that begin with one. */
export function languageOf(sources) {
  const comments = sources.filter(({ path }) => MEASURED.test(path)).flatMap(commentsOf);
  const words = comments.flatMap(({ text }) => text.toLowerCase().match(/\p{L}[\p{L}\d'’-]*/gu) ?? []);
  const count = (...wanted) => words.filter((word) => wanted.includes(word)).length;
  const texts = [...comments, ...sources.flatMap(titlesOf), ...sources.flatMap(headingsOf)];
  return {
    words: words.length,
    describing: perThousand(count(...DESCRIBING), words.length),
    questioning: perThousand(count(...DESCRIBING, "where", "whether"), words.length),
    beginnings: texts.filter(({ text }) => beginsWithQuestionWord(text)),
    comments,
  };
}

const perThousand = (count, of) => (of === 0 ? 0 : Math.round((count / of) * 10_000) / 10);
