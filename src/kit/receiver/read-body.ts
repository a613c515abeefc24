// Reads a request's body, up to a maximum number of bytes.
import type { IncomingMessage } from "node:http";

export const MOST_BYTES = 65_536;

/** A fault of the request, with its status and a sentence for the sender. */
export class SenderFault extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly retryAfterSeconds: number | null = null,
  ) {
    super(message);
  }
}

/** A fault of the company's program, so that the sender tries again. Its name is in the log. */
class BodyAlreadyRead extends Error {
  override readonly name = "BodyAlreadyRead";
  constructor() {
    super("Another handler has read the body. Pass the request to the receiver before any body parser.");
  }
}

/** The text. Throws a SenderFault if it is too long, incomplete or not UTF-8. */
export async function readBody(request: IncomingMessage): Promise<string> {
  if (request.readableDidRead) throw new BodyAlreadyRead();
  const tooLarge = () => new SenderFault(413, `The text has more than ${MOST_BYTES} bytes.`);
  if (Number(request.headers["content-length"] ?? 0) > MOST_BYTES) throw tooLarge();
  const pieces: Buffer[] = [];
  let bytes = 0;
  try {
    // By default, leaving the loop early would close the connection, and no answer could be sent.
    for await (const piece of request.iterator({ destroyOnReturn: false })) {
      const part = Buffer.from(piece);
      bytes += part.length;
      if (bytes > MOST_BYTES) throw tooLarge();
      pieces.push(part);
    }
  } catch (error) {
    throw error instanceof SenderFault ? error : new SenderFault(400, "The request ended too early.");
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(pieces));
  } catch {
    throw new SenderFault(400, "The text is not UTF-8.");
  }
}
