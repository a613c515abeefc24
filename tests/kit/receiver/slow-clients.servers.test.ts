// Clients that send too slowly hold no connection.
import { connect } from "node:net";
import { expect, test } from "vitest";
import { stoppableServer } from "../../../src/kit/receiver/stoppable-server.ts";

// Timed: without checks in between, Node closes such connections only at its next check, up to half a minute later.
test("a connection whose request never ends is closed after ten seconds", { timeout: 30_000 }, async () => {
  const server = stoppableServer((request) => void request.resume());
  await server.listen(0, "127.0.0.1");
  const start = performance.now();
  const endOf = (sent: string): Promise<number> =>
    new Promise((done) => {
      const socket = connect(server.port(), "127.0.0.1", () => socket.write(sent));
      socket.resume();
      socket.on("error", () => undefined);
      socket.on("close", () => done(performance.now() - start));
    });
  const ends = await Promise.all(
    ["POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nslow", "GET / HT"].map(endOf),
  );
  for (const end of ends) expect(end).toBeLessThan(14_000);
  await server.stop();
});
