// Text of any UTF-16 code units, lone surrogates too, and texts that break programs. fast-check's own unit "binary"
// builds a table of all 1,114,112 code points in every thread, longer than most tests run.
import fc from "fast-check";

export const anyText = (limit: { maxLength?: number } = {}): fc.Arbitrary<string> =>
  fc.oneof(
    fc.array(fc.integer({ min: 0, max: 0xffff }), limit).map((units) => String.fromCharCode(...units)),
    fc.string(limit),
  );
