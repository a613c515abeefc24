// Line breaks in the name of a company.
import { h, render } from "preact";
import { afterEach, expect, test } from "vitest";
import { CompanyName } from "../../src/ui/company-name.tsx";

afterEach(() => render(null, document.body));

test.each([
  ["northbank.localhost", "northbank.<wbr>localhost"],
  ["shop.example.co.uk", "shop.<wbr>example.<wbr>co.<wbr>uk"],
  ["Dr. Müller & Co.", "Dr. Müller &amp; Co."],
  ["Waiting...", "Waiting..."],
  ["Northbank", "Northbank"],
])("%s breaks only after a dot within a domain", (name, html) => {
  render(h(CompanyName, { name }), document.body);
  expect(document.querySelector("bdi")?.innerHTML).toBe(html);
  expect(document.body.textContent).toBe(name);
});
