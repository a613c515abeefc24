import { describe, expect, test } from "vitest";
import { withPreferences } from "../../../src/kit/site/fetch.ts";
import { HEADER_NAME } from "../../../src/kit/site/index.ts";

const NO_OFFERS = "v=1, no=(offers)";
const requestWith = (value?: string) =>
  new Request("https://shop.example/", value === undefined ? {} : { headers: { [HEADER_NAME]: value } });

describe("fetch-style servers", () => {
  test("the handler gets the summary and its other arguments", async () => {
    const handler = withPreferences((request, preferences, environment: { shop: string }) =>
      Response.json([request.url, preferences?.kinds.offers ?? null, environment.shop]),
    );
    expect(await (await handler(requestWith(NO_OFFERS), { shop: "A" })).json()).toEqual([
      "https://shop.example/",
      "no",
      "A",
    ]);
    expect(await (await handler(requestWith(), { shop: "A" })).json()).toEqual(["https://shop.example/", null, "A"]);
    expect(await (await handler(requestWith("nonsense!"), { shop: "A" })).json()).toContain(null);
  });

  test.each([
    [{}, HEADER_NAME, "private, no-cache"],
    [{ Vary: "Accept-Encoding" }, `Accept-Encoding, ${HEADER_NAME}`, "private, no-cache"],
    [{ Vary: "accept, sec-cmr-preferences" }, "accept, sec-cmr-preferences", "private, no-cache"],
    [{ Vary: "*" }, "*", "private, no-cache"],
    [{ "Cache-Control": "no-store" }, HEADER_NAME, "no-store"],
  ])("a response with %j gets Vary and Cache-Control", async (headers, vary, cacheControl) => {
    const response = await withPreferences(() => new Response("x", { status: 201, statusText: "Made", headers }))(
      requestWith(),
    );
    expect(response.headers.get("Vary")).toBe(vary);
    expect(response.headers.get("Cache-Control")).toBe(cacheControl);
    expect([...response.headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
    expect([response.status, response.statusText, await response.text()]).toEqual([201, "Made", "x"]);
  });

  test("redirects, empty answers, cookies and errors pass unchanged", async () => {
    const redirect = await withPreferences(() => Response.redirect("https://shop.example/a", 302))(requestWith());
    expect([redirect.status, redirect.headers.get("Location"), redirect.headers.get("Vary")]).toEqual([
      302,
      "https://shop.example/a",
      HEADER_NAME,
    ]);
    expect((await withPreferences(() => new Response(null, { status: 304 }))(requestWith())).status).toBe(304);
    const cookies = new Headers([
      ["Set-Cookie", "a=1"],
      ["Set-Cookie", "b=2"],
    ]);
    const baked = await withPreferences(() => new Response("", { headers: cookies }))(requestWith());
    expect(baked.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
    expect((await withPreferences(() => Response.error())(requestWith())).type).toBe("error");
    const broken = withPreferences(() => {
      throw new Error("broken handler");
    });
    await expect(broken(requestWith())).rejects.toThrow("broken handler");
  });
});
