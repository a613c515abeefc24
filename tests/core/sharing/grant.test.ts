import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Grant, GrantParts, grantState, isLive } from "../../../src/core/sharing/grant.ts";
import { PARTS } from "../../../src/signal/vocabulary.ts";
import { holds } from "../../support/data/arbitraries.ts";
import { allParts } from "../../support/data/profile.ts";

const NOW = "2026-11-22T09:15:00Z";
const given: Grant = {
  id: "northbank.example",
  hosts: ["www.northbank.example"],
  parts: allParts(true),
  since: "2026-11-01T00:00:00Z",
};
const instant = fc
  .integer({ min: 0, max: 5000 })
  .map((hours) => `${new Date(Date.UTC(2026, 8, 1, hours)).toISOString().slice(0, 19)}Z`);
const anyGrant: fc.Arbitrary<Grant> = fc.record(
  {
    id: fc.constant(given.id),
    hosts: fc.constant(given.hosts),
    parts: fc.constant(given.parts),
    since: instant,
    until: instant,
    revokedAt: instant,
    paused: fc.boolean(),
  },
  { requiredKeys: ["id", "hosts", "parts", "since"] },
);

describe("a permission", () => {
  test("is live until its end, exclusive", () => {
    expect(grantState(given, NOW)).toBe("live");
    expect(grantState({ ...given, until: "2026-11-22T09:15:01Z" }, NOW)).toBe("live");
    expect(grantState({ ...given, until: NOW }, NOW)).toBe("expired");
  });

  test("that was revoked stays revoked, and a pause does not revive one that ended", () => {
    holds(
      fc.property(anyGrant, instant, (grant, at) => {
        const state = grantState(grant, at);
        if (grant.revokedAt !== undefined) expect(state).toBe("revoked");
        else if (grant.until !== undefined && grant.until <= at) expect(state).toBe("expired");
        else expect(state).toBe(grant.paused === true ? "paused" : "live");
        expect(isLive(grant, at)).toBe(state === "live");
      }),
    );
  });

  test("that ended never becomes live again", () => {
    holds(
      fc.property(anyGrant, instant, instant, (grant, one, other) => {
        const [earlier, later] = one <= other ? [one, other] : [other, one];
        if (!isLive(grant, earlier)) expect(isLive(grant, later)).toBe(false);
      }),
    );
  });

  test("that was never given has the state none", () => {
    expect(grantState(undefined, NOW)).toBe("none");
    expect(isLive(undefined, NOW)).toBe(false);
  });
});

describe("the parts of a permission", () => {
  test("are all required: a missing one is a fault, never a yes", () => {
    for (const part of PARTS) {
      const { [part]: _said, ...others } = allParts(true);
      expect(GrantParts.safeParse(others).success, part).toBe(false);
    }
    expect(GrantParts.safeParse({ ...allParts(true), everything: true }).success).toBe(false);
    expect(GrantParts.safeParse({ ...allParts(true), contact: "yes" }).success).toBe(false);
  });

  test("of a later version's grant are preserved, unknown members included", () => {
    expect(Grant.parse({ ...given, later: 1 })).toEqual({ ...given, later: 1 });
  });
});
