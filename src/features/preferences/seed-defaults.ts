// The first preferences of a new record. They are ordinary rows with the lowest stamps, so that any edit on any device
// wins.
import { DEFAULT_QUIET, DEFAULT_RULES, DEFAULT_TERMS } from "../../core/preferences/defaults.ts";
import { LanguageTag } from "../../core/preferences/preference.ts";
import { systemTimeZone } from "../../platform/clock.ts";
import { database } from "../../record/database.ts";
import { write } from "../../record/write.ts";
import { languageTag } from "../../ui/language-tag.ts";

const LOWEST = "0".repeat(22);
const MOST_LANGUAGES = 3;

/** Distinct languages that an import would accept: browsers list "en-US, en" for one person's English. */
function distinctLanguages(written: readonly string[]): string[] {
  const tags = written.flatMap((tag) => languageTag(tag) ?? []).filter((tag) => LanguageTag.safeParse(tag).success);
  return tags
    .filter((tag, index) => tags.findIndex((other) => other.split("-")[0] === tag.split("-")[0]) === index)
    .slice(0, MOST_LANGUAGES);
}

/** Idempotent. Every device creates the same rows, so that two devices that meet do not double them. */
export async function seedDefaults(languages: readonly string[]): Promise<void> {
  if ((await database.layers.get("base")) !== undefined) return;
  const timeZone = systemTimeZone();
  await write([
    ...DEFAULT_RULES.map((rule) => ({ table: "rules" as const, row: { ...rule, layer: "base", $h: LOWEST } })),
    {
      table: "layers",
      row: {
        id: "base",
        quiet: DEFAULT_QUIET,
        treatment: { languages: distinctLanguages(languages) },
        terms: DEFAULT_TERMS,
        $h: LOWEST,
      },
    },
    { table: "profiles", row: { id: "profile", timeZone, $h: LOWEST } },
  ]);
}
