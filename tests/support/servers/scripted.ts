// An HTTP server on loopback that gives the answers of a test and records the requests.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

export interface Received {
  method: string;
  url: string;
  headers: IncomingMessage["headers"];
  body: string;
}

export interface ScriptedAnswer {
  status?: number;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
}

/** Null: the test itself answers, or nobody does. */
export type Script = (received: Received, response: ServerResponse) => ScriptedAnswer | null;

export interface ScriptedServer {
  /** With a trailing slash. */
  url: string;
  received: Received[];
  script: Script;
  stop(): Promise<void>;
}

export async function startScripted(script: Script = () => ({})): Promise<ScriptedServer> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { method = "", url = "", headers } = request;
      const received = { method, url, headers, body: Buffer.concat(chunks).toString("utf8") };
      scripted.received.push(received);
      const answer = scripted.script(received, response);
      if (answer === null) return;
      response.writeHead(answer.status ?? 200, answer.headers ?? {});
      response.end(answer.body ?? "");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  const scripted: ScriptedServer = {
    url: `http://127.0.0.1:${port}/`,
    received: [],
    script,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return scripted;
}
