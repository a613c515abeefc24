// Letters of all companies that wait for an answer, by due day.
import { localDate } from "../../platform/clock.ts";
import { readTimeZone } from "../../record/read-record.ts";
import { useLive } from "../../ui/live.ts";
import { t } from "../../ui/messages.ts";
import { LetterList } from "./letter-list.tsx";
import { readLetters } from "./read-letters.ts";

async function readOpenLetters() {
  const [letters, timeZone] = await Promise.all([readLetters(null), readTimeZone()]);
  const open = letters.filter(({ state }) => state === "open");
  return { letters: open.sort((one, other) => one.due.localeCompare(other.due)), today: localDate(timeZone) };
}

export function OpenLetters() {
  const open = useLive(readOpenLetters, []);
  if (open === undefined) return null;
  return (
    <section class="card" aria-labelledby="open-letters" data-testid="open-letters">
      <h2 id="open-letters">{t("section_letters")}</h2>
      <p>{t(open.letters.length === 0 ? "letters_none_open" : "letters_open_text")}</p>
      {open.letters.length === 0 && (
        <a class="button start" href="#/companies">
          {t("home_to_companies")}
        </a>
      )}
      {open.letters.length > 0 && (
        <LetterList letters={open.letters} today={open.today} pageOf={(company) => `#/companies/${company}/letters`} />
      )}
    </section>
  );
}
