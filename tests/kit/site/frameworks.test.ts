// Each adapter in its real framework, over real HTTP.
import { createServer, type RequestListener } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import connect from "connect";
import express from "express";
import fastify from "fastify";
import { Hono } from "hono";
import { afterEach, describe, expect, test } from "vitest";
import { fastifyPreferences } from "../../../src/kit/site/fastify.ts";
import { withPreferences } from "../../../src/kit/site/fetch.ts";
import { honoPreferences, type PreferencesVariables } from "../../../src/kit/site/hono.ts";
import { HEADER_NAME } from "../../../src/kit/site/index.ts";
import { expressPreferences, type NodeRequest, preferencesOf } from "../../../src/kit/site/node.ts";

const express4: typeof express = createRequire(import.meta.url)("express4");

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

type Ask = (path: string, headers?: Record<string, string>) => Promise<Response>;

async function listening(listener: RequestListener): Promise<Ask> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  stops.push(() => server.close());
  await new Promise((resolve) => server.once("listening", resolve));
  return (path, headers = {}) =>
    fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, { headers });
}

const said = (request: NodeRequest) => ({ offers: preferencesOf(request)?.kinds.offers ?? null });

/**
 * Each framework with the same four routes: `/` says the want about offers, `/vary` sets its own Vary, `/open` its own
 * Cache-Control, `/broken` throws.
 */
const FRAMEWORKS: Record<string, () => Promise<Ask>> = {
  "Express 4": () => ofExpress(express4),
  "Express 5": () => ofExpress(express),

  async Connect() {
    const app = connect();
    app.use(expressPreferences());
    app.use("/vary", (_, response) => response.setHeader("Vary", "Accept") && response.end("x"));
    app.use("/open", (_, response) => response.writeHead(200, { "Cache-Control": "no-store" }).end("x"));
    app.use("/broken", () => {
      throw new Error("broken");
    });
    app.use("/", (request, response) => response.end(JSON.stringify(said(request))));
    return listening(app);
  },

  async Fastify() {
    const app = fastify();
    await app.register(fastifyPreferences);
    app.get("/vary", (_, reply) => reply.header("Vary", "Accept").send("x"));
    app.get("/open", (_, reply) => reply.header("Cache-Control", "no-store").send("x"));
    app.get("/broken", () => {
      throw new Error("broken");
    });
    await app.register(async (inner) => {
      inner.get("/", async (request) => said(request));
    });
    const address = await app.listen({ host: "127.0.0.1", port: 0 });
    stops.push(() => app.close());
    return (path, headers = {}) => fetch(address + path, { headers });
  },

  async Hono() {
    const app = new Hono<{ Variables: PreferencesVariables }>();
    app.use(honoPreferences());
    app.get("/", (context) => context.json({ offers: context.get("customerPreferences")?.kinds.offers ?? null }));
    app.get("/vary", (context) => context.body("x", 200, { Vary: "Accept" }));
    app.get("/open", (context) => context.body("x", 200, { "Cache-Control": "no-store" }));
    app.get("/broken", () => {
      throw new Error("broken");
    });
    app.onError((_, context) => context.text("broken", 500));
    return async (path, headers = {}) => app.fetch(new Request(`https://shop.example${path}`, { headers }));
  },

  async "a route handler of fetch style"() {
    const routes: Record<string, (offers: string | null) => Response> = {
      "/": (offers) => Response.json({ offers }),
      "/vary": () => new Response("x", { headers: { Vary: "Accept" } }),
      "/open": () => new Response("x", { headers: { "Cache-Control": "no-store" } }),
      "/broken": () => new Response("broken", { status: 500 }),
    };
    const handle = withPreferences((request, preferences) => {
      const route = routes[new URL(request.url).pathname];
      return route?.(preferences?.kinds.offers ?? null) ?? new Response(null, { status: 404 });
    });
    return (path, headers = {}) => handle(new Request(`https://shop.example${path}`, { headers }));
  },
};

async function ofExpress(make: typeof express): Promise<Ask> {
  const app = make();
  app.use(expressPreferences());
  app.get("/", (request, response) => void response.json(said(request)));
  app.get("/vary", (_, response) => void response.vary("Accept").send("x"));
  app.get("/open", (_, response) => void response.set("Cache-Control", "no-store").send("x"));
  app.get("/broken", () => {
    throw new Error("broken");
  });
  app.set("env", "test");
  return listening(app);
}

describe.each(Object.entries(FRAMEWORKS))("%s", (_, start) => {
  test("the handler reads the summary, or null without a valid header", async () => {
    const ask = await start();
    const offers = async (headers: Record<string, string>) => (await (await ask("/", headers)).json()).offers;
    expect(await offers({ [HEADER_NAME]: "v=1, no=(offers)" })).toBe("no");
    expect(await offers({})).toBeNull();
    expect(await offers({ [HEADER_NAME]: "v=2, no=(offers)" })).toBeNull();
    expect(await offers({ [HEADER_NAME]: "v=1, no=(offers)", "Sec-Purpose": "prefetch" })).toBeNull();
  });

  test.each([
    ["/", 200, [HEADER_NAME], "private, no-cache"],
    ["/vary", 200, ["Accept", HEADER_NAME], "private, no-cache"],
    ["/open", 200, [HEADER_NAME], "no-store"],
    ["/broken", 500, [HEADER_NAME], "private, no-cache"],
  ])(
    "the response of %s keeps caches from serving it to another customer",
    async (path, status, vary, cacheControl) => {
      const ask = await start();
      const response = await ask(path, { [HEADER_NAME]: "v=1, no=(offers)", Origin: "https://other.example" });
      expect(response.status).toBe(status);
      expect((response.headers.get("Vary") ?? "").split(/, */).toSorted()).toEqual(vary.toSorted());
      expect(response.headers.get("Cache-Control")).toBe(cacheControl);
      expect(response.headers.get("Access-Control-Allow-Origin")).toBeNull();
    },
  );

  test("a hostile header of 8 KB counts as none", async () => {
    const ask = await start();
    const response = await ask("/", { [HEADER_NAME]: "(".repeat(8192) });
    expect(await response.json()).toEqual({ offers: null });
  });
});

test("the adapters have the types of their frameworks", () => {
  const fits = [
    express().use(expressPreferences()),
    connect().use(expressPreferences()),
    fastify().register(fastifyPreferences),
  ];
  expect(fits).toHaveLength(3);
});
