// The letters that were sent: to one company, or to all. Newest first.
import { type Letter, letterOf } from "../../core/letter.ts";
import { database, entitiesOf } from "../../platform/database.ts";

export interface NamedLetter extends Letter {
  /** The company's name as the user knows it. */
  name: string;
}

export async function readLetters(company: string | null): Promise<NamedLetter[]> {
  const rows =
    company === null
      ? database.events
          .where("type")
          .equals("told")
          // Most of what was told are permissions.
          .filter(({ detail }) => typeof (detail as { letter?: unknown } | undefined)?.letter === "string")
      : database.events.where("[company+at]").between([company, ""], [company, "\uffff"]);
  const letters = entitiesOf("events", await rows.toArray()).flatMap((event) => letterOf(event) ?? []);
  const ids = [...new Set(letters.map((letter) => letter.company))];
  const known = (await database.companies.bulkGet(ids)).flatMap((row) => row ?? []);
  const names = new Map(entitiesOf("companies", known).map(({ id, name }) => [id, name]));
  return letters
    .map((letter) => ({ ...letter, name: names.get(letter.company) ?? letter.company }))
    .sort((one, other) => (one.at < other.at ? 1 : one.at > other.at ? -1 : one.id < other.id ? 1 : -1));
}
