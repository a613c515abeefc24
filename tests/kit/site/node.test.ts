import { createServer, type RequestListener, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { HEADER_NAME, type Summary } from "../../../src/kit/site/index.ts";
import { expressPreferences, type NodeRequest, preferencesOf } from "../../../src/kit/site/node.ts";

const NO_OFFERS = "v=1, no=(offers)";

describe("node:http", () => {
  const stops: (() => void)[] = [];
  afterEach(() => {
    for (const stop of stops.splice(0)) stop();
  });

  async function ask(listener: RequestListener, headers: Record<string, string> = {}): Promise<Response> {
    const server = createServer(listener).listen(0, "127.0.0.1");
    stops.push(() => server.close());
    await new Promise((resolve) => server.once("listening", resolve));
    return fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, { headers });
  }

  function using(answer: (response: ServerResponse, preferences: Summary | null | undefined) => void): RequestListener {
    const middleware = expressPreferences();
    return (request: Parameters<RequestListener>[0] & { customerPreferences?: Summary | null }, response) =>
      middleware(request, response, () => answer(response, request.customerPreferences));
  }

  test("the request carries the summary", async () => {
    const listener = using((response, preferences) => response.end(JSON.stringify(preferences?.kinds ?? null)));
    expect(await (await ask(listener, { [HEADER_NAME]: NO_OFFERS })).json()).toEqual({ offers: "no" });
    expect(await (await ask(listener)).json()).toBeNull();
    expect(await (await ask(listener, { [HEADER_NAME]: "v=9" })).json()).toBeNull();
    expect(await (await ask(listener, { [HEADER_NAME]: NO_OFFERS, "Sec-Purpose": "prefetch" })).json()).toBeNull();
  });

  test.each<[string, (response: ServerResponse) => void, string, string]>([
    ["nothing set", () => {}, HEADER_NAME, "private, no-cache"],
    ["Vary set", (response) => response.setHeader("Vary", "Accept"), `Accept, ${HEADER_NAME}`, "private, no-cache"],
    [
      "Vary set as a list",
      (response) => response.setHeader("vary", ["Accept", "Origin"]),
      `Accept, Origin, ${HEADER_NAME}`,
      "private, no-cache",
    ],
    [
      "Vary appended",
      (response) => response.appendHeader("Vary", "Accept"),
      `${HEADER_NAME}, Accept`,
      "private, no-cache",
    ],
    ["Cache-Control set", (response) => response.setHeader("Cache-Control", "no-store"), HEADER_NAME, "no-store"],
    ["writeHead", (response) => response.writeHead(200, "Fine"), HEADER_NAME, "private, no-cache"],
    [
      "writeHead with an object",
      (response) => response.writeHead(200, { vary: "Accept", "Cache-Control": "no-store" }),
      `Accept, ${HEADER_NAME}`,
      "no-store",
    ],
    [
      "writeHead with a list",
      (response) => response.writeHead(200, ["Vary", "Accept", "X-Shop", "a"]),
      `Accept, ${HEADER_NAME}`,
      "private, no-cache",
    ],
    [
      "writeHead with a list of pairs",
      (response) =>
        response.writeHead(200, [
          ["Vary", "Accept"],
          ["X-Shop", "a"],
        ] as unknown as string[]),
      `Accept, ${HEADER_NAME}`,
      "private, no-cache",
    ],
    [
      "writeHead with a message and a list of pairs",
      (response) =>
        response.writeHead(200, "Fine", [
          ["vary", "Accept"],
          ["Cache-Control", "no-store"],
        ] as unknown as string[]),
      `Accept, ${HEADER_NAME}`,
      "no-store",
    ],
    [
      "writeHead with a message and an object",
      (response) => response.writeHead(200, "Fine", { VARY: "Accept" }),
      `Accept, ${HEADER_NAME}`,
      "private, no-cache",
    ],
    [
      "writeHead with a message and a list",
      (response) => response.writeHead(200, "Fine", ["vary", "Accept", "Vary", "Origin"]),
      `Accept, Origin, ${HEADER_NAME}`,
      "private, no-cache",
    ],
    [
      "writeHead with an object of lists",
      (response) => response.writeHead(200, { Vary: ["Accept", "Origin"] as unknown as string }),
      `Accept, Origin, ${HEADER_NAME}`,
      "private, no-cache",
    ],
    [
      "writeHead with Headers",
      (response) => response.writeHead(200, new Headers({ Vary: "Accept", "Cache-Control": "no-store" }) as never),
      `Accept, ${HEADER_NAME}`,
      "no-store",
    ],
    [
      "writeHead with a Map",
      (response) => response.writeHead(200, new Map([["Vary", "Accept"]]) as never),
      `Accept, ${HEADER_NAME}`,
      "private, no-cache",
    ],
    ["writeHead with an empty list", (response) => response.writeHead(200, []), HEADER_NAME, "private, no-cache"],
    ["writeHead with an empty object", (response) => response.writeHead(200, {}), HEADER_NAME, "private, no-cache"],
    [
      "writeHead with nothing where headers stand",
      (response) => response.writeHead(200, undefined, undefined),
      HEADER_NAME,
      "private, no-cache",
    ],
    [
      "writeHead over what was set",
      (response) => response.setHeader("Vary", "Origin").writeHead(200, { Vary: "Accept" }),
      `Accept, ${HEADER_NAME}`,
      "private, no-cache",
    ],
    [
      "writeHead beside what was set",
      (response) => response.setHeader("Vary", "Origin").writeHead(200, [["X-Shop", "a"]] as unknown as string[]),
      `Origin, ${HEADER_NAME}`,
      "private, no-cache",
    ],
    [
      "writeHead with a star",
      (response) => response.writeHead(200, [["Vary", "*"]] as unknown as string[]),
      "*",
      "private, no-cache",
    ],
    ["streaming", (response) => response.write("first"), HEADER_NAME, "private, no-cache"],
  ])("%s: the response gets Vary and Cache-Control", async (_, act, vary, cacheControl) => {
    const answer = await ask(
      using((response) => {
        act(response);
        response.end();
      }),
    );
    expect(answer.status).toBe(200);
    expect(answer.headers.get("Vary")).toBe(vary);
    expect(answer.headers.get("Cache-Control")).toBe(cacheControl);
    expect(answer.headers.get("Access-Control-Allow-Origin")).toBeNull();
  });

  test.each<[string, unknown]>([
    ["an object", { "X-Shop": "a", "Set-Cookie": ["a=1", "b=2"], vary: "Accept" }],
    ["a flat list", ["X-Shop", "a", "Set-Cookie", ["a=1", "b=2"], "vary", "Accept"]],
    [
      "a list of pairs",
      [
        ["X-Shop", "a"],
        ["Set-Cookie", ["a=1", "b=2"]],
        ["vary", "Accept"],
      ],
    ],
    [
      "Headers",
      new Headers([
        ["X-Shop", "a"],
        ["Set-Cookie", "a=1"],
        ["Set-Cookie", "b=2"],
        ["vary", "Accept"],
      ]),
    ],
  ])("%s: all other headers and the status message stay", async (_, headers) => {
    const answer = await ask(using((response) => response.writeHead(201, "Made", headers as never).end("x")));
    expect([answer.status, answer.statusText, await answer.text()]).toEqual([201, "Made", "x"]);
    expect(answer.headers.get("X-Shop")).toBe("a");
    expect(answer.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
    expect(answer.headers.get("Vary")).toBe(`Accept, ${HEADER_NAME}`);
  });

  test("the header is read at the first use of the summary, and only once", () => {
    let reads = 0;
    const request = {
      headers: {},
      get rawHeaders() {
        reads++;
        return [HEADER_NAME, NO_OFFERS];
      },
    };
    const response = { getHeader: () => HEADER_NAME, setHeader: () => {}, writeHead: () => {} };
    expressPreferences()(request, response, () => {});
    expect(reads).toBe(0);
    const first = preferencesOf(request);
    expect([first?.kinds, preferencesOf(request) === first, reads]).toEqual([{ offers: "no" }, true, 1]);
    expect(Object.keys(request)).toContain("customerPreferences");
  });

  test("a handler can replace the summary, before or after its first use", () => {
    const response = { getHeader: () => HEADER_NAME, setHeader: () => {}, writeHead: () => {} };
    for (const use of [() => {}, preferencesOf]) {
      const request: NodeRequest = { headers: { [HEADER_NAME]: NO_OFFERS } };
      expressPreferences()(request, response, () => use(request));
      request.customerPreferences = null;
      expect(preferencesOf(request)).toBeNull();
    }
  });

  test("the middleware, applied twice, sets Vary once", async () => {
    const middleware = expressPreferences();
    const answer = await ask((request, response) =>
      middleware(request, response, () => middleware(request, response, () => response.end())),
    );
    expect(answer.headers.get("Vary")).toBe(HEADER_NAME);
  });

  test("a Cache-Control that the handler set before stays", async () => {
    const middleware = expressPreferences();
    const answer = await ask((request, response) => {
      response.setHeader("Cache-Control", "public, max-age=60");
      middleware(request, response, () => response.end());
    });
    expect(answer.headers.get("Cache-Control")).toBe("public, max-age=60");
  });
});
