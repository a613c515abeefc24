// An answer to a page has exactly the bytes of its receipt, stays the same until the view changes, and contains only
// the requested parts.
import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DEFAULT_PARTS } from "../../../src/core/sharing/default-parts.ts";
import { decodeDocument } from "../../../src/signal/decode-document.ts";
import { bank, type Device, NOON, shop, world } from "../../support/device/world.ts";
import { runs } from "../../support/runs.ts";

interface Receipt {
  id: string;
  at: string;
  company: string;
  direction: string;
  payload: string;
  payloadHash: string;
  header: string;
}

async function granted(): Promise<Device> {
  const { phone } = await world();
  await phone.allow(shop.company, shop.host);
  return phone;
}

const receiptsOf = async (phone: Device) => (await phone.entities()).receipts as unknown as Receipt[];
const newStyle = (phone: Device, style: string) =>
  phone.ask("edit-layer", { layer: "base", fields: { treatment: { style: [style] } }, confirmed: true });

describe("the receipt of an answer", () => {
  test("contains the answer byte for byte, its digest, and the header that the browser sends", async () => {
    const phone = await granted();
    await newStyle(phone, "short");
    const { value } = await phone.request(shop.url);
    const last = (await receiptsOf(phone)).at(-1);
    expect(last?.payload).toBe(JSON.stringify(value));
    expect(last?.payloadHash).toBe(
      createHash("sha256")
        .update(last?.payload ?? "", "utf8")
        .digest("hex"),
    );
    expect(phone.browser.rules.held[0]?.action.requestHeaders?.[0]?.value).toBe(last?.header);
    expect(decodeDocument(value)).toEqual({ state: "preferences", preferences: value });
  });

  test("is written when the disclosed text changes, not on each request, and before the page gets the answer", async () => {
    const phone = await granted();
    phone.browser.tabs = [{ id: 4, url: shop.url, listening: true }];
    const before = await phone.dump();
    for (let request = 0; request < 5; request++) await phone.request(shop.url);
    expect(await phone.dump()).toEqual(before);
    phone.time += 1000;
    await newStyle(phone, "short");
    const [first, second] = await receiptsOf(phone);
    expect([first?.at, second?.at]).toEqual(["2026-11-18T12:00:00Z", "2026-11-18T12:00:01Z"]);
    expect(phone.browser.told).toEqual([
      { tab: 4, message: { changed: JSON.parse(second?.payload ?? ""), to: "https://www.shop.example" } },
    ]);
  });

  test("is not written for an edit that discloses nothing new to this company", async () => {
    const phone = await granted();
    const rule = { kinds: ["news"], want: "yes" };
    await phone.ask("edit-preference", { layer: "company:other.example", rule });
    await phone.ask("edit-layer", { layer: "sector:bank", fields: { treatment: { style: ["formal"] } } });
    await phone.ask("edit-company", { company: shop.company, name: "Renamed" });
    await phone.ask("rate-visit", { company: shop.company, value: -2 });
    expect(await receiptsOf(phone)).toHaveLength(1);
  });

  test("is written once, even if many pages request a new document at the same time", async () => {
    const phone = await granted();
    phone.time += 31 * 86_400_000;
    const replies = await Promise.all(Array.from({ length: 5 }, () => phone.request(shop.url)));
    expect(new Set(replies.map(({ value }) => JSON.stringify(value))).size).toBe(1);
    expect(await receiptsOf(phone)).toHaveLength(2);
  });

  test("a request that races with a revocation or a narrower grant gets no text that was issued after it", async () => {
    const narrower = { company: shop.company, parts: { ...DEFAULT_PARTS, terms: false } };
    for (let others = 0; others < 6; others++) {
      const phone = await granted();
      phone.time += 31 * 86_400_000;
      const requests = Array.from({ length: others }, () => phone.request(shop.url));
      await Promise.all([...requests, phone.ask("edit-grant", narrower), phone.request(shop.url)]);
      expect((await receiptsOf(phone)).at(-1)?.payload).not.toContain("SD-BASE");
      await Promise.all([phone.request(shop.url), phone.ask("revoke-company", { company: shop.company })]);
      expect((await receiptsOf(phone)).at(-1)?.direction).toBe("withdrawn");
    }
  });
});

describe("the instants issued and expires", () => {
  const instants = async (phone: Device) => {
    const { issued, expires } = (await phone.request(shop.url)).value as { issued: string; expires: string };
    return [issued, expires];
  };

  test("stay the same for days and after restarts of the background, until the view changes", async () => {
    const phone = await granted();
    const first = await instants(phone);
    expect(first).toEqual(["2026-11-18T00:00:00Z", "2026-12-18T00:00:00Z"]);
    for (let day = 1; day < 5; day++) {
      await phone.pass(86_400_000);
      await phone.kill();
      expect(await instants(phone)).toEqual(first);
    }
    await newStyle(phone, "formal");
    expect(await instants(phone)).toEqual(["2026-11-22T00:00:00Z", "2026-12-22T00:00:00Z"]);
  });

  test("are renewed once the document has expired", async () => {
    const phone = await granted();
    phone.now(Date.parse("2026-12-18T12:00:00Z"));
    expect(await instants(phone)).toEqual(["2026-12-18T00:00:00Z", "2027-01-17T00:00:00Z"]);
  });

  test("a document expires before a rule starts or ends in the user's time zone", async () => {
    const phone = await granted();
    await phone.ask("edit-profile", { timeZone: "Europe/Berlin" });
    const rule = { kinds: ["service"], want: "no", from: "2026-11-25", until: "2026-11-27" };
    await phone.ask("edit-preference", { layer: "base", rule, confirmed: true });
    expect((await instants(phone))[1]).toBe("2026-11-24T00:00:00Z");
    await phone.pass(Date.parse("2026-11-24T23:00:00Z") - NOON);
    expect((await instants(phone))[1]).toBe("2026-11-27T00:00:00Z");
  });
});

