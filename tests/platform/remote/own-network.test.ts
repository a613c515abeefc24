// Hosts to which an unencrypted address may lead.
import { expect, test } from "vitest";
import { exposureOf } from "../../../src/platform/remote/own-network.ts";

const of = (address: string) => exposureOf(new URL(address));

test.each(["http://localhost:8080", "http://nas.localhost", "http://127.0.0.1", "http://127.1", "http://[::1]:80"])(
  "%s is this machine",
  (address) => expect(of(address)).toBe("machine"),
);

test.each([
  "http://nas",
  "http://nas.local",
  "http://nas.local.",
  "http://diskstation.lan:5005",
  "http://a.fritz.box",
  "http://192.168.1.2",
  "http://0xc0a80102",
  "http://10.0.0.1",
  "http://172.16.0.1",
  "http://172.31.255.255",
  "http://169.254.1.1",
  "http://100.64.0.1",
  "http://[fd12:3456::1]",
  "http://[fe80::1]",
])("%s is the user's own network", (address) => expect(of(address)).toBe("network"));

test.each([
  "http://example.com",
  "http://local.example",
  "http://nas.local.example",
  "http://8.8.8.8",
  "http://172.15.0.1",
  "http://172.32.0.1",
  "http://192.169.0.1",
  "http://100.128.0.1",
  "http://11.0.0.1",
  "http://[2001:db8::1]",
  "http://[::ffff:10.0.0.1]",
  "http://10.0.0.1.example",
])("%s is anywhere", (address) => expect(of(address)).toBe("anywhere"));

test("https is encrypted for every host", () => {
  expect(of("https://example.com")).toBe("encrypted");
  expect(of("https://nas.local")).toBe("encrypted");
});
