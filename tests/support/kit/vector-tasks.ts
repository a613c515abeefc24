// The vectors of header, document and decide as tasks for a reader in another language or runtime. The reader gets a JSON
// list of tasks on its standard input, and prints the JSON list of its answers.
import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { foldText } from "../../../src/signal/fold.ts";
import decisions from "../../vectors/decide.json" with { type: "json" };
import document from "../../vectors/document.json" with { type: "json" };
import header from "../../vectors/header.json" with { type: "json" };

export const ROOT = resolve(import.meta.dirname, "../../..");

interface Task {
  name: string;
  /** The input of a reader. `said` of a decision is a document, a header value or null. */
  asked: { what: "header" | "document" | "decide" | "fold"; input?: unknown; said?: unknown; question?: unknown };
  expected: object;
}

const documents: Record<string, unknown> = decisions.documents;

const saidIn = (vector: object): unknown => {
  if ("header" in vector) return { header: vector.header };
  const said = "document" in vector ? vector.document : null;
  return { document: typeof said === "string" ? documents[said] : said };
};

/** Blocks whose characters fold: Latin, Greek, Cyrillic, kana, signs and blanks, letters in wide forms. */
const BLOCKS: readonly [first: number, last: number][] = [
  [0x20, 0x52f],
  [0x1e00, 0x1eff],
  [0x1f00, 0x1f15],
  [0x2000, 0x206f],
  [0x2100, 0x214f],
  [0x3000, 0x30ff],
  [0xfb00, 0xfb06],
  [0xff01, 0xffbe],
];

/** Each character alone and before marks: a mark of its own script goes, a mark of kana stays. */
const folds = BLOCKS.flatMap(([first, last]) =>
  Array.from({ length: Math.ceil((last - first + 1) / 64) }, (_, block) => {
    const from = first + block * 64;
    const characters = Array.from({ length: Math.min(64, last - from + 1) }, (_, at) =>
      String.fromCodePoint(from + at),
    );
    const input = characters.map((character) => `${character} x${character}\u0301 ${character}\u3099`).join(" ");
    return {
      name: `fold: U+${from.toString(16).padStart(4, "0")}`,
      asked: { what: "fold" as const, input },
      expected: { folded: foldText(input) },
    };
  }),
);

export const TASKS: readonly Task[] = [
  ...folds,
  ...header.decode.map(({ name, input, expected }) => ({
    name: `header: ${name}`,
    asked: { what: "header" as const, input },
    expected,
  })),
  ...document.decode.map(({ name, input, expected }) => ({
    name: `document: ${name}`,
    asked: { what: "document" as const, input },
    expected,
  })),
  ...decisions.decide.map((vector) => ({
    name: `decide: ${vector.name}`,
    asked: { what: "decide" as const, said: saidIn(vector), question: vector.question },
    expected: { digest: false, ...vector.expected },
  })),
];

/** The answers of a program by the name of the task, without the reasons of invalid results. */
export async function answersOf(program: string, args: readonly string[]): Promise<Map<string, unknown>> {
  const output = await outputOf(program, args, JSON.stringify(TASKS.map(({ asked }) => asked)));
  const answers: { state?: string; reason?: string }[] = JSON.parse(output);
  return new Map(
    TASKS.map(({ name }, at) => {
      const { reason, ...answer } = answers[at] ?? {};
      return [name, answer.state === "invalid" ? answer : answers[at]];
    }),
  );
}

/** Rejects with the error output of a program that fails. */
export function outputOf(program: string, args: readonly string[], input = ""): Promise<string> {
  return new Promise((done, fail) => {
    const child = spawn(program, args, { cwd: ROOT });
    const [out, error]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on("data", (piece: Buffer) => out.push(piece));
    child.stderr.on("data", (piece: Buffer) => error.push(piece));
    child.on("error", fail);
    child.on("close", (code) => {
      if (code === 0) done(Buffer.concat(out).toString("utf8"));
      else
        fail(new Error(`${program} ended with ${code}: ${Buffer.concat(error)}${Buffer.concat(out)}`.slice(0, 4000)));
    });
    child.stdin.on("error", () => {});
    child.stdin.end(input);
  });
}
