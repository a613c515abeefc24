// Time and chance: the only place they come from, so that everything else can be tested without them.
import { localTime } from "../core/signal/local-time.ts";
import { isTimeZone } from "../core/time-zone.ts";

export const clock = {
  now: (): number => Date.now(),
  later: (work: () => unknown, milliseconds: number): void => void setTimeout(work, milliseconds),
  /** From 0 to below 1. */
  chance: (): number => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32,
  randomText: (characters: number): string => {
    const alphabet = "0123456789abcdefghijklmnopqrstuvwxyz";
    let text = "";
    while (text.length < characters) {
      for (const byte of crypto.getRandomValues(new Uint8Array(characters * 2))) {
        // 252 is the greatest multiple of 36 in a byte: dropping the rest keeps every character equally likely.
        if (byte < 252 && text.length < characters) text += alphabet[byte % 36];
      }
    }
    return text;
  },
};

/** ISO instant in UTC, whole seconds. */
export const instantOf = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`;

export const instantNow = (): string => instantOf(clock.now());

/** Where this machine is, as an IANA zone; null where it does not know. Asking takes a millisecond. */
export function foundTimeZone(): string | null {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return isTimeZone(zone) ? zone : null;
}

export const systemTimeZone = (): string => foundTimeZone() ?? "UTC";

/** The zone that counts for the user and is told: never one that a company could not read, whatever a file brought. */
export const timeZoneOf = (profile: { timeZone: string } | null): string =>
  profile !== null && isTimeZone(profile.timeZone) ? profile.timeZone : systemTimeZone();

/** YYYY-MM-DD in an IANA zone; an unknown zone counts as UTC. */
export function localDate(timeZone: string, at: number = clock.now()): string {
  try {
    return dateFormat(timeZone).format(at);
  } catch {
    return dateFormat("UTC").format(at);
  }
}

/** HH:MM in an IANA zone; an unknown zone counts as UTC. */
export function timeOfDay(timeZone: string, at: number = clock.now()): string {
  const options = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  try {
    return new Intl.DateTimeFormat("en-GB", { ...options, timeZone }).format(at);
  } catch {
    return new Intl.DateTimeFormat("en-GB", { ...options, timeZone: "UTC" }).format(at);
  }
}

const dateFormats = new Map<string, Intl.DateTimeFormat>();

/** Made once a zone: making one costs more than a hundred uses, and the start of a date is searched by many. */
function dateFormat(timeZone: string): Intl.DateTimeFormat {
  const options = { timeZone, year: "numeric", month: "2-digit", day: "2-digit" } as const;
  const format = dateFormats.get(timeZone) ?? new Intl.DateTimeFormat("en-CA", options);
  dateFormats.set(timeZone, format);
  return format;
}

/** The instant at which a local date begins in a zone: the first quarter of an hour that has that date. */
export function startOfDate(date: string, timeZone: string): number {
  const noon = Date.parse(`${date}T00:00:00Z`);
  const quarter = 15 * 60_000;
  for (let at = noon - 15 * 3_600_000; ; at += quarter) if (localDate(timeZone, at) >= date) return at;
}

/** A local date and time (HH:MM) as an ISO instant; where the clocks skip or repeat it, the nearest there is. */
export function instantAt(date: string, time: string, timeZone: string): string {
  const minutes = Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
  const at = startOfDate(date, timeZone) + minutes * 60_000;
  const local = localTime(new Date(at), timeZone);
  // On a day on which the clocks change, so many minutes after its start is another time.
  const off = local === null || local.date !== date ? 0 : minutes - local.minutesOfDay;
  return `${new Date(at + off * 60_000).toISOString().slice(0, 19)}Z`;
}

export async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
