// Merged domains: any links made by several devices assign every domain to exactly one company.
import fc from "fast-check";
import { expect, test } from "vitest";
import { domainsOf, mainOf, mainsOf } from "../../../src/core/companies/same-company.ts";
import { mergeSorted } from "../../../src/core/record/merge-sorted.ts";

const links = (...pairs: [string, string][]) => new Map(pairs);

test("a chain resolves to its end, a cycle to its alphabetically first domain, with all links into it", () => {
  const chain = links(["a", "b"], ["b", "c"]);
  expect(["a", "b", "c", "d"].map((one) => mainOf(chain, one))).toEqual(["c", "c", "c", "d"]);
  const circle = links(["c", "b"], ["b", "d"], ["d", "c"], ["a", "d"]);
  expect(["a", "b", "c", "d"].map((one) => mainOf(circle, one))).toEqual(["b", "b", "b", "b"]);
  expect(mainOf(links(["a", "a"]), "a")).toBe("a");
  expect(mainsOf(circle)).toEqual(links(["c", "b"], ["d", "b"], ["a", "b"]));
});

test("any domain of a company gives all its domains, the main one first", () => {
  const mains = mainsOf(links(["a", "b"], ["b", "c"], ["x", "y"]));
  for (const one of ["a", "b", "c"]) expect(domainsOf(mains, one)).toEqual(["c", "a", "b"]);
  expect(domainsOf(mains, "z")).toEqual(["z"]);
});

test("any links form groups: each domain is in exactly one, and a group's main domain belongs to it", () => {
  const domain = fc.constantFrom(..."abcdefgh");
  fc.assert(
    fc.property(fc.array(fc.tuple(domain, domain)), (pairs) => {
      const stored = new Map(pairs);
      const mains = mainsOf(stored);
      for (const [from, to] of stored) expect(mainOf(stored, from)).toBe(mainOf(stored, to));
      for (const one of "abcdefgh") {
        const main = mainOf(stored, one);
        expect([mainOf(stored, main), mains.get(one) ?? one]).toEqual([main, main]);
        const domains = domainsOf(mains, one);
        expect(new Set(domains)).toEqual(new Set([..."abcdefgh"].filter((other) => mainOf(stored, other) === main)));
        expect(domains[0]).toBe(main);
      }
    }),
  );
});

test("merged sorted lists equal the sorted union, up to a limit; equal items keep the order of their lists", () => {
  const lists = fc.array(fc.array(fc.nat(20)));
  fc.assert(
    fc.property(lists, fc.nat(40), (given, most) => {
      const sorted = given.map((list, place) => list.sort((a, b) => a - b).map((key) => ({ key, place })));
      const whole = sorted.flat().sort((one, other) => one.key - other.key);
      expect(mergeSorted(sorted, (one, other) => one.key - other.key)).toEqual(whole);
      expect(mergeSorted(sorted, (one, other) => one.key - other.key, most)).toEqual(whole.slice(0, most));
    }),
  );
});
