// Valid and invalid acknowledgements: docs/SIGNAL.md, "Page events".
import { expect, test } from "vitest";
import { readAcknowledgement } from "../../src/signal/acknowledgement.ts";

const paths = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`p${index}`, "yes"]));

test.each([
  ["nothing", {}],
  ["all members", { receipt: "promise-1", honours: { contact: "yes", "contact.limits": "partly" }, handle: "c-17" }],
  ["the longest members", { receipt: "x".repeat(200), honours: { ["p".repeat(80)]: "no" }, handle: "h".repeat(128) }],
  ["fifty paths", { honours: paths(50) }],
])("an acknowledgement with %s is valid", (_, acknowledgement) => {
  expect(readAcknowledgement(acknowledgement)).toStrictEqual(acknowledgement);
});

test("unknown members and a path named like a prototype are dropped", () => {
  const parsed: unknown = JSON.parse('{"later":1,"__proto__":{"a":1},"honours":{"__proto__":"yes","contact":"no"}}');
  expect(readAcknowledgement(parsed)).toStrictEqual({ honours: { contact: "no" } });
});

test.each([
  ["null", null],
  ["a list", []],
  ["a text", "yes"],
  ["a member that is null", { receipt: null }],
  ["a receipt that is too long", { receipt: "x".repeat(201) }],
  ["a list of honours", { honours: ["contact"] }],
  ["an unknown answer", { honours: { contact: "maybe" } }],
  ["a path that is too long", { honours: { ["p".repeat(81)]: "yes" } }],
  ["too many paths", { honours: paths(51) }],
  ["an empty handle", { handle: "" }],
  ["a handle with a space", { handle: "c 17" }],
  ["a handle that is too long", { handle: "h".repeat(129) }],
])("%s is no acknowledgement", (_, value) => {
  expect(readAcknowledgement(value)).toBeNull();
});
