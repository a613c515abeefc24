// The list of providers: addresses to fill in, encrypted and apart from the user's other files.
import { expect, test } from "vitest";
import { BLANKS, blanksOf, filledIn, PROVIDERS } from "../../../src/platform/remote/providers.ts";

test("each address is encrypted, complete once filled in, and ends in a folder", () => {
  expect(new Set(PROVIDERS.map(({ id }) => id)).size).toBe(PROVIDERS.length);
  for (const { address, passwordPage, id } of PROVIDERS) {
    const values = { user: "anna", host: "cloud.example", drive: "123456", share: "home" };
    const url = new URL(filledIn(address, values));
    expect([url.protocol, url.pathname.endsWith("/"), url.href.includes("%7B")], id).toEqual(["https:", true, false]);
    if (id !== "own") expect(url.pathname.endsWith("/Regards/"), id).toBe(true);
    if (passwordPage !== null) expect(new URL(filledIn(passwordPage, values)).protocol, id).toBe("https:");
  }
});

test("each blank is known and accepts what a person types", () => {
  for (const provider of PROVIDERS) {
    const written = [...provider.address.matchAll(/\{(\w+)\}/g)].map(([, blank]) => blank);
    expect(new Set(written)).toEqual(new Set(blanksOf(provider)));
  }
  expect(BLANKS).toEqual(["user", "host", "drive", "share"]);
  const [nextcloud] = PROVIDERS;
  expect(filledIn(nextcloud?.address ?? "", { host: " https://cloud.example/next/ ", user: "änna@b.example" })).toBe(
    "https://cloud.example/next/remote.php/dav/files/%C3%A4nna%40b.example/Regards/",
  );
  expect(filledIn("https://{host}/", { host: "a$&b" })).toBe("https://a$&b/");
});
