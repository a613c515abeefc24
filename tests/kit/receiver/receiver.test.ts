// The endpoints over real HTTP, on a storage that only notes statements: limits, refusals and the absence of leaks.
import { createServer, request as httpRequest } from "node:http";
import { connect } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import {
  createReceiver,
  handleOf,
  type ReceiverDatabase,
  type ReceiverOptions,
} from "../../../src/kit/receiver/index.ts";
import {
  answer,
  feeling,
  keyOf,
  listening,
  plan,
  post,
  preferences,
  SECRET,
  withdrawal,
} from "../../support/receiver/items.ts";

/** Accepts every first claim, and notes the statements of committed transactions. */
/** Calls `fail` at the first statement of each transaction. */
function noting(fail: () => Error | null = () => null): ReceiverDatabase & { done: string[] } {
  const done: string[] = [];
  return {
    done,
    async transaction(work) {
      const names: string[] = [];
      const error = fail();
      const result = await work(async ({ name }, values) => {
        if (error !== null) throw error;
        names.push(name);
        return name === "claimRequest" || name.startsWith("store") ? [{ key: values[1] }] : [];
      });
      done.push(...names);
      return result;
    },
    check: async () => undefined,
    close: async () => undefined,
  };
}

/** A plan of so many levels, alone or in a document. */
function nested(member: "plan" | "plans", levels: number, text = "end"): string {
  const inner = `${'{"a":'.repeat(levels - 1)}${JSON.stringify(text)}${"}".repeat(levels - 1)}`;
  const whole = `{"expires":"2027","why":${inner}}`;
  return member === "plan" ? `{"cmr":"0.1","plan":${whole}}` : preferences().replace("{", `{"plans":[${whole}],`);
}

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function started(options: Partial<ReceiverOptions> = {}) {
  const database = noting();
  const log: Readonly<Record<string, unknown>>[] = [];
  const receiver = createReceiver({ database, secret: SECRET, log: (entry) => void log.push(entry), ...options });
  const { url, close } = await listening(receiver);
  closing.push(close);
  return { receiver, database, log, url };
}

