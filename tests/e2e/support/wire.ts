// Numbered requests and answers over a WebSocket, for the Chrome DevTools Protocol and WebDriver BiDi.
import { WebSocket } from "ws";
import { Gone } from "./wait.ts";

export type Send = <T = unknown>(method: string, params?: object) => Promise<T>;

export interface Wire {
  send: Send;
  close(): void;
}

interface Answer {
  id?: number;
  result?: unknown;
  /** An object in the DevTools Protocol, a code in BiDi. */
  error?: { message: string } | string;
  message?: string;
}

interface Waiting {
  done(result: unknown): void;
  fail(error: Error): void;
}

/** Open requests fail with Gone when the other side closes. */
export async function connect(url: string): Promise<Wire> {
  const socket = new WebSocket(url, { maxPayload: 2 ** 28, perMessageDeflate: false });
  const waiting = new Map<number, Waiting>();
  let last = 0;
  await new Promise<void>((done, fail) => {
    socket.once("open", done);
    socket.once("error", fail);
  });
  socket.on("message", (text) => {
    const { id, result, error, message } = JSON.parse(String(text)) as Answer;
    const asked = id === undefined ? undefined : waiting.get(id);
    if (id === undefined || asked === undefined) return;
    waiting.delete(id);
    if (error === undefined) asked.done(result);
    else asked.fail(new Error(typeof error === "string" ? `${error}: ${message}` : error.message));
  });
  const gone = () => {
    for (const { fail } of waiting.values()) fail(new Gone(`${url} closed`));
    waiting.clear();
  };
  socket.on("close", gone);
  socket.on("error", gone);
  return {
    send: <T>(method: string, params: object = {}) =>
      new Promise<T>((done, fail) => {
        if (socket.readyState !== WebSocket.OPEN) return fail(new Gone(`${method}: ${url} is closed`));
        last += 1;
        waiting.set(last, { done: done as (result: unknown) => void, fail });
        socket.send(JSON.stringify({ id: last, method, params }));
      }),
    close() {
      socket.terminate();
      gone();
    },
  };
}
