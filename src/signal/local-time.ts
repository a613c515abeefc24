// The wall clock of an IANA zone, and the windows that contain a time. Imports only the protocol's vocabulary, since
// companies install it too.
import { DAYS, type Day } from "./vocabulary.ts";

export interface LocalTime {
  /** YYYY-MM-DD */
  readonly date: string;
  readonly day: Day;
  readonly minutesOfDay: number;
}

/** The wall clock in an IANA zone, including daylight saving; null for an unknown zone or an invalid instant. */
export function localTime(at: Date, timeZone: string): LocalTime | null {
  try {
    const clock = clockOf(timeZone);
    const minute = Math.floor(at.getTime() / 60_000);
    // A company asks for each of its customers, most of whom share a zone and a minute.
    if (minute !== clock.minute) {
      clock.local = readOff(clock.format.format(at));
      clock.minute = minute;
    }
    return clock.local;
  } catch {
    return null;
  }
}

interface ZoneClock {
  readonly format: Intl.DateTimeFormat;
  /** The last requested minute since 1970, and its wall clock. */
  minute: number;
  local: LocalTime | null;
}

/**
 * Creating a formatter takes fifty times as long as using it. Zones come from documents, so their number is limited.
 */
const clocks = new Map<string, ZoneClock>();
const MOST_CLOCKS = 500;

function clockOf(timeZone: string): ZoneClock {
  const made = clocks.get(timeZone);
  if (made !== undefined) return made;
  if (FOREIGN.test(timeZone)) throw new RangeError("no zone of the IANA database");
  if (clocks.size >= MOST_CLOCKS) clocks.clear();
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    calendar: "gregory",
    numberingSystem: "latn",
    hourCycle: "h23",
    weekday: "short",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  });
  const clock = { format, minute: Number.NaN, local: null };
  clocks.set(timeZone, clock);
  return clock;
}

/** Names that some engines know and the IANA database does not: offsets, and ICU's abbreviations of other zones. */
const FOREIGN =
  /^(?:[+-].*|SystemV\/.*|Etc\/Unknown|US\/Pacific-New|(?!(?:[CEMW]ET|[EHM]ST|GMT|UCT|UTC|PRC|RO[CK])$)[a-z]{3})$/i;

/** "Sun, 29/11/2026, 23:59", with any separators. Not formatToParts, which takes four times as long. */
const BRITISH = /^([A-Za-z]{2})\D+(\d+)\D+(\d+)\D+(\d+)\D+(\d+)\D+(\d+)/;

function readOff(formatted: string): LocalTime | null {
  const [, weekday, day, month, year, hour, minute] = BRITISH.exec(formatted) ?? [];
  const known = DAYS.find((name) => name === weekday?.toLowerCase());
  if (known === undefined) return null;
  const minutesOfDay = Number(hour) * 60 + Number(minute);
  return Object.freeze({ date: `${year?.padStart(4, "0")}-${month}-${day}`, day: known, minutesOfDay });
}
