// An HTTP server that stops without dropping a request in progress, and without waiting for connections that only idle.
import { createServer, type RequestListener, type Server } from "node:http";
import type { Socket } from "node:net";

export interface StoppableServer {
  listen(port: number, host: string): Promise<void>;
  /** The port that it listens on; 0 before. */
  port(): number;
  /** Accepts no new connection, completes the requests in progress, and closes each connection after them. */
  stop(): Promise<void>;
}

/** Prevents slow clients from holding connections. */
const REQUEST_MILLISECONDS = 10_000;
/** Interval at which Node checks both limits; its default is half a minute. */
const CHECK_MILLISECONDS = 1000;
const STOP_MILLISECONDS = 10_000;

export function stoppableServer(listener: RequestListener): StoppableServer {
  const responses = new Set<Parameters<RequestListener>[1]>();
  const sockets = new Set<Socket>();
  let isStopping = false;
  const server = createServer({ connectionsCheckingInterval: CHECK_MILLISECONDS }, (request, response) => {
    responses.add(response);
    response.once("close", () => {
      responses.delete(response);
      // Connections whose answer began before the stop promised to stay open.
      if (isStopping) server.closeIdleConnections();
    });
    if (isStopping) response.setHeader("Connection", "close");
    listener(request, response);
  });
  server.requestTimeout = REQUEST_MILLISECONDS;
  server.headersTimeout = REQUEST_MILLISECONDS;
  server.maxRequestsPerSocket = 1000;
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  return {
    listen: (port, host) => listen(server, port, host),
    port: () => portOf(server),
    stop() {
      isStopping = true;
      const stopped = closed(server);
      for (const response of responses) if (!response.headersSent) response.setHeader("Connection", "close");
      // Node does not count them as idle: browsers open such connections in advance.
      for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
      return stopped;
    },
  };
}

const listen = (server: Server, port: number, host: string): Promise<void> =>
  new Promise((done, fail) => {
    server.once("error", fail);
    server.listen(port, host, done);
  });

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

function closed(server: Server): Promise<void> {
  return new Promise((done) => {
    const force = setTimeout(() => server.closeAllConnections(), STOP_MILLISECONDS);
    server.close(() => {
      clearTimeout(force);
      done();
    });
    server.closeIdleConnections();
  });
}
