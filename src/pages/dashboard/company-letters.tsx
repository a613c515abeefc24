// A company's letters section, for companies that do not take part: writes a letter, and lists sent ones with their
// state.
import { companyName } from "../../core/companies/company-name.ts";
import { LETTER_KINDS } from "../../core/letters/letter.ts";
import { DEFAULT_PARTS } from "../../core/sharing/default-parts.ts";
import { viewFor } from "../../core/sharing/view.ts";
import { LetterForm } from "../../features/letters/letter-form.tsx";
import { LetterList } from "../../features/letters/letter-list.tsx";
import { readLetters } from "../../features/letters/read-letters.ts";
import { statedAddress } from "../../features/letters/stated-address.ts";
import { ruleSentence, windowText } from "../../features/preferences/rule-sentence.ts";
import { viewSentences } from "../../features/sharing/view-sentences.tsx";
import { localDate } from "../../platform/clock.ts";
import { readCompanyFiles } from "../../record/company-file.ts";
import { database, getEntity } from "../../record/database.ts";
import { readCompany, readViewInput } from "../../record/read-record.ts";
import { list } from "../../ui/formats.ts";
import { useLive } from "../../ui/live.ts";
import { t } from "../../ui/messages.ts";

/** Contents of a letter. Terms are only for companies that take part, and support needs are no part of "everything". */
const TOLD = { ...DEFAULT_PARTS, terms: false };

async function readPage(company: string) {
  const [row, profile, [stored], input, letters] = await Promise.all([
    readCompany(company),
    getEntity(database, "profiles", "profile"),
    readCompanyFiles(company),
    readViewInput(company, TOLD),
    readLetters(company),
  ]);
  const stated = statedAddress(stored?.participation);
  const parties = {
    name: profile?.letterName ?? "",
    address: profile?.letterAddress ?? "",
    email: row?.contactEmail ?? stated.email,
    post: row?.contactPost ?? stated.post,
  };
  const theirs = {
    email: row?.contactEmail === undefined && stated.email !== "",
    post: row?.contactPost === undefined && stated.post !== "",
  };
  const name = companyName(company, row?.name, stored?.participation.company.name);
  return { name, parties, theirs, input, letters };
}

export function CompanyLetters({ company, letter }: { company: string; letter?: string | undefined }) {
  const known = useLive(() => readPage(company), [company]);
  if (known === undefined) return null;
  const { name, parties, theirs, input, letters } = known;
  const today = localDate(input.timeZone);
  const view = viewFor(input);
  const sentences = () => [
    ...(view.contact?.rules ?? []).map((rule) => ruleSentence(rule, input.products)),
    ...viewSentences(view, (windows) => list(windows.map(windowText))).map(({ text }) => text),
  ];
  return (
    <section class="stack letters" aria-labelledby="letters">
      <h2 id="letters">{t("letters_to", { company: name })}</h2>
      {letters.length > 0 && (
        <div class="card">
          <LetterList letters={letters} today={today} />
        </div>
      )}
      <p class="muted">{t("letter_intro")}</p>
      <LetterForm
        key={`${company} ${letter}`}
        company={company}
        name={name}
        kind={LETTER_KINDS.find((kind) => kind === letter)}
        parties={parties}
        theirs={theirs}
        sentences={sentences}
        today={today}
      />
    </section>
  );
}
