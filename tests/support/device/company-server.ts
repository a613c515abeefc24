// A company's endpoint in place of the network: records each request, and gives the answers of the test.
import { vi } from "vitest";

export interface Sent {
  url: string;
  headers: Record<string, string>;
  body: string;
  options: RequestInit;
}

/** An answer; "lost": the request arrives and the answer does not. "down": nothing arrives. */
export type Reply = { status?: number; body?: unknown; headers?: Record<string, string> } | "lost" | "down";

export class CompanyServer {
  readonly sent: Sent[] = [];
  /** Stored bodies by key, as a company with idempotency keeps them. */
  readonly kept = new Map<string, string>();
  reply: (sent: Sent) => Reply | Promise<Reply> = () => ({});

  /** Until the test ends. */
  constructor() {
    vi.stubGlobal("fetch", (url: URL, options: RequestInit) => this.answer(String(url), options));
  }

  private async answer(url: string, options: RequestInit): Promise<Response> {
    const headers = Object.fromEntries(new Headers(options.headers).entries());
    const body = new TextDecoder().decode(options.body as Uint8Array<ArrayBuffer>);
    const sent = { url, headers, body, options };
    const reply = await this.reply(sent);
    if (reply === "down") throw new TypeError("failed to fetch");
    this.sent.push(sent);
    const accepted = reply === "lost" || (reply.status ?? 200) < 300;
    const key = headers["idempotency-key"] ?? "";
    if (accepted && !this.kept.has(key)) this.kept.set(key, body);
    if (reply === "lost") throw new TypeError("failed to fetch");
    const text = reply.body === undefined ? "" : JSON.stringify(reply.body);
    return new Response(reply.status === 204 ? null : text, {
      status: reply.status ?? 200,
      headers: reply.headers ?? {},
    });
  }
}
