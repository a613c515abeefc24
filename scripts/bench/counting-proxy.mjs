// A proxy before a WebDAV server on loopback that counts requests and bytes.
import { createServer, request } from "node:http";

/** `counted()`: requests, and bytes up and down, since the last call. */
export async function countingProxy(target) {
  let count = { requests: 0, up: 0, down: 0 };
  const { hostname, port } = new URL(target);
  const server = createServer((asked, answer) => {
    count.requests++;
    asked.on("data", (chunk) => {
      count.up += chunk.length;
    });
    const forwarded = request(
      {
        hostname,
        port,
        path: asked.url,
        method: asked.method,
        headers: { ...asked.headers, host: `${hostname}:${port}` },
      },
      (response) => {
        response.on("data", (chunk) => {
          count.down += chunk.length;
        });
        answer.writeHead(response.statusCode, response.headers);
        response.pipe(answer);
      },
    );
    forwarded.on("error", () => answer.destroy());
    asked.pipe(forwarded);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const { pathname } = new URL(target);
  return {
    url: `http://127.0.0.1:${server.address().port}${pathname}`,
    counted() {
      const taken = count;
      count = { requests: 0, up: 0, down: 0 };
      return taken;
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
