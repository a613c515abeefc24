// Invariant of consent over random sequences: no company reads a text wider than the last one the user confirmed.
import fc from "fast-check";
import { expect, test } from "vitest";
import { faultsMayBeLogged } from "../../support/data/oracle.ts";
import { Agreement, type ConsentStep, consentStep } from "../../support/device/consent-steps.ts";
import { world } from "../../support/device/world.ts";
import { runs } from "../../support/runs.ts";

test("no company reads more than the last text that the user saw and confirmed", async () => {
  faultsMayBeLogged();
  await fc.assert(
    fc.asyncProperty(fc.array(consentStep, { minLength: 3, maxLength: 14 }), async (steps: ConsentStep[]) => {
      const { phone } = await world();
      const agreement = new Agreement(phone);
      const taken: string[] = [];
      for (const { name, take } of steps) {
        taken.push(name);
        await take(agreement);
        await phone.start();
        expect(await agreement.excess(), taken.join("\n")).toEqual([]);
      }
    }),
    { numRuns: runs(100) },
  );
});
