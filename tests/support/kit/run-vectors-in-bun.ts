// Solves the tasks of vector-tasks.ts with the kit in Bun, after a check of the fetch adapter behind a real Bun.serve.
import { readFileSync } from "node:fs";
import { withPreferences } from "../../../src/kit/site/fetch.ts";
import { decide, decodeDocument, HEADER_NAME, readPreferences } from "../../../src/kit/site/index.ts";
import { foldText } from "../../../src/signal/fold.ts";

interface Task {
  what: "header" | "document" | "decide" | "fold";
  input: string;
  said: { header: string | null } | { document: unknown };
  question: Parameters<typeof decide>[1];
}

declare const Bun: {
  serve(options: { port: number; hostname: string; fetch(request: Request): Promise<Response> }): {
    url: URL;
    stop(): void;
  };
};

const read = (value: string | null) => readPreferences(value === null ? {} : new Headers({ [HEADER_NAME]: value }));

function answer(task: Task): unknown {
  // Headers of the fetch standard trim a value and refuse controls, as servers do; such values go in as an object.
  if (task.what === "header") return readPreferences({ [HEADER_NAME]: task.input });
  if (task.what === "document") return decodeDocument(task.input);
  if (task.what === "fold") return { folded: foldText(task.input) };
  const result = "header" in task.said ? read(task.said.header) : decodeDocument(task.said.document);
  const { because: _, ...decision } = decide(result.state === "preferences" ? result.preferences : null, task.question);
  return decision;
}

const handle = withPreferences((_, preferences) => Response.json(preferences?.kinds ?? null));
const server = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: (request) => handle(request) });
const response = await fetch(server.url, { headers: { [HEADER_NAME]: "v=1, no=(offers)" } });
const served = [await response.text(), response.headers.get("Vary"), response.headers.get("Cache-Control")].join(" | ");
server.stop();
if (served !== `{"offers":"no"} | ${HEADER_NAME} | private, no-cache`) throw new Error(served);

const tasks: Task[] = JSON.parse(readFileSync(0, "utf8"));
console.log(JSON.stringify(tasks.map(answer)));
