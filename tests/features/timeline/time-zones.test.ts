// Time zones: documents name only zones that a company can read, and every entry appears on its own local day.
import fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import { isTimeZone } from "../../../src/core/time/time-zone.ts";
import { localDate, timeOfDay } from "../../../src/platform/clock.ts";
import { date, moment, month, showTimesIn } from "../../../src/ui/formats.ts";
import { anyText } from "../../support/data/any-text.ts";
import { Device, NOON, shop } from "../../support/device/world.ts";

afterEach(() => vi.restoreAllMocks());

const machineIn = (timeZone: string) =>
  vi
    .spyOn(Intl.DateTimeFormat.prototype, "resolvedOptions")
    .mockReturnValue({ timeZone } as Intl.ResolvedDateTimeFormatOptions);

/** The stored time zone, and the disclosed one. */
async function toldBy(device: Device) {
  await device.allow(shop.company, shop.host);
  const { contact } = (await device.request(shop.url)).value as { contact: { timeZone: string } };
  const profiles = (await device.entities()).profiles as unknown as { timeZone: string }[];
  return { stored: profiles[0]?.timeZone, told: contact.timeZone };
}

test.each(["Europe/Berlin", "America/Argentina/Buenos_Aires", "Etc/GMT-14", "EST5EDT", "UTC", "asia/tokyo"])(
  "%s can be disclosed",
  (zone) => expect(isTimeZone(zone)).toBe(true),
);

test.each(["Etc/Unknown", "etc/unknown", "Mars/Olympus", "+05:30", "UTC+3", "", " ", "Europe/", "../etc", "\u0000"])(
  "%j cannot",
  (zone) => expect(isTimeZone(zone)).toBe(false),
);

describe("the zone of the machine", () => {
  test.each(["Etc/Unknown", "Mars/Olympus", "", "+05:30"])(
    "%j is stored and disclosed as UTC, and counts as unknown, until the user chooses a zone",
    async (zone) => {
      machineIn(zone);
      const phone = await new Device("phone", ["en"]).start();
      expect(await toldBy(phone)).toEqual({ stored: "UTC", told: "UTC" });
      expect(await phone.here.record.isTimeZoneKnown()).toBe(false);
      await phone.ask("edit-profile", { timeZone: "Asia/Tokyo" });
      expect((await toldBy(phone)).told).toBe("Asia/Tokyo");
      expect(await phone.here.record.isTimeZoneKnown()).toBe(true);
    },
  );

  test("UTC itself is a known zone", async () => {
    machineIn("UTC");
    const phone = await new Device("phone", ["en"]).start();
    expect(await phone.here.record.isTimeZoneKnown()).toBe(true);
  });
});

test.each(["Etc/Unknown", "Mars/Olympus", "+05:30"])(
  "the unknown zone %j from a file is stored, but the machine's zone is disclosed",
  async (zone) => {
    machineIn("Europe/Berlin");
    const phone = await new Device("phone", ["en"]).start();
    const text = (await phone.export()).replaceAll('"Europe/Berlin"', JSON.stringify(zone));
    const laptop = await new Device("laptop", ["en"]).start();
    await laptop.database.profiles.clear();
    await laptop.ask("import-record", { text });
    expect(await toldBy(laptop)).toEqual({ stored: zone, told: "Europe/Berlin" });
    expect(await laptop.here.record.isTimeZoneKnown()).toBe(false);
  },
);

test("an unknown zone from the settings is not disclosed either", async () => {
  machineIn("Europe/Berlin");
  const phone = await new Device("phone", ["en"]).start();
  await phone.ask("edit-profile", { timeZone: "Mars/Olympus" });
  expect((await toldBy(phone)).told).toBe("Europe/Berlin");
});

test("the popup gets the user's zone", async () => {
  const phone = await new Device("phone", ["en"]).start();
  await phone.ask("edit-profile", { timeZone: "Asia/Tokyo" });
  phone.browser.tabs = [{ id: 1, url: shop.url, active: true, listening: true }];
  phone.browser.permissions.held.add("<all_urls>");
  expect(await phone.ask("look-at-tab", { tab: 1 })).toMatchObject({ kind: "site", timeZone: "Asia/Tokyo" });
});

describe("times show in the user's zone", () => {
  const zone = fc.constantFrom(
    "Asia/Tokyo",
    "America/Los_Angeles",
    "Pacific/Kiritimati",
    "Pacific/Apia",
    "UTC",
    "Asia/Kathmandu",
  );
  const instant = fc.integer({ min: NOON, max: NOON + 2 * 365 * 86_400_000 }).map((at) => new Date(at).toISOString());

  test("on 1 November in Tokyo and on 31 October in Los Angeles", () => {
    showTimesIn("Asia/Tokyo");
    expect([moment("2026-10-31T20:00:00Z", "date"), month("2026-10-31T20:00:00Z")]).toEqual([
      "Nov 1, 2026",
      "November 2026",
    ]);
    showTimesIn("America/Los_Angeles");
    expect(moment("2026-11-01T02:00:00Z")).toBe("Oct 31, 2026, 7:00 PM");
  });

  test("on the local day of any zone", () => {
    fc.assert(
      fc.property(zone, instant, (timeZone, at) => {
        showTimesIn(timeZone);
        const day = localDate(timeZone, Date.parse(at));
        expect(moment(at, "date")).toBe(date(day));
        expect(month(at)).toBe(date(day.slice(0, 7)));
        const [hour = "", minute = ""] = timeOfDay(timeZone, Date.parse(at)).split(":");
        expect(moment(at, "time")).toMatch(new RegExp(`^0?${Number(hour) % 12 || 12}:${minute}`));
      }),
    );
  });

  test("and an invalid zone or instant throws nothing", () => {
    fc.assert(
      fc.property(anyText(), (text) => {
        showTimesIn(text);
        expect(typeof moment(text)).toBe("string");
        expect(typeof month(text)).toBe("string");
      }),
    );
    expect(moment("yesterday")).toBe("yesterday");
  });
});
