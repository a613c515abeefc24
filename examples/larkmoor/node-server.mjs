// Runs a Hono application on node:http: Hono itself takes and returns the requests and responses of fetch.
import { Readable } from "node:stream";

export async function answerWith(app, incoming, outgoing) {
  const { method, headers } = incoming;
  const hasBody = method !== "GET" && method !== "HEAD";
  const request = new Request(`http://${headers.host ?? "localhost"}${incoming.url}`, {
    method,
    headers: Object.entries(headers).map(([name, value]) => [name, String(value)]),
    ...(hasBody ? { body: Readable.toWeb(incoming), duplex: "half" } : {}),
  });
  const response = await app.fetch(request);
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.end(method === "HEAD" ? undefined : Buffer.from(await response.arrayBuffer()));
}
