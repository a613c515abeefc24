import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Claims, claimChanges, claimsOf } from "../../src/core/companies/claims.ts";
import { companyOf } from "../../src/core/companies/company.ts";
import { readParticipation } from "../../src/signal/participation.ts";
import { anyText } from "../support/data/any-text.ts";
import { holds } from "../support/data/arbitraries.ts";
import { runs } from "../support/runs.ts";

const HOST = "www.northbank.example";

const file = {
  cmr: "0.1",
  lastUpdate: "2026-11-01",
  status: "live",
  company: { name: "Northbank", sector: "bank", contact: { privacy: "privacy@northbank.example" } },
  hosts: [HOST, "northbank.example"],
  honours: {
    kinds: ["service", "offers"],
    channels: ["email", "post"],
    limits: true,
    terms: ["SD-BASE-DP"],
    plans: true,
  },
  products: [{ id: "mortgage", label: { en: "Mortgage", de: "Hypothek" } }],
  endpoints: { preferences: "/cmr/preferences", withdraw: "https://api.northbank.example/withdraw" },
  promise: { url: "https://www.northbank.example/promise-1.txt", sha256: "0".repeat(64) },
};

const read = (value: unknown, host = HOST) => readParticipation(JSON.stringify(value), host, companyOf);
const faultOf = (value: unknown, host = HOST): string => {
  const result = read(value, host);
  return result.ok ? "none" : `${result.fault} ${result.detail}`.trim();
};

test("a complete file is read unchanged, and members of a later version are no fault", () => {
  const later = {
    later: { a: 1 },
    honours: { ...file.honours, newer: true },
    endpoints: { ...file.endpoints, newer: 1 },
  };
  expect(read({ ...file, ...later })).toMatchObject({ ok: true, participation: file });
});

test("version, date, hosts, status, company and claims are required, and suffice", () => {
  const { cmr, lastUpdate, hosts } = file;
  const least = { cmr, lastUpdate, hosts, status: "testing", company: { name: "Northbank" }, honours: {} };
  expect(faultOf(least)).toBe("none");
  for (const member of Object.keys(least)) expect(faultOf({ ...least, [member]: undefined })).toBe(`schema ${member}`);
});

describe("a file is invalid if", () => {
  test.each([
    ["another version", { cmr: "0.2" }, "schema cmr"],
    ["an unknown kind", { honours: { kinds: ["gossip"] } }, "schema honours.kinds.0"],
    ["an unknown sector", { company: { name: "Northbank", sector: "casino" } }, "schema company.sector"],
    ["no host", { hosts: [] }, "schema hosts"],
    ["a product's id with a space", { products: [{ id: "a b", label: { en: "A" } }] }, "schema products.0.id"],
    ["a label of no language", { products: [{ id: "a", label: { "<b>": "A" } }] }, "schema products.0.label.<b>"],
    ["an invisible name", { company: { name: "\u200b\u3164" } }, "schema company.name"],
    ["an invisible label", { products: [{ id: "a", label: { en: "\u202e" } }] }, "schema products.0.label"],
    ["it does not name its own host", { hosts: ["northbank.example"] }, `other-host ${HOST}`],
    ["it names another company", { hosts: [HOST, "southbank.example"] }, "other-company southbank.example"],
    ["it names a suffix", { hosts: [HOST, "example"] }, "other-company example"],
    ["its status is suspended", { status: "suspended" }, "not-in-force suspended"],
    ["its status is disregarding", { status: "disregarding" }, "not-in-force disregarding"],
  ])("%s", (_what, change, fault) => {
    expect(faultOf({ ...file, ...change })).toBe(fault);
  });

  test.each([
    "https://southbank.example/x",
    "//southbank.example/x",
    "http://www.northbank.example/x",
    "https://user@www.northbank.example/x",
    "https://www.northbank.example:8443/x",
    "https://www.northbank.example./x",
    "https://127.0.0.1/x",
    "javascript:alert(1)",
    "data:text/plain,x",
    "https://[/",
  ])("an endpoint is %s", (url) => {
    expect(faultOf({ ...file, endpoints: { feelings: url } })).toBe("endpoint feelings");
    expect(faultOf({ ...file, promise: { ...file.promise, url } })).toBe("endpoint promise");
  });

  const contact = (more: object) => ({ company: { name: "Northbank", contact: more } });
  const promise = (url: string) => ({ promise: { ...file.promise, url } });
  test.each<[string, object, string]>([
    ...["2026-99-99", "2026-02-29", "2026-00-10", "2026-11", "2026", "26-11-01", "", "2026-11-01 ", "2026-11-01x"].map(
      (lastUpdate): [string, object, string] => [`last updated ${lastUpdate}`, { lastUpdate }, "schema lastUpdate"],
    ),
    ["updated at no time", { lastUpdate: "2026-11-01T25:00:00Z" }, "schema lastUpdate"],
    ["an empty promise", promise(""), "schema promise.url"],
    ["a promise of a blank", promise(" "), "endpoint promise"],
    ["a promise with a line end", promise("/promise\n.txt"), "endpoint promise"],
    ["an empty endpoint", { endpoints: { withdraw: "" } }, "schema endpoints.withdraw"],
    ["an endpoint of a blank", { endpoints: { withdraw: "\u00a0" } }, "endpoint withdraw"],
    ["an endpoint with a tab", { endpoints: { data: "/cmr\t/data" } }, "endpoint data"],
    ["an empty address for letters", contact({ privacy: "" }), "schema company.contact.privacy"],
    ["an address for letters that is none", contact({ privacy: "write to us" }), "schema company.contact.privacy"],
    ["two addresses for letters", contact({ privacy: "a@b.example,c@d.example" }), "schema company.contact.privacy"],
    ["an address with a line end", contact({ privacy: "a@b.example\nBcc:c" }), "schema company.contact.privacy"],
    ["an empty postal address", contact({ post: "" }), "schema company.contact.post"],
    ["an invisible postal address", contact({ post: " \n\u200b" }), "schema company.contact.post"],
  ])("%s", (_what, change, fault) => {
    expect(faultOf({ ...file, ...change })).toBe(fault);
  });

  test.each(["2026-11-01", "2028-02-29", "2026-11-01T09:15:00Z", "2026-11-01T09:15+01:00", "2026-11-01T09:15:00.123Z"])(
    "but not if it was last updated %s",
    (lastUpdate) => expect(faultOf({ ...file, lastUpdate })).toBe("none"),
  );

  test("it came from a host that belongs to no company", () => {
    for (const host of ["127.0.0.1", "localhost", "github.io", "northbank.example.", "printer.local"]) {
      expect(faultOf({ ...file, hosts: [host], endpoints: {}, promise: undefined }, host)).toBe(`other-host ${host}`);
    }
  });

  test("its text is no valid JSON", () => {
    const text = JSON.stringify(file);
    const faults = [
      [text.slice(1), "not-json"],
      [text.replace("{", '{"cmr":"0.1",'), "duplicate-key"],
      [text.replace("{", `{"deep":${"[".repeat(20)}${"]".repeat(20)},`), "too-deep"],
      [text + " ".repeat(65_536), "too-large"],
    ] as const;
    for (const [written, fault] of faults)
      expect(readParticipation(written, HOST, companyOf)).toMatchObject({ ok: false, fault });
  });
});

