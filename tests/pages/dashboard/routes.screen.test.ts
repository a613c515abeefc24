// Any text after the "#" leads to a page, never to an empty window.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isKnown, todaysRoute } from "../../../src/pages/dashboard/known-routes.ts";
import { SECTORS } from "../../../src/signal/sectors.ts";
import { routeOf } from "../../../src/ui/route.ts";

test("any address gives a route", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.constantFrom("#", "#/", "#/companies/", ""), (text, before) => {
      const route = routeOf(before + text);
      expect(typeof isKnown(route)).toBe("boolean");
      expect(route.every((part) => part !== "")).toBe(true);
    }),
  );
  expect(routeOf("#/companies/%E0%A4%A/feelings")).toEqual(["companies", "%E0%A4%A", "feelings"]);
  expect(routeOf("#/companies/b%C3%BCcher.de?rule=%")).toEqual(["companies", "bücher.de"]);
});

test("a former address leads to today's page", () => {
  const route = todaysRoute(routeOf("#/companies/shop.example/honour"));
  expect(route).toEqual(["companies", "shop.example", "compliance"]);
  expect(isKnown(route)).toBe(true);
  for (const other of ["#/companies/shop.example/shared", "#/honour", "#/preferences/bank/honour"])
    expect(todaysRoute(routeOf(other))).toEqual(routeOf(other));
});

describe("page of an address", () => {
  test.each([
    "",
    "#",
    "#/",
    "#/companies",
    "#/companies/northbank.example",
    "#/companies/b%C3%BCcher.de",
    "#/companies/xn--bcher-kva.de/letters/erasure",
    "#/companies/shop.example/compliance",
    "#/companies/my_shop.localhost",
    `#/preferences/${SECTORS[0]}`,
    "#/preferences?rule=x",
    "#/settings",
    "#/settings/sync",
    "#/erased",
  ])("exists: %s", (hash) => expect(isKnown(routeOf(hash))).toBe(true));

  test.each([
    "#/nonsense",
    "#/home",
    "#/companies/%E0%A4%A",
    "#/companies/%00",
    "#/companies/a b",
    `#/companies/${"a".repeat(300)}.de`,
    "#/companies/shop",
    "#/companies/shop.example/nonsense",
    "#/companies/shop.example/feelings/more",
    "#/companies/shop.example/letters/erasure/more",
    "#/preferences/nonsense",
    "#/plans/nonsense",
    "#/settings/x",
    "#/settings/sync/y",
    "#/plans/sync",
    "#/__proto__",
    "#/constructor",
  ])("does not exist: %s", (hash) => expect(isKnown(routeOf(hash))).toBe(false));
});
