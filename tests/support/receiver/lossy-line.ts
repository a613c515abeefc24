// A connection between senders and a company's receivers that repeats requests and loses answers.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { numbersFrom } from "../../../src/signal/statistics/seeded.ts";

export interface Carried {
  headers: Record<string, string>;
  body: string;
}

export interface CarriedAnswer {
  status: number;
  headers: Record<string, string>;
  text: string;
}

const LOST_OF_TEN = 2;
const MOST_COPIES = 3;

export interface LossyLine {
  /** Null: the request did not arrive, or the answer was lost. The sender cannot tell which. */
  carry(item: Carried): Promise<CarriedAnswer | null>;
  /** Requests that went out. */
  copies(): number;
  /** Answers of receivers that the connection dropped. */
  lost(): number;
}

/**
 * Sends each text one to three times, simultaneously or in sequence, to random receivers of `urls`, and drops a fifth
 * of the answers. The seed decides the draws, the machine their order.
 */
export function lossyLine(urls: () => readonly string[], seed: number): LossyLine {
  const next = numbersFrom(seed);
  let [copies, lost] = [0, 0];
  const send = async ({ headers, body }: Carried): Promise<CarriedAnswer | null> => {
    copies++;
    const all = urls();
    const response = await fetch(all[next() % all.length] ?? "", { method: "POST", headers, body }).catch(() => null);
    const text = await response?.text().catch(() => null);
    if (response === null || text === null || text === undefined) return null;
    return { status: response.status, headers: Object.fromEntries(response.headers), text };
  };
  return {
    copies: () => copies,
    lost: () => lost,
    async carry(item) {
      // The company's proxy adds an address for each sender, so that none reaches the limit of one.
      const headers = { ...item.headers, "x-forwarded-for": `198.51.${next() % 250}.${next() % 250}` };
      const sent = { ...item, headers };
      const answers: (CarriedAnswer | null)[] = [];
      let waiting: Promise<CarriedAnswer | null>[] = [];
      for (let left = 1 + (next() % MOST_COPIES); left > 0; left--) {
        waiting.push(send(sent));
        if (next() % 2 === 0) {
          answers.push(...(await Promise.all(waiting)));
          waiting = [];
        }
      }
      answers.push(...(await Promise.all(waiting)));
      const isLost = next() % 10 < LOST_OF_TEN;
      if (isLost) lost++;
      return isLost ? null : (answers.at(-1) ?? null);
    },
  };
}

/** The connection as a server, which ends the socket for a lost answer. */
export async function lineServer(line: LossyLine): Promise<{ url: string; close(): void }> {
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on("data", (piece: Buffer) => pieces.push(piece));
    request.on("end", async () => {
      const wanted = ["content-type", "idempotency-key", "authorization"];
      const headers = Object.fromEntries(
        wanted.flatMap((name) => {
          const value = request.headers[name];
          return typeof value === "string" ? [[name, value]] : [];
        }),
      );
      const answer = await line.carry({ headers, body: Buffer.concat(pieces).toString("utf8") });
      if (answer === null) return request.socket.destroy();
      const retry = answer.headers["retry-after"];
      response.writeHead(answer.status, {
        "content-type": "application/json",
        ...(retry === undefined ? {} : { "retry-after": retry }),
      });
      response.end(answer.text);
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
