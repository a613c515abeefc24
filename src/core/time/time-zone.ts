// Time zones that a document may name: those in the data of every reader.

/** The form of an IANA zone name. Systems without a known zone return `Etc/Unknown`; an offset (+05:30) is no name. */
const NAME = /^(?!etc\/unknown$)[a-z][a-z0-9_+-]*(?:\/[a-z0-9_+-]+)*$/i;

const asked = new Map<string, boolean>();

/** Cached for each zone, since creating a formatter is expensive. */
export function isTimeZone(zone: string): boolean {
  const known = asked.get(zone) ?? (NAME.test(zone) && isFormatted(zone));
  asked.set(zone, known);
  return known;
}

function isFormatted(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone });
    return true;
  } catch {
    return false;
  }
}
