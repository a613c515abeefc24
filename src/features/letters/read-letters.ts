// Reads the sent letters of one company, or of all. Newest first.
import { type Letter, letterOf } from "../../core/letters/letter.ts";
import type { Row } from "../../core/record/change.ts";
import { laterFirst } from "../../core/record/merge-sorted.ts";
import { readCompanyDomains, readCompanyNames } from "../../record/company-links.ts";
import { database, entitiesOf } from "../../record/database.ts";
import { keysWithin } from "../../record/key-range.ts";
import { objectFrom } from "../../signal/plain-objects.ts";

export interface NamedLetter extends Letter {
  /** The company's name as the user knows it. */
  name: string;
}

/** For a company with several domains, letters to any of them. */
export async function readLetters(company: string | null): Promise<NamedLetter[]> {
  const told =
    company === null
      ? [database.events.where("type").equals("told")]
      : (await readCompanyDomains(company)).map((domain) =>
          database.events.where("[company+type+at]").between(...keysWithin(domain, "told")),
        );
  const rows = await Promise.all(told.map((list) => list.filter(isLetter).toArray()));
  const letters = entitiesOf("events", rows.flat()).flatMap((event) => letterOf(event) ?? []);
  const names = await readCompanyNames(letters.map((letter) => letter.company));
  return letters.map((letter) => ({ ...letter, name: names.get(letter.company) ?? letter.company })).sort(laterFirst);
}

/** Most `told` events record permissions. */
const isLetter = ({ detail }: Row): boolean => typeof objectFrom(detail).letter === "string";
