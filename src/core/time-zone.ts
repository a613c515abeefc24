// Time zones that can be told: such as every reader's own data may know.

/** A zone of the IANA database by its form. Systems that do not know theirs say `Etc/Unknown`; an offset (+05:30) is no name. */
const NAME = /^(?!etc\/unknown$)[a-z][a-z0-9_+-]*(?:\/[a-z0-9_+-]+)*$/i;

const asked = new Map<string, boolean>();

/** Asked of the platform once a zone: making a formatter is what it costs. */
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
