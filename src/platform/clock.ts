// The only source of time and randomness, so that tests can replace both.
import { instantOf } from "../core/time/instant.ts";
import { isTimeZone } from "../core/time/time-zone.ts";

export { instantAt, startOfDate } from "../core/time/local-instant.ts";
export { instantOf };

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
        // 252 is the greatest multiple of 36 in a byte. Dropping greater bytes makes every character equally likely.
        if (byte < 252 && text.length < characters) text += alphabet[byte % 36];
      }
    }
    return text;
  },
};

/** ISO instant in UTC, whole seconds. */
export const instantNow = (): string => instantOf(clock.now());

/** IANA time zone of this machine; null if it is unknown. A call takes a millisecond. */
export function foundTimeZone(): string | null {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return isTimeZone(zone) ? zone : null;
}

export const systemTimeZone = (): string => foundTimeZone() ?? "UTC";

/** The user's effective time zone, which companies read. Always valid, whatever an import stored. */
export const timeZoneOf = (profile: { timeZone: string } | null): string =>
  profile !== null && isTimeZone(profile.timeZone) ? profile.timeZone : systemTimeZone();

/** YYYY-MM-DD in an IANA zone; an unknown zone is treated as UTC. */
export function localDate(timeZone: string, at: number = clock.now()): string {
  try {
    return dateFormat(timeZone).format(at);
  } catch {
    return dateFormat("UTC").format(at);
  }
}

/** HH:MM in an IANA zone; an unknown zone is treated as UTC. */
export function timeOfDay(timeZone: string, at: number = clock.now()): string {
  const options = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  try {
    return new Intl.DateTimeFormat("en-GB", { ...options, timeZone }).format(at);
  } catch {
    return new Intl.DateTimeFormat("en-GB", { ...options, timeZone: "UTC" }).format(at);
  }
}

const dateFormats = new Map<string, Intl.DateTimeFormat>();

/** Cached by time zone: creating a format costs more than a hundred uses, and startOfDate needs many. */
function dateFormat(timeZone: string): Intl.DateTimeFormat {
  const options = { timeZone, year: "numeric", month: "2-digit", day: "2-digit" } as const;
  const format = dateFormats.get(timeZone) ?? new Intl.DateTimeFormat("en-CA", options);
  dateFormats.set(timeZone, format);
  return format;
}

export const sha256 = (text: string): Promise<string> => sha256OfBytes(new TextEncoder().encode(text));

/** In hexadecimal. */
export async function sha256OfBytes(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