describe("the requested parts", () => {
  const PARTS = ["contact", "treatment", "support", "terms", "plans", "feelings"];
  test.each([
    [[], []],
    [["contact"], ["contact"]],
    [["terms"], ["terms"]],
    [["treatment"], ["treatment"]],
    [["support"], ["treatment"]],
    [["plans"], ["plans"]],
    [["feelings"], []],
    [PARTS, ["contact", "plans", "terms", "treatment"]],
  ])("a page that asks for %j gets %j", async (asked, expected) => {
    const { phone } = await world();
    await newStyle(phone, "short");
    await phone.allow(shop.company, shop.host, { ...DEFAULT_PARTS, support: true, plans: true, feelings: true });
    const answer = (await phone.request(shop.url, asked)).value as object;
    const always = ["cmr", "expires", "issued", "purposes"];
    expect(Object.keys(answer).sort()).toEqual([...always, ...expected].sort());
  });

  test("a request for parts that are not granted gets none of them", async () => {
    const { phone } = await world();
    await phone.allow(shop.company, shop.host, { ...DEFAULT_PARTS, contact: false, terms: false });
    const answer = (await phone.request(shop.url, PARTS)).value as object;
    expect(Object.keys(answer).sort()).toEqual(["cmr", "expires", "issued", "purposes", "treatment"]);
  });
});

describe("no answer goes to", () => {
  test.each([
    ["another company", "https://www.bank.example/"],
    ["another host of the company", "https://shop.example/"],
    ["a deeper host", "https://a.www.shop.example/"],
  ])("%s", async (_name, url) => {
    const phone = await granted();
    await phone.browser.permit("https://*/*");
    expect((await phone.request(url)).error?.code).toBe("not-granted");
  });

  test("an open page of a revoked host, or of a host without the browser's permission", async () => {
    const phone = await granted();
    phone.browser.permissions.held.clear();
    expect((await phone.request(shop.url)).error?.code).toBe("not-granted");
  });

  test("the requests of one tab beyond twenty in ten seconds; other tabs and later requests do get one", async () => {
    const phone = await granted();
    await phone.allow(bank.company, bank.host);
    const ask = (tab: number) => phone.send("request-preferences", { id: "r" }, phone.contentScript(shop.url, tab));
    for (let request = 0; request < 20; request++) expect((await ask(1)).error).toBeUndefined();
    expect((await ask(1)).error?.code).toBe("too-many-requests");
    expect((await ask(2)).error).toBeUndefined();
    phone.time += 10_000;
    expect((await ask(1)).error).toBeUndefined();
  });
});

test("an acknowledgement adds one event and nothing else, at most twenty a day", async () => {
  const phone = await granted();
  const saying = (time: number) => ({ receipt: `x${time}`, honours: { contact: "partly" }, handle: "abc" });
  const { events: before, ...rest } = await phone.entities();
  for (let time = 0; time < 30; time++) {
    phone.time += 60_000;
    await phone.send("acknowledge-preferences", saying(time), phone.contentScript(shop.url));
  }
  const { events, ...after } = await phone.entities();
  expect(after).toEqual(rest);
  expect(events.length - before.length).toBe(20);
  expect(events.slice(before.length)[0]).toMatchObject({
    company: shop.company,
    type: "answered",
    detail: { said: saying(0) },
  });
});

const answered = async (phone: Device) =>
  ((await phone.entities()).events as unknown as { type: string }[]).filter(({ type }) => type === "answered");

test("the limit of twenty acknowledgements a day also holds if many pages send at the same time", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }), async (pages, each) => {
      const phone = await granted();
      const sent = Array.from({ length: pages * each }, (_, index) =>
        phone.send("acknowledge-preferences", { receipt: `${index}` }, phone.contentScript(shop.url, index % pages)),
      );
      const replies = await Promise.all(sent);
      expect(await answered(phone)).toHaveLength(Math.min(20, pages * each));
      const refused = replies.filter(({ error }) => error?.code === "too-many-requests");
      expect(refused).toHaveLength(Math.max(0, pages * each - 20));
    }),
    { numRuns: runs(20) },
  );
});

test("an acknowledgement is stored once per document, even if sent concurrently", async () => {
  const phone = await granted();
  const say = (tab: number) =>
    phone.send("acknowledge-preferences", { honours: { contact: "yes" } }, phone.contentScript(shop.url, tab));
  expect((await Promise.all([1, 2, 3].map(say))).map(({ value }) => value)).toEqual([null, null, null]);
  expect(await answered(phone)).toHaveLength(1);
  phone.time += 60_000;
  await phone.ask("edit-layer", { layer: "base", fields: { treatment: { style: ["short"] } }, confirmed: true });
  await say(1);
  await say(2);
  expect(await answered(phone)).toHaveLength(2);
});
