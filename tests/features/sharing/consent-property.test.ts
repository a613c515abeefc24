// The invariant of consent, tested with random sequences of steps: no company reads more than the last text that the
// user saw and confirmed.
import fc from "fast-check";
import { expect, test } from "vitest";
import { Agreement, type ConsentStep, consentStep } from "../../support/device/consent-steps.ts";
import { faultsMayBeLogged } from "../../support/device/oracle.ts";
import { world } from "../../support/device/world.ts";
import { runs } from "../../support/runs.ts";

test("no company ever reads more than the user has confirmed, whatever the steps", async () => {
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
