// The invariant of consent, tested with random sequences of steps: no company reads more than the last text that the
// user saw and confirmed.
import fc from "fast-check";
import { expect, test } from "vitest";
import { Agreement, consentStep, laterStep } from "../../support/device/consent-steps.ts";
import { faultsMayBeLogged } from "../../support/device/oracle.ts";
import { world } from "../../support/device/world.ts";
import { runs } from "../../support/runs.ts";

test.each([
  ["the steps", consentStep, 100],
  ["the days on which rules start and end", laterStep, 100],
])("no company ever reads more than the user has confirmed, whatever %s", async (_what, steps, full) => {
  faultsMayBeLogged();
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { minLength: 3, maxLength: 14 }), async (taken) => {
      const { phone } = await world();
      const agreement = new Agreement(phone);
      const names: string[] = [];
      for (const { name, take } of taken) {
        names.push(name);
        await take(agreement);
        await phone.start();
        expect(await agreement.excess(), names.join("\n")).toEqual([]);
      }
    }),
    { numRuns: runs(full) },
  );
});
