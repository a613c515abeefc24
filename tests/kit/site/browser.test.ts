import { afterEach, describe, expect, test, vi } from "vitest";
import { acknowledge, askCustomer, getPreferences, onChange } from "../../../src/kit/site/browser.ts";
import { readQuestion } from "../../../src/signal/question.ts";

const DOCUMENT = { cmr: "0.1", issued: "2026-11-22T09:15:00Z", expires: "2026-11-29T09:15:00Z", purposes: ["service"] };
const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  vi.unstubAllGlobals();
});

const send = (name: string, detail: unknown) => window.dispatchEvent(new CustomEvent(name, { detail }));

function hear(name: string): string[] {
  const details: string[] = [];
  const listener = (event: Event) => void details.push((event as CustomEvent<string>).detail);
  window.addEventListener(name, listener);
  stops.push(() => window.removeEventListener(name, listener));
  return details;
}

/** Replaces the extension. */
function answering(reply: (request: { id: string; parts?: string[] }) => unknown): void {
  const listener = (event: Event) => {
    const request = JSON.parse((event as CustomEvent<string>).detail);
    send("cmr:preferences", JSON.stringify({ id: request.id, preferences: reply(request) }));
  };
  window.addEventListener("cmr:request", listener);
  stops.push(() => window.removeEventListener("cmr:request", listener));
}

describe("getPreferences", () => {
  test("sends its request as JSON text and reads the answer", async () => {
    const requests = hear("cmr:request");
    answering(() => ({ ...DOCUMENT, mood: "sunny" }));
    expect(await getPreferences({ parts: ["contact", "terms"] })).toEqual(DOCUMENT);
    expect(requests).toHaveLength(1);
    expect(JSON.parse(requests[0] ?? "")).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      parts: ["contact", "terms"],
    });
  });
  test("asks for all granted parts by default, with a new id each time", async () => {
    const requests = hear("cmr:request");
    answering(() => DOCUMENT);
    await Promise.all([getPreferences(), getPreferences()]);
    const [one, other] = requests.map((request) => JSON.parse(request));
    expect(Object.keys(one)).toEqual(["id"]);
    expect(one.id).not.toBe(other.id);
  });
  test("is null without an answer", async () => {
    expect(await getPreferences({ timeoutMilliseconds: 5 })).toBeNull();
  });
  test("ignores answers to other requests, and unreadable ones", async () => {
    const requests = hear("cmr:request");
    const answer = getPreferences({ timeoutMilliseconds: 1000 });
    const { id } = JSON.parse(requests[0] ?? "");
    send("cmr:preferences", JSON.stringify({ id: "another", preferences: DOCUMENT }));
    send("cmr:preferences", { id, preferences: DOCUMENT });
    send("cmr:preferences", "not JSON");
    send("cmr:preferences", "null");
    send("cmr:preferences", JSON.stringify({ id, preferences: { ...DOCUMENT, cmr: "9" } }));
    window.dispatchEvent(new Event("cmr:preferences"));
    send("cmr:preferences", JSON.stringify({ id, preferences: { ...DOCUMENT, purposes: [] } }));
    expect(await answer).toEqual({ ...DOCUMENT, purposes: [] });
  });
  test("removes its listeners", async () => {
    const removed = vi.spyOn(window, "removeEventListener");
    await getPreferences({ timeoutMilliseconds: 1 });
    expect(removed).toHaveBeenCalledWith("cmr:preferences", expect.any(Function));
    removed.mockRestore();
  });
});

test("onChange reports edits until it is stopped", () => {
  const seen: unknown[] = [];
  const stop = onChange((preferences) => seen.push(preferences.purposes));
  send("cmr:change", JSON.stringify({ id: "x", preferences: DOCUMENT }));
  send("cmr:change", JSON.stringify({ preferences: { ...DOCUMENT, purposes: [] } }));
  send("cmr:change", JSON.stringify({ preferences: "nonsense" }));
  stop();
  send("cmr:change", JSON.stringify({ preferences: DOCUMENT }));
  expect(seen).toEqual([["service"], []]);
});

test("acknowledge sends the site's intentions", () => {
  const details = hear("cmr:acknowledge");
  acknowledge({ receipt: "r-1", honours: { "contact.offers": "yes" }, handle: "abc" });
  acknowledge({ receipt: "r-2", honours: {} });
  expect(details.map((detail) => JSON.parse(detail))).toEqual([
    { receipt: "r-1", honours: { "contact.offers": "yes" }, handle: "abc" },
    { receipt: "r-2", honours: {} },
  ]);
});

test("on a server there is no answer, and nothing throws", async () => {
  vi.stubGlobal("window", undefined);
  expect(await getPreferences()).toBeNull();
  onChange(() => {})();
  acknowledge({ receipt: "r-1", honours: {} });
});

test("askCustomer leaves the question as JSON text, and on a server does nothing", () => {
  const asked = hear("cmr:ask");
  const question = {
    id: "visit-day",
    text: "When do you like to come?",
    why: "We then hold tickets.",
    use: "service",
    keep: "P30D",
    answer: "date",
    expires: "2026-12-24",
  } as const;
  askCustomer(question);
  expect(asked.map((detail) => JSON.parse(detail))).toEqual([question]);
  expect(readQuestion(JSON.parse(asked[0] ?? ""))).toEqual(question);
  vi.stubGlobal("window", undefined);
  expect(() => askCustomer(question)).not.toThrow();
  vi.unstubAllGlobals();
});
