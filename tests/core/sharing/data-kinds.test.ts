// Kinds of data that a grant discloses, by its parts and by the disclosed text.
import { expect, test } from "vitest";
import { DATA_KINDS, dataOfDocument, dataOfParts, dataOfStore } from "../../../src/core/sharing/data-kinds.ts";
import { DEFAULT_PARTS } from "../../../src/core/sharing/default-parts.ts";
import { dataOfDelivery } from "../../../src/core/sharing/delivery-state.ts";
import type { PreferencesDocument } from "../../../src/signal/document.ts";

test("support needs are about health, everything else is about the person", () => {
  expect(dataOfParts(DEFAULT_PARTS)).toEqual(["personallyIdentifyingInfo"]);
  expect(dataOfParts({ support: true })).toEqual(["personallyIdentifyingInfo", "healthInfo"]);
});

test.each([
  [{}, false],
  [{ treatment: { languages: ["en"], style: ["brief"] } }, false],
  [{ treatment: { formats: ["large-print"] } }, true],
  [{ treatment: { support: ["relay"] } }, true],
  [{ treatment: { supportNote: "I lip-read." } }, true],
])("%j is about health: %s", (parts, health) => {
  const document = { cmr: "0.1", issued: "", expires: "", ...parts } as unknown as PreferencesDocument;
  expect(dataOfDocument(document).includes("healthInfo")).toBe(health);
});

test("an update has the kinds of its document, and a withdrawal has none", () => {
  const update = (body: string) => dataOfDelivery({ kind: "preferences", body });
  expect(update('{"treatment":{"style":["short"]}}')).toEqual(["personallyIdentifyingInfo"]);
  expect(update('{"treatment":{"support":["relay"]}}')).toContain("healthInfo");
  expect(update("no JSON")).toEqual(["personallyIdentifyingInfo", "healthInfo", "personalCommunications"]);
  expect(dataOfDelivery({ kind: "withdraw", body: "{}" })).toEqual([]);
  expect(dataOfDelivery({ kind: "answer", body: "{}" })).toContain("personalCommunications");
});

test("a server for sync receives every kind, the browser's own sync no password, and a folder nothing", () => {
  expect(dataOfStore("webdav")).toEqual(DATA_KINDS);
  expect(dataOfStore("browser")).toEqual(DATA_KINDS.filter((kind) => kind !== "authenticationInfo"));
  expect(dataOfStore("folder")).toEqual([]);
});