test("under .localhost plain http with any port is an address of the company", () => {
  const host = "bank.localhost";
  const local = { ...file, hosts: [host], promise: undefined };
  expect(faultOf({ ...local, endpoints: { feelings: "http://bank.localhost:8123/f" } }, host)).toBe("none");
  expect(faultOf({ ...local, endpoints: { feelings: "http://other.localhost/f" } }, host)).toBe("endpoint feelings");
});

test("names and labels come back safe to show", () => {
  const result = read({
    ...file,
    company: { name: "North\u202ebank\u200b " },
    products: [{ id: "a", label: { en: " Home\u2067  loan\n" } }],
  });
  expect(result).toMatchObject({
    ok: true,
    participation: { company: { name: "Northbank" }, products: [{ label: { en: "Home loan" } }] },
  });
});

test("no text makes the reader throw or changes `Object.prototype`", () => {
  const before = Object.getOwnPropertyNames(Object.prototype).join();
  const text = JSON.stringify(file);
  const put = fc.oneof(
    fc.string({ maxLength: 5 }),
    fc.constantFrom(
      '"__proto__":{"status":"live"},',
      '"constructor":{"prototype":{"x":1}},',
      "[",
      "{",
      '"',
      "null",
      "1e999",
    ),
  );
  const mutated = fc
    .tuple(fc.nat(text.length), fc.nat(8), put)
    .map(([at, length, piece]) => text.slice(0, at) + piece + text.slice(at + length));
  holds(
    fc.property(fc.oneof(mutated, anyText(), fc.json()), (written) => {
      const result = readParticipation(written, HOST, companyOf);
      if (result.ok) expect(Object.getPrototypeOf(result.participation)).toBe(Object.prototype);
    }),
    { numRuns: runs(3000) },
  );
  expect(Object.getOwnPropertyNames(Object.prototype).join()).toBe(before);
});

test("a member of `__proto__` counts as missing", () => {
  const { status, ...rest } = file;
  const text = JSON.stringify(rest).replace("{", `{"__proto__":{"status":"${status}"},`);
  expect(readParticipation(text, HOST, companyOf)).toMatchObject({ ok: false, fault: "schema", detail: "status" });
});

describe("a company's new requests and claims", () => {
  const asked = (change: object = {}): Claims => {
    const result = read({ ...file, ...change });
    if (!result.ok) throw new Error(result.fault);
    return claimsOf(result.participation);
  };

  test("are empty while the requests are equal, even if the rest of the file changes", () => {
    expect(claimChanges(asked(), asked({ lastUpdate: "2027-01-01" }))).toEqual([]);
  });

  test("are empty for a claim that an earlier version did not store", () => {
    const { name: _name, hosts: _hosts, ...before } = asked();
    expect(claimChanges(before, asked({ company: { ...file.company, name: "Northbank plc" } }))).toEqual([]);
  });

  test.each([
    ["name", { company: { ...file.company, name: "Regards Support" } }, "Regards Support"],
    ["sector", { company: { ...file.company, sector: "health" } }, "health"],
    ["contact", { company: { ...file.company, contact: { post: "1 Other Street" } } }, "1 Other Street"],
    [
      "endpoints",
      { endpoints: { feelings: "https://users.northbank.example/f" } },
      "https://users.northbank.example/f",
    ],
    ["hosts", { hosts: [...file.hosts, "users.northbank.example"] }, "users.northbank.example"],
  ])("names a new %s", (member, change, added) => {
    const changes = claimChanges(asked(), asked(change));
    expect(changes).toMatchObject([{ member, added: [added] }]);
  });

  test("are listed member by member, additions and removals", () => {
    const honours = { ...file.honours, kinds: ["service", "news"], plans: undefined, feelings: true };
    expect(claimChanges(asked(), asked({ honours, products: [] }))).toEqual([
      { member: "kinds", added: ["news"], removed: ["offers"] },
      { member: "plans", added: [], removed: ["yes"] },
      { member: "feelings", added: ["yes"], removed: [] },
      { member: "products", added: [], removed: ["Mortgage"] },
    ]);
  });
});
