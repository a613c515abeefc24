import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  canonical,
  edited,
  erased,
  fieldsOf,
  isVisible,
  join,
  latestStamp,
  type Row,
  stampOf,
} from "../../../src/core/record/change.ts";
import { makeStamp } from "../../../src/core/record/stamp.ts";
import { holds } from "../../support/data/arbitraries.ts";

const at = (milliseconds: number, device = "phone00000"): string => makeStamp({ milliseconds, counter: 0, device });

// Few stamps, so that they collide: a cloned device gives the same stamp to different values.
const stamp = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.constantFrom("phone00000", "laptop0000"))
  .map(([ms, name]) => at(ms, name));
const value = fc.oneof(fc.constantFrom<unknown>(null, true, "yes", "no", 0, -1), fc.jsonValue({ maxDepth: 2 }));
const field = fc.constantFrom("want", "via", "$del", "constructor", "toString");
const edits = fc.array(fc.tuple(fc.dictionary(field, value, { minKeys: 1, maxKeys: 3 }), stamp), {
  minLength: 1,
  maxLength: 4,
});

const written: fc.Arbitrary<Row> = edits.map((list) => {
  const rows = list.reduce<Row | undefined>(
    (row, [fields, when]) => edited(row, fields, { id: "row", stamp: when }),
    undefined,
  );
  return rows ?? erased("row", at(1));
});
const row = fc.oneof(
  { weight: 5, arbitrary: written },
  { weight: 1, arbitrary: stamp.map((when) => erased("row", when)) },
);

/** Normal form of a row: one stamp for all fields means the same as equal stamps for each. */
function meaning(state: Row): string {
  const fields = Object.entries(fieldsOf(state)).map(([name, held]) => [name, canonical(held), stampOf(state, name)]);
  return canonical({ id: state.id, gone: state.$x ?? null, fields: fields.sort() });
}
const joined = (one: Row, other: Row): Row => join(one, other).row;

describe("joining two states of a row", () => {
  test("is commutative", () => {
    holds(
      fc.property(row, row, (one, other) => {
        expect(meaning(joined(one, other))).toBe(meaning(joined(other, one)));
      }),
    );
  });

  test("is associative", () => {
    holds(
      fc.property(row, row, row, (one, two, three) => {
        expect(meaning(joined(joined(one, two), three))).toBe(meaning(joined(one, joined(two, three))));
      }),
    );
  });

  test("is idempotent", () => {
    holds(
      fc.property(row, row, (one, other) => {
        expect(join(one, one)).toEqual({ row: one, changed: false, lost: [] });
        const both = joined(one, other);
        expect(join(both, other)).toMatchObject({ row: both, changed: false });
        expect(join(both, one)).toMatchObject({ row: both, changed: false });
      }),
    );
  });

  test("reports a change exactly if the row changed", () => {
    holds(
      fc.property(row, row, (mine, theirs) => {
        const result = join(mine, theirs);
        expect(result.changed).toBe(meaning(result.row) !== meaning(mine));
        if (!result.changed) expect(result.row).toBe(mine);
      }),
    );
  });

  test("reports every overruled value as lost, and never a current one", () => {
    holds(
      fc.property(written, written, (mine, theirs) => {
        const { row: both, lost } = join(mine, theirs);
        const differing = Object.keys(fieldsOf(mine)).filter(
          (name) => Object.hasOwn(theirs, name) && canonical(mine[name]) !== canonical(theirs[name]),
        );
        expect(lost.map(({ field: name }) => name).sort()).toEqual(differing.sort());
        for (const { field: name, value: held, stamp: when } of lost) {
          expect(canonical(both[name])).not.toBe(canonical(held));
          const from = [mine, theirs].some(
            (state) => stampOf(state, name) === when && canonical(state[name]) === canonical(held),
          );
          expect(from).toBe(true);
        }
      }),
    );
  });

  test("three devices that exchange rows in any order converge", () => {
    const heard = fc.shuffledSubarray([0, 1, 2, 0, 1, 2], { minLength: 6, maxLength: 6 });
    holds(
      fc.property(row, row, row, heard, heard, (one, two, three, here, there) => {
        const all = [one, two, three];
        const replay = (order: readonly number[]) =>
          order.reduce<Row | undefined>((held, index) => join(held, all[index] ?? one).row, undefined);
        expect(meaning(replay(here) ?? one)).toBe(meaning(replay(there) ?? one));
      }),
    );
  });
});

describe("joining field by field", () => {
  const start: Row = { id: "row", want: "yes", via: ["email"], $h: at(1) };

  test("keeps edits of different fields from two devices", () => {
    const phone = edited(start, { want: "no" }, { id: "row", stamp: at(2) });
    const laptop = edited(start, { via: ["post"] }, { id: "row", stamp: at(3, "laptop0000") });
    expect(joined(phone, laptop)).toMatchObject({ want: "no", via: ["post"] });
  });

  test("keeps the later of two edits of one field, and reports the other as lost", () => {
    const phone = edited(start, { want: "no" }, { id: "row", stamp: at(2) });
    const laptop = edited(start, { want: "ask" }, { id: "row", stamp: at(3, "laptop0000") });
    expect(join(phone, laptop)).toMatchObject({
      row: { want: "ask" },
      lost: [{ field: "want", value: "no", stamp: at(2) }],
    });
  });

  test("restores a removed row that was edited later elsewhere", () => {
    const removed = edited(start, { $del: true }, { id: "row", stamp: at(2) });
    expect(isVisible(removed)).toBe(false);
    const revived = edited(start, { $del: false, want: "ask" }, { id: "row", stamp: at(3, "laptop0000") });
    expect(isVisible(joined(removed, revived))).toBe(true);
  });

  test("treats a field named `constructor` like any other", () => {
    const newer: Row = { id: "row", $h: at(2), constructor: "mine" };
    expect(join(start, newer)).toMatchObject({ row: { constructor: "mine", want: "yes" }, changed: true, lost: [] });
  });
});

describe("an erased row", () => {
  test("stays erased after a join with any state, however new", () => {
    holds(
      fc.property(stamp, fc.array(row, { maxLength: 5 }), (when, others) => {
        const end = others.reduce<Row>((held, other) => joined(other, held), erased("row", when));
        expect(isVisible(end)).toBe(false);
        expect(fieldsOf(end)).toEqual({});
        expect(latestStamp(end) >= when).toBe(true);
      }),
    );
  });

  test("loses its payload, even if a state with both arrives first", () => {
    const kept: Row = { id: "row", note: "private", $h: at(1), $x: at(2) };
    expect(joined(erased("row", at(1)), kept)).toEqual(erased("row", at(2)));
    expect(join(undefined, kept).row).toEqual(erased("row", at(2)));
  });
});

test("equal values have equal canonical JSON, whatever the order of their members", () => {
  holds(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { noNullPrototype: true }), (held) => {
      const reversed = Object.fromEntries(Object.entries(held).reverse());
      expect(canonical(reversed)).toBe(canonical(held));
      expect(canonical(JSON.parse(canonical(held)))).toBe(canonical(held));
    }),
  );
});
