// A real keep-alive agent: it holds each connection open for its next request.
import { Agent, get, type IncomingMessage, type ServerResponse } from "node:http";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, expect, test } from "vitest";
import { type StoppableServer, stoppableServer } from "../../../src/kit/receiver/stoppable-server.ts";

/** The server itself would close an idle connection after five seconds, and force the end after ten. */
const AT_ONCE = 4000;

const agents: Agent[] = [];
afterEach(() => {
  for (const agent of agents.splice(0)) agent.destroy();
});

function keepAliveAgent(): Agent {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  agents.push(agent);
  return agent;
}

async function serving(listener: (request: IncomingMessage, response: ServerResponse) => void) {
  const server = stoppableServer(listener);
  await server.listen(0, "127.0.0.1");
  return server;
}

const ask = (server: StoppableServer, agent: Agent, path = "/") =>
  new Promise<{ body: string; connection: string | undefined }>((done, fail) => {
    get({ port: server.port(), host: "127.0.0.1", path, agent }, async (response) =>
      done({ body: await text(response), connection: response.headers.connection }),
    ).on("error", fail);
  });

// Timed: a stop that waits for idle connections ends too, but seconds later.
async function stopsAtOnce(server: StoppableServer): Promise<void> {
  const start = performance.now();
  await server.stop();
  expect(performance.now() - start).toBeLessThan(AT_ONCE);
}

test("an idle keep-alive connection does not delay the stop", async () => {
  const server = await serving((_, response) => response.end("done"));
  const agent = keepAliveAgent();
  expect(await ask(server, agent)).toEqual({ body: "done", connection: "keep-alive" });
  await expect.poll(() => Object.values(agent.freeSockets).length).toBe(1);
  await stopsAtOnce(server);
});

test("a running request ends with its answer, and its connection with it", async () => {
  const running: ServerResponse[] = [];
  const server = await serving((request, response) => {
    if (request.url === "/begun") response.write("be");
    running.push(response);
  });
  const agent = keepAliveAgent();
  const answers = [ask(server, agent, "/"), ask(server, agent, "/begun")];
  await expect.poll(() => running.length).toBe(2);
  const stopped = stopsAtOnce(server);
  await expect(ask(server, keepAliveAgent())).rejects.toThrow(/ECONNREFUSED/);
  for (const response of running) response.end("gun");
  expect(await Promise.all(answers)).toEqual(
    expect.arrayContaining([
      { body: "gun", connection: "close" },
      { body: "begun", connection: "keep-alive" },
    ]),
  );
  await stopped;
});

test("a connection without a request does not delay the stop", async () => {
  const server = await serving((_, response) => response.end());
  const socket = connect(server.port(), "127.0.0.1");
  await new Promise((done) => socket.once("connect", done));
  await ask(server, keepAliveAgent());
  await stopsAtOnce(server);
  socket.destroy();
});
