import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { COMMANDS, type CommandName, isCommandName } from "../../../src/core/commands/index.ts";
import { MAY_SEND, SENDER_CLASSES, type Sender, senderClass } from "../../../src/core/commands/senders.ts";
import { holds } from "../../support/data/arbitraries.ts";
import { runs } from "../../support/runs.ts";

const OWN = { id: "abcdefghijklmnopabcdefghijklmnop", root: "chrome-extension://abcdefghijklmnopabcdefghijklmnop/" };
const ORIGIN = OWN.root.slice(0, -1);
const POPUP: Sender = { id: OWN.id, url: `${OWN.root}src/entries/popup/index.html`, origin: ORIGIN };
const DASHBOARD: Sender = {
  ...POPUP,
  url: `${OWN.root}src/entries/dashboard/index.html#x`,
  frameId: 0,
  tab: { id: 3 },
};
const SITE: Sender = {
  id: OWN.id,
  url: "https://www.northbank.example/account?x#y",
  origin: "https://www.northbank.example",
  frameId: 0,
  tab: { id: 7 },
  documentLifecycle: "active",
};

describe("class of a sender", () => {
  test.each<[string, Sender, string]>([
    ["the popup", POPUP, "own-page"],
    ["the dashboard in a tab", DASHBOARD, "own-page"],
    ["our page in somebody's frame", { ...DASHBOARD, frameId: 4 }, "own-frame"],
    ["the content script of a page", SITE, "content-top"],
    ["the same in Firefox, which has no life cycle", { ...SITE, documentLifecycle: undefined }, "content-top"],
    [
      "a page on this machine",
      { ...SITE, url: "http://a.localhost:81/", origin: "http://a.localhost:81" },
      "content-top",
    ],
    ["the content script of a frame", { ...SITE, frameId: 2 }, "content-frame"],
    ["another extension", { ...POPUP, id: "ponmlkjihgfedcbaponmlkjihgfedcba" }, "other-extension"],
    ["nobody that the browser names", {}, "other-extension"],
    ["no address", { id: OWN.id }, "unknown"],
    ["our address with a site's origin", { ...POPUP, origin: "https://northbank.example" }, "unknown"],
    ["our page in a sandbox", { ...POPUP, origin: "null" }, "unknown"],
    ["an extension whose id begins with ours", { ...POPUP, url: `${ORIGIN}x/popup.html` }, "unknown"],
    ["a site's path with our address in it", { ...SITE, url: `https://evil.example/${OWN.root}` }, "unknown"],
    ["a sandboxed document of a site", { ...SITE, origin: "null" }, "unknown"],
    ["a document whose origin is elsewhere", { ...SITE, origin: "https://evil.example" }, "unknown"],
    ["a page with another port", { ...SITE, origin: "https://www.northbank.example:8443" }, "unknown"],
    ["no origin", { ...SITE, origin: undefined }, "unknown"],
    ["a prerendered page", { ...SITE, documentLifecycle: "prerender" }, "unknown"],
    ["a page in the cache of pages", { ...SITE, documentLifecycle: "cached" }, "unknown"],
    ["no tab", { ...SITE, tab: undefined }, "unknown"],
    ["no frame", { ...SITE, frameId: undefined }, "unknown"],
    [
      "a page without protection",
      { ...SITE, url: "http://northbank.example/", origin: "http://northbank.example" },
      "unknown",
    ],
    ["a page of an address", { ...SITE, url: "https://192.0.2.1/", origin: "https://192.0.2.1" }, "unknown"],
    ["a blank page", { ...SITE, url: "about:blank", origin: "null" }, "unknown"],
    ["a host that ends in a dot", { ...SITE, url: "https://a.example./", origin: "https://a.example." }, "unknown"],
  ])("%s", (_who, sender, expected) => {
    expect(senderClass(sender, OWN)).toBe(expected);
  });

  const member = <T>(...values: T[]) => fc.constantFrom<T | undefined>(undefined, ...values);
  const odd: fc.Arbitrary<Sender> = fc.record({
    id: member(OWN.id, "", "other", OWN.id.toUpperCase()),
    url: fc.oneof(member(POPUP.url, SITE.url, OWN.root, ORIGIN, "https://a.example./", ""), fc.webUrl(), fc.string()),
    origin: fc.oneof(member(ORIGIN, SITE.origin, "null", "", OWN.root), fc.string()),
    frameId: member(0, 1, -1, Number.NaN),
    documentLifecycle: member("active", "prerender", ""),
    tab: member<{ id?: number }>({}, { id: 1 }, { id: -1 }),
  });

  test("every malformed sender has one class, and only our own pages and top documents of sites may send commands", () => {
    holds(
      fc.property(odd, (sender) => {
        const found = senderClass(sender, OWN);
        expect(SENDER_CLASSES).toContain(found);
        if (MAY_SEND[found].length === 0) return;
        expect(sender.id).toBe(OWN.id);
        expect(sender.frameId ?? 0).toBe(0);
        if (found === "own-page") expect(sender.url?.startsWith(OWN.root)).toBe(true);
        else expect(sender.origin).toBe(new URL(sender.url ?? "").origin);
      }),
      { numRuns: runs(3000) },
    );
  });
});

describe("commands permitted to each class", () => {
  const allowedTo = (from: (typeof SENDER_CLASSES)[number]): CommandName[] =>
    Object.keys(COMMANDS)
      .filter(isCommandName)
      .filter((name) => MAY_SEND[from].includes(COMMANDS[name].from));

  test("a site's page may send four commands, and none of them writes a preference or a feeling", () => {
    expect(allowedTo("content-top")).toEqual([
      "notice-site",
      "ask-question",
      "request-preferences",
      "acknowledge-preferences",
    ]);
  });

  test("our own pages may send all other commands, and no other sender may send any", () => {
    const site = allowedTo("content-top");
    expect(allowedTo("own-page")).toEqual(Object.keys(COMMANDS).filter((name) => !site.includes(name as CommandName)));
    for (const other of ["own-frame", "content-frame", "other-extension", "unknown"] as const) {
      expect(allowedTo(other)).toEqual([]);
    }
  });

  test.each(["__proto__", "constructor", "toString", "", "Undo", "undo ", 1, null, undefined, {}])(
    "%s is no command",
    (name) => {
      expect(isCommandName(name)).toBe(false);
    },
  );
});
