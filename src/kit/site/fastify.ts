// Adapter of Fastify: a plugin that sets the customer's preferences on the request, and the caching headers on the reply.
import { CACHE_CONTROL, summaryOf, varyingOnPreferences } from "./caching.ts";
import type { NodeRequest } from "./node.ts";

export { preferencesOf } from "./node.ts";

/** The part of Fastify's reply that the plugin uses. */
export interface FastifyReply {
  getHeader(name: string): unknown;
  hasHeader(name: string): boolean;
  header(name: string, value: string): unknown;
}

/** The part of Fastify's instance that the plugin uses. */
export interface FastifyServer {
  decorateRequest(name: "customerPreferences", value: null): unknown;
  addHook(name: "onRequest", hook: (request: NodeRequest) => Promise<void>): unknown;
  addHook(name: "onSend", hook: (request: NodeRequest, reply: FastifyReply) => Promise<void>): unknown;
}

/**
 * `app.register(fastifyPreferences)`, then `preferencesOf(request)`. Applies to the whole server, not to one prefix.
 */
export const fastifyPreferences = Object.assign(
  async (server: FastifyServer): Promise<void> => {
    server.decorateRequest("customerPreferences", null);
    server.addHook("onRequest", async (request) => {
      request.customerPreferences = summaryOf(request.headers);
    });
    // As late as possible, after handlers and other plugins have set their Vary.
    server.addHook("onSend", async (_, reply) => {
      const current = [reply.getHeader("Vary") ?? []].flat();
      reply.header("Vary", varyingOnPreferences(current.join(", ")));
      if (!reply.hasHeader("Cache-Control")) reply.header("Cache-Control", CACHE_CONTROL);
    });
  },
  // Without it, Fastify would give the plugin an instance of its own, whose hooks apply to no other route.
  { [Symbol.for("skip-override")]: true, [Symbol.for("fastify.display-name")]: "@regards/site" },
);