describe("a request", () => {
  test.each([
    ["without a key", { headers: { "Idempotency-Key": "" } }, 400, /Idempotency-Key/],
    ["with a short key", { key: "short" }, 400, /16 to 64/],
    ["with a key of other characters", { key: "key with blanks inside" }, 400, /16 to 64/],
    ["that is not JSON by name", { headers: { "Content-Type": "text/plain" } }, 415, /application\/json/],
    ["of a form", { headers: { "Content-Type": "application/x-www-form-urlencoded" } }, 415, /application\/json/],
    ["that is compressed", { headers: { "Content-Encoding": "gzip" } }, 415, /compression/],
    ["with another scheme", { headers: { Authorization: "Bearer abc" } }, 401, /handle/],
    ["with an invented handle", { handle: "YW5uYQ.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" }, 401, /did not issue/],
    ["with a handle of another secret", { handle: handleOf(`${SECRET}!`, "anna") }, 401, /did not issue/],
  ])("%s is refused with a sentence", async (_, sent, status, sentence) => {
    const { url, database } = await started();
    const answered = await post(`${url}/feelings`, feeling(), sent);
    expect([answered.status, answered.body.reason]).toEqual([status, expect.stringMatching(sentence)]);
    expect(database.done).toEqual([]);
  });

  test.each(["CMR", "cmr", "Cmr  "])("with the scheme %j names its customer", async (scheme) => {
    const { url } = await started({ respond: ({ customer }) => ({ reply: `for ${customer}` }) });
    const headers = { Authorization: `${scheme} ${handleOf(SECRET, "anna")}` };
    expect((await post(`${url}/feelings`, feeling(), { headers })).body.reply).toBe("for anna");
  });

  test.each([
    ["no JSON", "{"],
    ["an empty text", ""],
    ["a NUL, which is no JSON, behind a member that comes twice", '{"cmr":"0.1","cmr":"\0"}'],
  ])("with %s is refused and not stored", async (_, body) => {
    const { url, database } = await started();
    expect((await post(`${url}/feelings`, body)).status).toBe(400);
    expect(database.done).toEqual([]);
  });

  test.each([
    ["another version", JSON.stringify({ cmr: "0.2", feeling: { value: 1 } })],
    ["an unknown word", feeling({ words: ["bewildered"] })],
    ["four words", feeling({ words: ["angry", "angry", "angry", "angry"] })],
    ["a value beyond the scale", feeling({ value: 3 })],
    ["nothing but a date", feeling({})],
    ["a date that no calendar has", feeling({ value: 1, date: "2026-02-30" })],
    ["a long note", feeling({ note: "x".repeat(1001) })],
    ["half a character", '{"cmr":"0.1","feeling":{"note":"\\ud800"}}'],
    ["the character that PostgreSQL cannot store", '{"cmr":"0.1","feeling":{"note":"\\u0000"}}'],
    ["70 levels", `{"cmr":"0.1","feeling":${'{"a":'.repeat(70)}1${"}".repeat(70)}}`],
    ["null for all that was felt", feeling({ value: null, words: null })],
    ["a member twice", '{"cmr":"0.1","cmr":"0.1","feeling":{"value":1}}'],
    ["a list for a feeling", JSON.stringify({ cmr: "0.1", feeling: [1] })],
    ["replaces that is no key", feeling({ value: 1 }, "x")],
  ])("with %s is refused and stored for a later version", async (_, body) => {
    const { url, database } = await started();
    const answered = await post(`${url}/feelings`, body);
    expect([answered.status, answered.body.reason]).toEqual([
      400,
      expect.stringMatching(/kept for 30 days, but is invalid: /),
    ]);
    expect(database.done).toEqual(["claimRequest", "quarantine", "unclaimRequest"]);
  });

  test.each([
    ["answers", "null for its choice", answer({ choice: null })],
    ["answers", "a feeling without a value", answer({ feeling: { date: "2026-11-22", value: null } })],
    ["plans", "a plan of 17 levels", nested("plan", 17)],
    ["preferences", "a day before the calendar of PostgreSQL", preferences().replaceAll("2026-", "0000-")],
  ])("to %s with %s is refused and stored for a later version", async (endpoint, _, body) => {
    const { url, database } = await started({ now: () => new Date("2026-11-22T12:00:00Z") });
    const answered = await post(`${url}/${endpoint}`, body, { handle: handleOf(SECRET, "anna") });
    expect([answered.status, answered.body.reason]).toEqual([400, expect.stringMatching(/kept for 30 days/)]);
    expect(database.done).toEqual(["claimRequest", "quarantine", "unclaimRequest"]);
  });

  test.each([
    ["plans", "a plan of 16 levels", nested("plan", 16)],
    ["plans", "a long text of the customer", nested("plan", 1, "x".repeat(5000))],
    ["preferences", "a document whose plan has 16 levels", nested("plans", 16)],
    [
      "preferences",
      "a document of 400 rules",
      preferences().replace(/\[(\{"kinds.*?\})\]/, `[${Array(400).fill("$1")}]`),
    ],
    [
      "preferences",
      "a document of 3,000 members",
      preferences().replace("{", `{"later":[${Array(400).fill('{"a":1,"b":2,"c":3,"d":4,"e":5,"f":6,"g":7,"h":8}')}],`),
    ],
  ])("to %s with %s is accepted, as the protocol has no narrower limit", async (endpoint, _, body) => {
    const { url } = await started({ now: () => new Date("2026-11-22T12:00:00Z") });
    expect((await post(`${url}/${endpoint}`, body, { handle: handleOf(SECRET, "anna") })).status).toBe(200);
  });

  test("is stored without members named `__proto__` or `constructor`", async () => {
    const bodies: unknown[] = [];
    const respond = ({ body }: { body: unknown }) => {
      bodies.push(body);
      return {};
    };
    const { url } = await started({ respond });
    const body =
      '{"cmr":"0.1","feeling":{"value":1,"__proto__":{"x":1},"constructor":{"prototype":{"y":1}}},"__proto__":{"z":1}}';
    expect((await post(`${url}/feelings`, body)).status).toBe(200);
    expect(JSON.stringify(bodies)).toBe('[{"cmr":"0.1","feeling":{"value":1}}]');
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  test("may have its key in quotes; the reason of a refusal has at most 200 characters", async () => {
    const { url } = await started({ respond: () => ({}) });
    expect((await post(`${url}/feelings`, feeling(), { key: `"${keyOf(1)}"` })).status).toBe(200);
    const refused = await post(`${url}/feelings`, feeling({ words: ["bewildered"] }));
    expect(String(refused.body.reason)).toHaveLength(200);
  });

  test("of 64 KiB is read, and of one byte more is refused, with or without Content-Length", async () => {
    const { url } = await started();
    const filled = (bytes: number) => feeling({ value: 1 }).padEnd(bytes, " ");
    expect((await post(`${url}/feelings`, filled(65_536))).status).toBe(200);
    expect((await post(`${url}/feelings`, filled(65_537), { key: keyOf(2) })).status).toBe(413);
    const status = await new Promise((done, fail) => {
      const headers = { "Content-Type": "application/json", "Idempotency-Key": keyOf(3) };
      const sending = httpRequest(`${url}/feelings`, { method: "POST", headers }, (response) =>
        done(response.statusCode),
      );
      sending.on("error", fail);
      for (let part = 0; part < 70; part++) sending.write(" ".repeat(1024));
      sending.end();
    });
    expect(status).toBe(413);
  });

  test("that is not UTF-8 is refused", async () => {
    const { url } = await started();
    expect((await post(`${url}/feelings`, new Uint8Array([0x22, 0xff, 0x22]))).status).toBe(400);
  });

  test("that breaks off stores nothing", async () => {
    const { url, database } = await started();
    const { port } = new URL(url);
    await new Promise<void>((done) => {
      const socket = connect(Number(port), "127.0.0.1", () => {
        const head = `POST /cmr/feelings HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nIdempotency-Key: ${keyOf(1)}`;
        socket.end(`${head}\r\nContent-Length: 100\r\n\r\n${feeling().slice(0, 40)}`);
      });
      socket.on("close", () => done());
      socket.resume();
    });
    expect(database.done).toEqual([]);
  });
});

describe("each address", () => {
  test("accepts only its own method, and sends no CORS header", async () => {
    const { url } = await started({ data: async () => [] });
    for (const name of ["feelings", "answers", "plans", "preferences", "withdraw", "data"]) {
      for (const method of ["OPTIONS", "PUT", "DELETE", name === "data" ? "POST" : "GET"]) {
        const { status, headers } = await post(`${url}/${name}`, null, {
          method,
          headers: { Origin: "https://evil.example" },
        });
        expect([status, headers.get("allow")]).toEqual([405, name === "data" ? "GET" : "POST"]);
        expect([...headers.keys()].filter((header) => header.startsWith("access-control"))).toEqual([]);
      }
    }
  });

  test("about a customer refuses a request without a handle", async () => {
    const { url } = await started({ data: async () => [] });
    expect((await post(`${url}/preferences`, preferences())).status).toBe(401);
    expect((await post(`${url}/withdraw`, withdrawal("all"))).status).toBe(401);
    expect((await post(`${url}/data`, null, { method: "GET" })).status).toBe(401);
  });

  test("of data returns the company's objects about the customer of the handle", async () => {
    const { url } = await started({ data: async (customer) => [{ "@type": "Order", customer }] });
    const answered = await post(`${url}/data`, null, { method: "GET", handle: handleOf(SECRET, "anna") });
    expect(answered.body).toEqual({
      "@context": "https://schema.org",
      "@graph": [{ "@type": "Order", customer: "anna" }],
    });
    const { url: without } = await started();
    expect((await post(`${without}/data`, null, { method: "GET" })).status).toBe(404);
  });

  test("of data says later if the company's objects cannot be written as JSON", async () => {
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    for (const rows of [[{ total: 1n }], [circle], "no list" as never]) {
      const { url, log } = await started({ data: async () => rows });
      const answered = await post(`${url}/data`, null, { method: "GET", handle: handleOf(SECRET, "anna") });
      expect([answered.status, log]).toEqual([503, [expect.objectContaining({ error: "TypeError" })]]);
    }
  });

  test("that does not exist answers 404, or goes to the next handler", async () => {
    const { url, receiver } = await started();
    for (const path of ["/nothing", "/feelings/", "/feelings/x", "/../cmr/x"])
      expect((await post(`${url}${path}`, feeling())).status).toBe(404);
    const server = createServer((request, response) => {
      void receiver.handle(request, response, () => response.end('{"next":true}'));
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    closing.push(() => new Promise((done) => server.close(() => done()) && server.closeAllConnections()));
    const address = server.address();
    const port = typeof address === "object" ? address?.port : 0;
    expect((await post(`http://127.0.0.1:${port}/other`, feeling())).body).toEqual({ next: true });
  });
});

test("a request whose body another handler has read is tried later, not refused", async () => {
  const database = noting();
  const log: unknown[] = [];
  const receiver = createReceiver({ database, secret: SECRET, log: (entry) => void log.push(entry) });
  const server = createServer((request, response) => {
    request.resume().on("end", () => void receiver.handle(request, response));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  closing.push(() => new Promise((done) => server.close(() => done()) && server.closeAllConnections()));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  expect((await post(`http://127.0.0.1:${port}/cmr/feelings`, feeling())).status).toBe(503);
  expect(log).toEqual([expect.objectContaining({ status: 503, error: "BodyAlreadyRead" })]);
});

describe("the company's words", () => {
  test("depend on the customer of a handle, null without one", async () => {
    const seen: unknown[] = [];
    const { url } = await started({
      respond: ({ kind, customer }) => {
        seen.push([kind, customer]);
        return { reply: "Thanks." };
      },
    });
    expect((await post(`${url}/plans`, plan())).body).toMatchObject({ reply: "Thanks." });
    await post(`${url}/plans`, plan(), { handle: handleOf(SECRET, "anna") });
    expect(seen).toEqual([
      ["plan", null],
      ["plan", "anna"],
    ]);
  });

  test.each([
    ["that fail", () => Promise.reject(new Error("no"))],
    ["of more than 280 characters", () => ({ reply: "x".repeat(281) })],
    ["with a promise without a date", () => ({ promise: { what: "A call", by: "soon" } })],
    ["with a promise for a day that no calendar has", () => ({ promise: { what: "A call", by: "2026-02-30" } })],
    ["that are no text", () => ({ reply: 5 as never })],
  ])("%s store nothing, and the sender tries later", async (_, respond) => {
    const { url, database } = await started({ respond });
    const { status, headers } = await post(`${url}/plans`, plan());
    expect([status, headers.get("retry-after")]).toEqual([503, "30"]);
    expect(database.done).toEqual([]);
  });
});

describe("faults", () => {
  test("of serialisation lead to at most six tries", async () => {
    let failures = 4;
    let tries = 0;
    const again = () => Object.assign(new Error("again"), { code: tries % 2 === 0 ? "40001" : "40P01" });
    const database = noting(() => (tries++ < failures ? again() : null));
    const { url } = await started({ database });
    expect((await post(`${url}/feelings`, feeling())).status).toBe(200);
    failures = Number.POSITIVE_INFINITY;
    tries = 0;
    expect((await post(`${url}/feelings`, feeling(), { key: keyOf(2) })).status).toBe(503);
    expect(tries).toBe(6);
  });

  test("and requests leave no handle, key, text or secret in log and metrics", async () => {
    const handle = handleOf(SECRET, "anna");
    const failing = noting(() => Object.assign(new Error(`value ${keyOf(1)} of ${handle}`), { code: "23514" }));
    for (const database of [noting(), failing]) {
      const { url, log, receiver } = await started({ database });
      await post(`${url}/feelings?${handle}`, feeling({ note: "private words" }), { handle });
      await post(`${url}/feelings`, feeling({ words: ["private"] }), { handle });
      expect(log).toHaveLength(2);
      const told = JSON.stringify(log) + receiver.metrics.text();
      for (const secret of [handle, "YW5uYQ", "anna", keyOf(1), "private", SECRET, "127.0.0.1"])
        expect(told).not.toContain(secret);
    }
  });
});

describe("limits", () => {
  test("of one client answer 429 after its burst, with Retry-After", async () => {
    let client = "a";
    const rateLimit = { burst: 3, perMinute: 6 };
    const { url } = await started({ rateLimit, clientOf: () => client, now: () => new Date("2026-11-22T00:00:00Z") });
    const statuses = [];
    for (let number = 0; number < 4; number++)
      statuses.push((await post(`${url}/plans`, plan(), { key: keyOf(number) })).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
    expect((await post(`${url}/plans`, plan())).headers.get("retry-after")).toBe("10");
    client = "b";
    expect((await post(`${url}/plans`, plan(), { key: keyOf(9) })).status).toBe(200);
  });

  test("of one key answer 409 while a request with it is in progress", async () => {
    let free = (): void => undefined;
    const respond = () =>
      new Promise<object>((done) => {
        free = () => done({});
      });
    const { url } = await started({ respond });
    const first = post(`${url}/plans`, plan());
    await expect.poll(async () => (await post(`${url}/plans`, "{}")).status).toBe(409);
    free();
    expect((await first).status).toBe(200);
  });
});

test("a short secret is refused at the start", () => {
  expect(() => createReceiver({ database: noting(), secret: "short" })).toThrow(/fewer than 32/);
});

test.each(["cmr", "/cmr/", "/", "/a//b", "https://shop.example/cmr", "/cmr?x"])(
  "a base of %j, which equals no path, is refused",
  (base) => {
    expect(() => createReceiver({ database: noting(), secret: SECRET, base })).toThrow(/is not a path such as/);
  },
);
