// Endpoints: the checked address is the one that requests use.
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { companyOf } from "../../src/core/companies/company.ts";
import { endpointUrl } from "../../src/signal/endpoint.ts";
import { readParticipation } from "../../src/signal/participation.ts";
import { urlOf } from "../../src/signal/web-address.ts";
import { anyText } from "../support/data/any-text.ts";
import { holds } from "../support/data/arbitraries.ts";
import { runs } from "../support/runs.ts";

const served = { host: "www.port.example", origin: "https://www.port.example:8443" };
const file = {
  cmr: "0.1",
  lastUpdate: "2026-11-01",
  status: "live",
  company: { name: "Port" },
  hosts: [served.host],
  honours: { feelings: true },
};
const isValid = (feelings: string): boolean =>
  readParticipation(JSON.stringify({ ...file, endpoints: { feelings } }), served.host, companyOf).ok;

describe("an endpoint is on port 443, even if another port served the file", () => {
  test.each([
    ["/cmr/feelings", "https://www.port.example/cmr/feelings"],
    ["feelings?a=b", "https://www.port.example/feelings?a=b"],
    ["https://api.port.example/f", "https://api.port.example/f"],
    ["https://www.port.example:443/f", "https://www.port.example/f"],
    ["//api.port.example/f", "https://api.port.example/f"],
  ])("%s", (reference, url) => {
    expect(endpointUrl(reference, served)).toBe(url);
    expect(isValid(reference)).toBe(true);
  });

  const OTHERS = `https://www.port.example:8443/f http://www.port.example/f //www.port.example:8443/f
    https://user@www.port.example/f javascript:1 data:,x blob:https://www.port.example/1 ftp://port.example/ https://[/`;
  test.each([...OTHERS.split(/\s+/), "", " ", "/a b", "/a\tb", "\n"])("%j is no endpoint", (reference) => {
    expect(endpointUrl(reference, served)).toBeNull();
    expect(isValid(reference)).toBe(false);
  });

  test.each([
    "https://other.example/f",
    "https://www.port.example.evil.example/f",
    "https://port.example./f",
    "https://127.0.0.1/f",
  ])("%s is no address of the company", (reference) => {
    expect(isValid(reference)).toBe(false);
  });
});

test("under .localhost a path has the port that served the file, and http and other ports are allowed", () => {
  const local = { host: "bank.localhost", origin: "http://bank.localhost:8123" };
  expect(endpointUrl("/f", local)).toBe("http://bank.localhost:8123/f");
  expect(endpointUrl("/f", { host: "bank.localhost" })).toBe("http://bank.localhost/f");
  expect(endpointUrl("https://api.bank.localhost:9000/f", local)).toBe("https://api.bank.localhost:9000/f");
});

test("every endpoint of a valid file is https, on port 443 and the company's own", () => {
  const reference = fc.oneof(
    anyText({ maxLength: 30 }),
    fc.webUrl(),
    fc
      .tuple(
        fc.constantFrom("https:", "http:", "", "javascript:"),
        fc.constantFrom("//www.port.example", "//port.example", "//u@port.example", "//evil.example", "/"),
        fc.constantFrom("", ":443", ":8443", ":80", "@evil.example", "\\evil.example", "/../a", "?b", "#c"),
      )
      .map((parts) => parts.join("")),
  );
  holds(
    fc.property(reference, (text) => {
      const url = urlOf(endpointUrl(text, served) ?? "");
      if (!isValid(text)) return;
      expect([url?.protocol, url?.port, url?.username, url?.password]).toEqual(["https:", "", "", ""]);
      expect(companyOf(url?.hostname ?? "")).toBe("port.example");
    }),
    { numRuns: runs(2000) },
  );
});
